package marquee.launcher.scenario.lab;

import com.google.common.collect.ImmutableList;
import java.util.regex.Pattern;

/// How many datagrams the packet filters of a lab have stopped at cuts, lost, doubled and damaged.
public record Tally(long cut, long lost, long doubled, long damaged) {
    /// Nothing yet.
    static final Tally NONE = new Tally(0, 0, 0, 0);

    /// What the counters of a filter are called.
    static final ImmutableList<String> COUNTERS =
            ImmutableList.of("cut", "lost", "doubled", "damaged");

    private static final Pattern COUNTER =
            Pattern.compile("counter (?<name>[a-z]+) \\{\\s*packets (?<packets>[0-9]{1,18}) ");

    /// Reads what `nft list counters` says of one host.
    static Tally read(String text) {
        var tally = NONE;
        for (var found : COUNTER.matcher(text).results().toList()) {
            long packets = Long.parseLong(found.group("packets"));
            tally =
                    tally.plus(
                            switch (found.group("name")) {
                                case "cut" -> new Tally(packets, 0, 0, 0);
                                case "lost" -> new Tally(0, packets, 0, 0);
                                case "doubled" -> new Tally(0, 0, packets, 0);
                                case "damaged" -> new Tally(0, 0, 0, packets);
                                default -> NONE;
                            });
        }
        return tally;
    }

    /// Both together.
    Tally plus(Tally other) {
        return new Tally(
                cut + other.cut,
                lost + other.lost,
                doubled + other.doubled,
                damaged + other.damaged);
    }

    /// What has come since `earlier`.
    public Tally since(Tally earlier) {
        return new Tally(
                cut - earlier.cut,
                lost - earlier.lost,
                doubled - earlier.doubled,
                damaged - earlier.damaged);
    }

    @Override
    public String toString() {
        return "datagrams stopped at cuts %d, lost %d, doubled %d, damaged %d"
                .formatted(cut, lost, doubled, damaged);
    }
}
