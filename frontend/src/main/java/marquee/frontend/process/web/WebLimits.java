package marquee.frontend.process.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import marquee.config.Limits;

/// How much of a web service one client may use, and all of them together.
///
/// @param connectionsMax the most connections at once; more are left waiting by the system
/// @param connectionsPerAddressMax the most from one address; more are closed
/// @param requestsPerUserMax the most requests of one user that are being worked on
/// @param patience how long a client may take for a request, from its first byte to its last, and
///   for the first one from when it is connected
public record WebLimits(
        int connectionsMax,
        int connectionsPerAddressMax,
        int requestsPerUserMax,
        Duration patience) {
    /// How long a connection may lie still.
    static final Duration IDLE_MAX = Duration.ofSeconds(30);

    /// The same while there is no room for more connections.
    static final Duration IDLE_WHEN_FULL_MAX = Duration.ofSeconds(1);

    /// The most bytes of a request's head.
    static final int HEAD_BYTES_MAX = 8 * 1024;

    /// How many connections the system keeps until they are taken; beyond it clients try again,
    /// which takes them a second.
    static final int BACKLOG_MAX = 1_024;

    private static final int CONNECTIONS_MAX = 16_384;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// How many files, sockets among them, the rest of the process may have open.
    private static final int OTHER_FILES_MAX = 512;

    private static final int CONNECTIONS_LEAST = 64;
    private static final Path PROCESS_LIMITS = Path.of("/proc/self/limits");
    private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files +(\\d+) ");

    /// Those of a laboratory, where nobody is held back but by what the machine has.
    static WebLimits ofLab() {
        int connections = connections();
        return new WebLimits(connections, connections, Integer.MAX_VALUE, PATIENCE);
    }

    /// Those of users with tokens, as a description says.
    static WebLimits of(Limits limits) {
        return new WebLimits(
                connections(),
                limits.connectionsPerAddressMax(),
                limits.requestsPerUserMax(),
                PATIENCE);
    }

    /// As many as the process may have open files, but for the others that it needs.
    private static int connections() {
        try {
            var found = OPEN_FILES.matcher(Files.readString(PROCESS_LIMITS));
            long files = found.find() ? Long.parseLong(found.group(1)) : Long.MAX_VALUE;
            return Math.clamp(files - OTHER_FILES_MAX, CONNECTIONS_LEAST, CONNECTIONS_MAX);
        } catch (IOException | NumberFormatException e) {
            return CONNECTIONS_MAX; // Not Linux, or without a limit.
        }
    }
}
