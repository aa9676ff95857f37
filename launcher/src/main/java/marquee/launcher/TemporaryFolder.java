package marquee.launcher;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import marquee.launcher.console.Interruption;

/// A folder that goes when the program does, also when it is interrupted.
public final class TemporaryFolder {
    private static final int TRIES_MAX = 30;
    private static final long PAUSE_MILLIS = 100;

    private TemporaryFolder() {}

    /// Makes one, whose name begins with `prefix`.
    public static Path make(String prefix) throws IOException {
        var folder = Files.createTempDirectory(prefix);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().unstarted(() -> deleteAtTheEnd(folder)));
        return folder;
    }

    private static void deleteAtTheEnd(Path folder) {
        try {
            Interruption.awaitOrder();
            delete(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Deletes `folder` before the program ends, again and again for some seconds while a process
    /// that is ending still writes there.
    public static void delete(Path folder) throws InterruptedException {
        for (int tries = 0; tries < TRIES_MAX && Files.exists(folder); tries++) {
            if (!isDeleted(folder)) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static boolean isDeleted(Path folder) {
        try {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
