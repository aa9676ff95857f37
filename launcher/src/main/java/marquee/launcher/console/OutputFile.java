package marquee.launcher.console;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that a command writes when it has done its work. An earlier one of the same name stays
/// until there is a whole new one, so that a command that fails loses nothing.
public final class OutputFile {
    private final Path file;
    private final Path part;

    /// What is written.
    public interface Content {
        /// Writes all of it to `part`.
        void writeTo(Path part) throws IOException, InterruptedException;
    }

    /// Is to be `file`; nothing is written yet.
    public OutputFile(Path file) {
        this.file = file;
        part = file.resolveSibling(file.getFileName() + ".part");
    }

    /// Sees whether it can be written, before there is work for it.
    ///
    /// @throws IOException if it cannot
    public void check() throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a folder");
        }
        Files.delete(Files.writeString(part, ""));
    }

    /// Writes `content`, and puts it in its place when it is whole.
    public void write(Content content) throws IOException, InterruptedException {
        try {
            content.writeTo(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
