package marquee.launcher.scenario.lab;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import java.util.stream.Collectors;
import marquee.config.ConfigException;
import marquee.config.RoleFaults;
import marquee.transport.LinkFaults;

/// Faults as a scenario orders them, in two parts: those that a lab's network does to what a node
/// sends, and those that are left to the node itself. Packet filters lose, double and damage; they
/// cannot hold back.
///
/// @param network only losses, duplicates and damage
/// @param rest in the notation of `./marquee fault`
public record NetworkFaults(LinkFaults network, String rest) {
    private static final ImmutableSet<String> OF_NETWORK =
            ImmutableSet.of("drop", "duplicate", "corrupt");

    /// Divides `faults`, which are in the notation of `./marquee fault`.
    ///
    /// @throws ConfigException if they are not
    public static NetworkFaults of(String faults) throws ConfigException {
        var links = RoleFaults.parse(faults).links();
        var rest =
                Splitter.on(',')
                        .trimResults()
                        .splitToStream(faults)
                        .filter(fault -> !OF_NETWORK.contains(name(fault)))
                        .collect(Collectors.joining(","));
        return new NetworkFaults(
                new LinkFaults(
                        links.dropPerMille(),
                        links.duplicatePerMille(),
                        0,
                        links.corruptPerMille(),
                        0),
                rest.isEmpty() ? RoleFaults.CLEAR : rest);
    }

    private static String name(String fault) {
        int colon = fault.indexOf(':');
        return colon < 0 ? fault : fault.substring(0, colon);
    }
}
