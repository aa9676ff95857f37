package marquee.transport.udp;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.MoreCollectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What Linux says of this machine's UDP sockets. Elsewhere it says nothing.
final class SocketTable {
    private static final List<Path> TABLES =
            List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final Splitter COLUMNS = Splitter.on(' ').omitEmptyStrings().trimResults();
    private static final int LOCAL_ADDRESS = 1;
    private static final int INODE = 9;
    private static final Path OPEN = Path.of("/proc/self/fd");
    private static final int UNKNOWN = -1;

    private SocketTable() {}

    /// How many datagrams to `port` the kernel has dropped, for want of room in the receive buffer
    /// above all (rule P23); 0 where nothing is known.
    static long drops(int port) {
        return sockets(port).mapToLong(columns -> Long.parseLong(columns.getLast())).sum();
    }

    /// The number that the kernel knows this process's socket at `port` by; -1 if nothing is known,
    /// or there are several.
    static int descriptor(int port) {
        var wanted =
                sockets(port)
                        .map(columns -> "socket:[%s]".formatted(columns.get(INODE)))
                        .collect(ImmutableSet.toImmutableSet());
        try (var open = Files.list(OPEN)) {
            return open.filter(each -> wanted.contains(target(each)))
                    .map(each -> Integer.parseInt(each.getFileName().toString()))
                    .collect(MoreCollectors.toOptional())
                    .orElse(UNKNOWN);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            return UNKNOWN;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // It has been closed meanwhile.
        }
    }

    /// The rows of the sockets at `port`.
    private static Stream<List<String>> sockets(int port) {
        var ending = String.format(Locale.ROOT, ":%04X", port);
        return TABLES.stream()
                .flatMap(SocketTable::rows)
                .map(COLUMNS::splitToList)
                .filter(columns -> columns.get(LOCAL_ADDRESS).endsWith(ending));
    }

    private static Stream<String> rows(Path table) {
        try {
            return Files.readAllLines(table, StandardCharsets.US_ASCII).stream()
                    .skip(1); // The names of the columns; the last one is the drops.
        } catch (IOException e) {
            return Stream.empty(); // No Linux, or no access.
        }
    }
}
