package marquee.sequencer.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import marquee.config.ExitStatus;
import marquee.config.process.FolderLock;
import marquee.config.process.StartException;

/// The folder of the sequencer's log, held by one process alone.
public final class LogFolder implements AutoCloseable {
    private static final Path HOST_BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final FolderLock lock;
    private final FileDisk disk;

    private LogFolder(FolderLock lock, FileDisk disk) {
        this.lock = lock;
        this.disk = disk;
    }

    /// Takes hold of `folder`.
    ///
    /// @param create whether to make the folder if there is none
    /// @throws StartException if there is none, it cannot be used, or another process holds it
    static LogFolder open(Path folder, boolean create) throws StartException {
        if (!create && !Files.isDirectory(folder)) {
            throw refused(
                    folder,
                    "there is no log; make a new one with --init, if this cluster never had one");
        }
        try {
            Files.createDirectories(folder);
            var lock = FolderLock.tryTake(folder);
            if (lock == null) {
                throw refused(folder, "another sequencer uses this log");
            }
            return new LogFolder(lock, new FileDisk(folder));
        } catch (IOException e) {
            throw refused(folder, "cannot be written (" + e + "), expected a folder that can");
        }
    }

    /// Whether a sequencer uses the log in `folder`. Not for that sequencer's own process, which
    /// would lose its lock by looking.
    public static boolean isHeld(Path folder) throws IOException {
        return FolderLock.isHeld(folder);
    }

    /// The end of a process because of its log: `line` says why.
    static StartException refused(Path folder, String line) {
        return new StartException(ExitStatus.REFUSED, "log " + folder + ": " + line);
    }

    /// Names the present boot of this host; empty where there is no telling.
    static String hostBoot() {
        try {
            return Files.readString(HOST_BOOT).strip();
        } catch (IOException e) {
            return "";
        }
    }

    FileDisk disk() {
        return disk;
    }

    /// Lets go of the folder.
    @Override
    public void close() throws IOException {
        disk.close();
        lock.close();
    }
}
