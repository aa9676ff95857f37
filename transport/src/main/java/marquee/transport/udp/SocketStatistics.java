package marquee.transport.udp;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What Linux says of this machine's UDP sockets. Elsewhere it says nothing, which reads as zero.
final class SocketStatistics {
    private static final List<Path> TABLES =
            List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final Splitter COLUMNS = Splitter.on(' ').omitEmptyStrings().trimResults();
    private static final int LOCAL_ADDRESS = 1;

    private SocketStatistics() {}

    /// How many datagrams to `port` the kernel has dropped, for want of room in the receive buffer
    /// above all (rule P23).
    static long drops(int port) {
        var ending = String.format(Locale.ROOT, ":%04X", port);
        return TABLES.stream().mapToLong(table -> drops(table, ending)).sum();
    }

    private static long drops(Path table, String ending) {
        try {
            return Files.readAllLines(table, StandardCharsets.US_ASCII).stream()
                    .skip(1) // The names of the columns; the last one is the drops.
                    .map(COLUMNS::splitToList)
                    .filter(columns -> columns.get(LOCAL_ADDRESS).endsWith(ending))
                    .mapToLong(columns -> Long.parseLong(columns.getLast()))
                    .sum();
        } catch (IOException e) {
            return 0; // No Linux, or no access: nothing is known.
        }
    }
}
