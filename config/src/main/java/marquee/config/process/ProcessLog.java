package marquee.config.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import marquee.config.ExitStatus;
import marquee.config.Limits;
import org.jspecify.annotations.Nullable;

/// Where a process logs: events, which come by SLF4J, to the console, readable, and to
/// `NODE.0.json`, one object a line; requests to `NODE-requests.0.log`, the text log that
/// docs/domain.md asks of every server. Files are rotated by size and only the newest are kept: the
/// JDK's log does that. Thread-safe.
///
/// Requests go through a bounded queue to a thread of their own, so that a slow disk never holds a
/// protocol's thread; when the queue is full a line is lost. They are made into text there too.
public final class ProcessLog {
    /// Libraries are heard from a warning on.
    private static final Logger ALL = Logger.getLogger("");

    /// Kept here, since the JDK forgets the level of a logger that nobody holds.
    private static final Logger OURS = Logger.getLogger("marquee");

    private static volatile @Nullable ProcessLog current;

    private final ConsoleHandler console = new ConsoleHandler();
    private final Handler events;
    private final RequestLines requests;

    private ProcessLog(String node, Path folder, Limits limits) throws IOException {
        console.setFormatter(new LogForm.Text(node));
        var lines = folder.resolve(node + "-requests");
        var lineFile = new LogFile(lines, ".%g.log", limits, new LogForm.Plain());
        try {
            events = new LogFile(folder.resolve(node), ".%g.json", limits, new LogForm.Json(node));
        } catch (IOException e) {
            lineFile.close();
            throw e;
        }
        requests = new RequestLines(lineFile);
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
            var log = new ProcessLog(node, folder, limits);
            log.install(quiet ? Level.WARNING : Level.INFO);
            current = log;
        } catch (IOException e) {
            throw new StartException(
                    ExitStatus.REFUSED,
                    "the folder of log files %s cannot be written, expected one that can"
                            .formatted(folder));
        }
    }

    /// Writes what is still queued and closes the files. From then on only errors are shown.
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

    private void install(Level shown) {
        for (var before : ALL.getHandlers()) {
            ALL.removeHandler(before);
        }
        ALL.setLevel(Level.WARNING);
        OURS.setLevel(Level.INFO);
        console.setLevel(shown);
        ALL.addHandler(console);
        ALL.addHandler(events);
    }

    private void close() {
        requests.close();
        console.setLevel(Level.SEVERE);
        ALL.removeHandler(events);
        events.close();
    }
}
