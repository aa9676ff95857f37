package marquee.replicas.host.process;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import marquee.config.ExitStatus;
import marquee.config.process.FolderLock;
import marquee.config.process.StartException;
import org.jspecify.annotations.Nullable;

/// The folder of one incarnation's store, within the folder of its slot, held by this process
/// alone. It is empty when the implementation gets it: what an earlier life left may be torn or
/// behind the order, so it is not read but replaced (rule P42). A predecessor that has not ended
/// yet keeps its own folder, and keeps nobody from starting; whoever comes after its end removes
/// that. Incarnation 0 begins an order, so it removes what it finds of any life: where it comes
/// late, as its successor starts, it may take the other's new folder for an old one, and the
/// successor makes that again.
final class StoreFolder implements AutoCloseable {
    /// How often the folder is made: another newcomer removes one within milliseconds.
    private static final int TRIES_MAX = 20;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);
    private static final Pattern INCARNATION = Pattern.compile("0|[1-9][0-9]{0,4}");

    private final Path path;
    private final FolderLock lock;

    private StoreFolder(Path path, FolderLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Takes hold of the folder of `incarnation` in `slot`, makes both if there are none, and
    /// deletes the folders of earlier lives whose processes are gone.
    ///
    /// @param files the names of the files that any implementation makes. Nothing else is deleted
    /// @throws StartException if the folder cannot be used, another process holds it, or there are
    ///   other files in the slot's, so that it is likely to be another folder than was meant
    static StoreFolder open(Path slot, int incarnation, ImmutableSet<String> files)
            throws StartException {
        var folder = slot.resolve(Integer.toString(incarnation));
        try {
            Files.createDirectories(slot);
            refuseStrangers(slot, files);
            removeEarlier(slot, incarnation, files);
            var lock = hold(folder);
            delete(folder, files);
            return new StoreFolder(folder, lock);
        } catch (IOException e) {
            throw refused(folder, "cannot be written (" + e + "), expected a folder that can");
        }
    }

    /// Where the store is to be.
    Path path() {
        return path;
    }

    /// Lets go of the folder.
    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static FolderLock hold(Path folder) throws StartException, IOException {
        for (int tries = 1; tries <= TRIES_MAX; tries++) {
            var lock = tryToHold(folder);
            if (lock != null) {
                return lock;
            }
            Uninterruptibles.sleepUninterruptibly(BETWEEN_TRIES);
        }
        throw refused(folder, "another replica uses this folder");
    }

    /// Makes the folder and its lock and takes hold of both, unless somebody else holds them or
    /// removes them meanwhile.
    private static @Nullable FolderLock tryToHold(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            var lock = FolderLock.tryTake(folder);
            if (lock == null || Files.exists(folder.resolve(FolderLock.FILE))) {
                return lock;
            }
            lock.close();
            return null;
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            return null; // Another newcomer has removed it.
        }
    }

    private static void removeEarlier(Path slot, int incarnation, ImmutableSet<String> files)
            throws IOException {
        for (var folder : inside(slot)) {
            int other = Integer.parseInt(name(folder));
            if (other < incarnation || (incarnation == 0 && other > 0)) {
                removeUnlessHeld(folder, files);
            }
        }
    }

    private static void removeUnlessHeld(Path folder, ImmutableSet<String> files)
            throws IOException {
        try (var lock = FolderLock.tryTake(folder)) {
            if (lock != null) {
                delete(folder, files);
                Files.deleteIfExists(folder.resolve(FolderLock.FILE));
                Files.deleteIfExists(folder);
            }
        } catch (NoSuchFileException | DirectoryNotEmptyException e) {
            // Another newcomer has removed it, or has just locked it to do so.
        }
    }

    private static void delete(Path folder, ImmutableSet<String> files) throws IOException {
        for (var name : files) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    private static void refuseStrangers(Path slot, ImmutableSet<String> files)
            throws StartException, IOException {
        for (var folder : inside(slot)) {
            boolean ours = isIncarnation(folder);
            var strangers = ours ? inside(folder) : ImmutableList.of(folder);
            for (var stranger : strangers) {
                if (!ours || !isOurs(stranger, files)) {
                    throw refused(
                            slot,
                            "holds %s, expected a folder for nothing but a replica's store"
                                    .formatted(slot.relativize(stranger)));
                }
            }
        }
    }

    /// What is not there any more was listed before another newcomer removed it.
    private static boolean isIncarnation(Path path) {
        return INCARNATION.matcher(name(path)).matches()
                && (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                        || Files.notExists(path, LinkOption.NOFOLLOW_LINKS));
    }

    private static boolean isOurs(Path path, ImmutableSet<String> files) {
        return (name(path).equals(FolderLock.FILE) || files.contains(name(path)))
                && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static ImmutableList<Path> inside(Path folder) throws IOException {
        try (var inside = Files.list(folder)) {
            return inside.sorted().collect(ImmutableList.toImmutableList());
        } catch (NoSuchFileException e) {
            return ImmutableList.of(); // Another newcomer has removed it.
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private static StartException refused(Path folder, String line) {
        return new StartException(ExitStatus.REFUSED, "store " + folder + ": " + line);
    }
}
