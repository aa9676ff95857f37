package marquee.config.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The lock of a folder that one process uses alone: a file in it, locked until it is let go of or
/// the process ends, in whatever way. The file stays.
public final class FolderLock implements AutoCloseable {
    /// The name of the file.
    public static final String FILE = "lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes the lock of `folder`, unless somebody has it, be it this very process.
    ///
    /// @throws NoSuchFileException if there is no such folder
    public static @Nullable FolderLock tryTake(Path folder) throws IOException {
        return tryTake(folder, FILE);
    }

    /// The same of a lock whose file is called `file`, for a folder that may hold a file of the
    /// usual name for another reason.
    ///
    /// @throws NoSuchFileException if there is no such folder
    public static @Nullable FolderLock tryTake(Path folder, String file) throws IOException {
        var channel =
                FileChannel.open(
                        folder.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean isTaken = false;
        try {
            isTaken = tryLock(channel);
        } finally {
            if (!isTaken) {
                channel.close();
            }
        }
        return isTaken ? new FolderLock(channel) : null;
    }

    /// Whether somebody has the lock of `folder`. Not for his own process, which would lose the
    /// lock by looking.
    public static boolean isHeld(Path folder) throws IOException {
        return isHeld(folder, FILE);
    }

    /// The same of a lock whose file is called `file`.
    public static boolean isHeld(Path folder, String file) throws IOException {
        try (var channel = FileChannel.open(folder.resolve(file), StandardOpenOption.WRITE)) {
            return !tryLock(channel);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /// Lets go of the folder.
    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // Held by this very process.
        }
    }
}
