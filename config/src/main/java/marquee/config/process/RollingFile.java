package marquee.config.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import marquee.config.Limits;

/// A file that text is appended to, and that makes place for a new one when it is full: `FILE`
/// becomes `FILE.1`, that becomes `FILE.2`, and the oldest is dropped. Text that the disk refuses
/// is lost, which one line on standard error says, once for a run of refusals. Not thread-safe.
final class RollingFile implements AutoCloseable {
    private final Path path;
    private final long bytesMax;
    private final int olderMax;
    private OutputStream out;
    private long bytes;
    private boolean refused;

    /// Opens `path`, behind what is in it already.
    ///
    /// @throws IOException if that cannot be
    RollingFile(Path path, Limits limits) throws IOException {
        this.path = path;
        this.bytesMax = limits.logFileBytesMax();
        this.olderMax = Math.max(1, limits.logFilesMax() - 1);
        this.bytes = Files.exists(path) ? Files.size(path) : 0;
        this.out = opened(path);
    }

    /// Appends `text`, which the system has when this returns. A file may be longer than its limit
    /// by one text.
    void append(String text) {
        try {
            if (bytes >= bytesMax) {
                roll();
            }
            var encoded = text.getBytes(StandardCharsets.UTF_8);
            out.write(encoded);
            bytes += encoded.length;
            refused = false;
        } catch (IOException e) {
            complain(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            complain(e);
        }
    }

    private void roll() throws IOException {
        out.close();
        for (int age = olderMax; age > 0; age--) {
            var newer = age == 1 ? path : older(age - 1);
            if (Files.exists(newer)) {
                Files.move(newer, older(age), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        out = opened(path);
        bytes = 0;
    }

    private Path older(int age) {
        return path.resolveSibling(path.getFileName() + "." + age);
    }

    private static OutputStream opened(Path path) throws IOException {
        return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @SuppressWarnings("SystemOut") // The log itself is what fails.
    private void complain(IOException e) {
        if (!refused) {
            System.err.println("the log " + path + " is not written: " + e);
        }
        refused = true;
    }
}
