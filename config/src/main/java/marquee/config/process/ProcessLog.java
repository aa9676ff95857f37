package marquee.config.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;
import marquee.config.ExitStatus;
import marquee.config.Limits;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/// Where a process logs: events, which come by SLF4J, to the console, readable, and to `NODE.json`,
/// one object a line; requests to `NODE-requests.log`, the text log that docs/domain.md asks of
/// every server. Files are rotated by size and only the newest are kept. Thread-safe.
///
/// Requests go through a bounded queue to a thread of their own, so that a slow disk never holds a
/// protocol's thread; when the queue is full a line is lost. They are made into text there too.
/// Nothing here needs a library, which would take a third of a process's start (decision 115).
public final class ProcessLog {
    private static volatile @Nullable ProcessLog current;

    private final String node;
    private final Level console;
    private final RollingFile events;
    private final RequestLines requests;
    private boolean closed;

    private ProcessLog(String node, Path folder, Limits limits, Level console) throws IOException {
        this.node = node;
        this.console = console;
        events = new RollingFile(folder.resolve(node + ".json"), limits);
        requests =
                new RequestLines(new RollingFile(folder.resolve(node + "-requests.log"), limits));
    }

    /// Directs everything this process logs from now on.
    ///
    /// @param node the name that begins the files' names
    /// @param quiet whether the console is spared everything below a warning
    /// @throws StartException if `folder` cannot be made or written
    public static synchronized void start(String node, Path folder, Limits limits, boolean quiet)
            throws StartException {
        stop();
        try {
            Files.createDirectories(folder);
            current = new ProcessLog(node, folder, limits, quiet ? Level.WARN : Level.INFO);
        } catch (IOException e) {
            throw new StartException(
                    ExitStatus.REFUSED,
                    "the folder of log files %s cannot be written, expected one that can"
                            .formatted(folder));
        }
    }

    /// Writes what is still queued and closes the files.
    public static synchronized void stop() {
        var stopped = current;
        current = null;
        if (stopped != null) {
            stopped.close();
        }
    }

    /// Adds a line to the log of requests, if there is one.
    ///
    /// @param line asked once, by another thread
    public static void request(Supplier<String> line) {
        var log = current;
        if (log != null) {
            log.requests.add(line);
        }
    }

    /// Takes an event down. Without a log only errors are shown.
    @SuppressWarnings("SystemOut") // The console.
    static void log(Level level, String logger, String message, @Nullable Throwable error) {
        var event = new LogForm.Event(Instant.now(), level, logger, message, error);
        var log = current;
        if (log != null) {
            log.take(event);
        }
        var shown = log == null ? Level.ERROR : log.console;
        if (level.toInt() >= shown.toInt()) {
            System.err.print(LogForm.text(log == null ? logger : log.node, event));
            System.err.flush();
        }
    }

    private synchronized void take(LogForm.Event event) {
        if (!closed) {
            events.append(LogForm.json(node, event));
        }
    }

    private void close() {
        requests.close();
        synchronized (this) {
            closed = true;
            events.close();
        }
    }
}
