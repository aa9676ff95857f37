package marquee.launcher.console;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A file that a command writes when it has done its work. An earlier one of the same name stays
/// until there is a whole new one, so that a command that fails loses nothing. What is no file of
/// its own, such as a link, a device or a pipe, stays what it is, and is written to at once; so is
/// a file whose folder takes no other one.
public final class OutputFile {
    /// Those of any new file; the user's mask takes from them.
    private static final FileAttribute<Set<PosixFilePermission>> PERMISSIONS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-"));

    private final Path file;

    /// What is written.
    ///
    /// @param <E> what it may throw besides
    public interface Content<E extends Exception> {
        /// Writes all of it to `part`.
        void writeTo(Path part) throws IOException, E;
    }

    /// Is to be `file`; nothing is written yet.
    public OutputFile(Path file) {
        this.file = file;
    }

    /// Sees whether each of `files` can be written that is wanted; null for one that is not.
    ///
    /// @throws IOException if one cannot
    public static void check(@Nullable Path... files) throws IOException {
        for (var file : files) {
            if (file != null) {
                new OutputFile(file).check();
            }
        }
    }

    /// Sees whether it can be written, before there is work for it. Nothing is changed.
    ///
    /// @throws IOException if it cannot
    public void check() throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a folder");
        }
        if (!Files.isDirectory(folder())) {
            throw new NoSuchFileException(file.toString());
        }
        boolean isThere = Files.exists(file) || Files.isSymbolicLink(file);
        if (!Files.isWritable(isThere ? target() : folder())) {
            throw new AccessDeniedException(file.toString());
        }
    }

    /// Writes `content`, and puts it in its place when it is whole.
    public <E extends Exception> void write(Content<E> content) throws IOException, E {
        if (!isReplaced()) {
            content.writeTo(file);
            return;
        }
        // Another process may be writing to the same name.
        var part = Files.createTempFile(folder(), file.getFileName() + ".", ".part", PERMISSIONS);
        try {
            content.writeTo(part);
            if (Files.exists(file)) {
                Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(file));
            }
            putInPlace(part);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// Somebody else's file, or one that is mounted by itself, can be written and not replaced.
    private void putInPlace(Path part) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            try (var out = Files.newOutputStream(file)) {
                Files.copy(part, out);
            }
        }
    }

    private boolean isReplaced() {
        boolean isOwn =
                Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        || Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
        return isOwn && Files.isWritable(folder());
    }

    /// The file, or the folder in which a link says that it is to be.
    private Path target() throws IOException {
        if (Files.exists(file)) {
            return file;
        }
        return folder().resolve(Files.readSymbolicLink(file)).resolveSibling("");
    }

    private Path folder() {
        return file.toAbsolutePath().resolveSibling("");
    }
}
