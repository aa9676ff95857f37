package marquee.launcher.console;

import com.google.common.collect.ImmutableSet;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A folder that goes when the program does, also when it is interrupted.
public final class TemporaryFolder {
    private static final int TRIES_MAX = 30;
    private static final long PAUSE_MILLIS = 100;

    /// Those that are to go at the end: a program may make thousands, one after the other, and a
    /// hook for each would be a thread for each.
    private static final Set<Path> LEFT = new ConcurrentSkipListSet<>();

    private static final AtomicBoolean HOOKED = new AtomicBoolean();

    private TemporaryFolder() {}

    /// Makes one, whose name begins with `prefix`.
    public static Path make(String prefix) throws IOException {
        var folder = Files.createTempDirectory(prefix);
        LEFT.add(folder);
        if (!HOOKED.getAndSet(true)) {
            var hook = Thread.ofPlatform().unstarted(TemporaryFolder::deleteAtTheEnd);
            Runtime.getRuntime().addShutdownHook(hook);
        }
        return folder;
    }

    /// Those that were made and are not deleted yet.
    static ImmutableSet<Path> left() {
        return ImmutableSet.copyOf(LEFT);
    }

    private static void deleteAtTheEnd() {
        try {
            Interruption.awaitOrder();
            for (var folder : LEFT) {
                delete(folder);
            }
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
        if (!Files.exists(folder)) {
            LEFT.remove(folder);
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
