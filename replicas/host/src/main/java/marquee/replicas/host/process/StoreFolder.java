package marquee.replicas.host.process;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;

/// The folder of a replica's store, held by this process alone. It is empty when the implementation
/// gets it: what an earlier life left may be torn or behind the order, so it is not read but
/// replaced (rule P42).
final class StoreFolder implements AutoCloseable {
    private static final String LOCK_FILE = "lock";

    private final FileChannel lock;

    private StoreFolder(FileChannel lock) {
        this.lock = lock;
    }

    /// Takes hold of `folder`, makes it if there is none, and deletes the files of earlier lives.
    ///
    /// @param files the names of the files that any implementation makes. Nothing else is deleted
    /// @throws StartException if the folder cannot be used, another process holds it, or there are
    ///   other files in it, so that it is likely to be another folder than was meant
    static StoreFolder open(Path folder, ImmutableSet<String> files) throws StartException {
        try {
            Files.createDirectories(folder);
            refuseStrangers(folder, files);
            var channel =
                    FileChannel.open(
                            folder.resolve(LOCK_FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw refused(folder, "another replica uses this folder");
            }
            for (var name : files) {
                Files.deleteIfExists(folder.resolve(name));
            }
            return new StoreFolder(channel);
        } catch (IOException e) {
            throw refused(folder, "cannot be written (" + e + "), expected a folder that can");
        }
    }

    /// Lets go of the folder.
    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static void refuseStrangers(Path folder, ImmutableSet<String> files)
            throws StartException, IOException {
        try (var inside = Files.list(folder)) {
            var stranger = inside.filter(path -> !isOurs(path, files)).sorted().findFirst();
            if (stranger.isPresent()) {
                throw refused(
                        folder,
                        "holds %s, expected a folder for nothing but a replica's store"
                                .formatted(stranger.get().getFileName()));
            }
        }
    }

    private static boolean isOurs(Path path, ImmutableSet<String> files) {
        var name = path.getFileName().toString();
        return (name.equals(LOCK_FILE) || files.contains(name))
                && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // Held by this very process.
        }
    }

    private static StartException refused(Path folder, String line) {
        return new StartException(ExitStatus.REFUSED, "store " + folder + ": " + line);
    }
}
