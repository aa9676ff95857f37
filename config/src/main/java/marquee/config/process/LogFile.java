package marquee.config.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import marquee.config.Limits;
import org.jspecify.annotations.Nullable;

/// A file of a log and those before it, rotated by size by the JDK. What a disk refuses is lost;
/// the first time that is said in one line on standard error, where the JDK would show a stack
/// trace. Thread-safe.
final class LogFile extends FileHandler {
    private final Complaint complaint;

    /// Opens the newest file, behind what is there.
    ///
    /// @param stem its path before `ending`
    LogFile(Path stem, String ending, Limits limits, Formatter form) throws IOException {
        // In the JDK's patterns % is special.
        super(
                stem.toString().replace("%", "%%") + ending,
                limits.logFileBytesMax(),
                limits.logFilesMax(),
                true);
        complaint = new Complaint(stem);
        setFormatter(form);
        setErrorManager(complaint);
    }

    /// Closes the file. The JDK takes no lock while it makes a record into text, so a thread that
    /// is just doing so finds the file closed, of which nothing is said.
    @Override
    public synchronized void close() {
        complaint.isMade.set(true);
        super.close();
    }

    private static final class Complaint extends ErrorManager {
        private final Path stem;
        private final AtomicBoolean isMade = new AtomicBoolean();

        Complaint(Path stem) {
            this.stem = stem;
        }

        @Override
        @SuppressWarnings("SystemOut") // The log is what does not work.
        public void error(@Nullable String message, @Nullable Exception cause, int code) {
            if (!isMade.getAndSet(true)) {
                System.err.printf(
                        "the log %s cannot be written (%s); lines are lost%n", stem, cause);
            }
        }
    }
}
