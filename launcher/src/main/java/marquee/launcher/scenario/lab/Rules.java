package marquee.launcher.scenario.lab;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.stream.Collectors;
import marquee.transport.LinkFaults;

/// What the packet filters of all hosts of a lab do to datagrams, as text for `nft -f`. Immutable.
///
/// A filter looks at what leaves its host, also for the same host, and tells sender and receiver by
/// the datagram's header: several nodes share a host, and ports say nothing of a sender.
///
/// @param cuts between whom nothing passes
/// @param faults of whose datagrams some are lost, doubled or damaged
record Rules(ImmutableSet<Cut> cuts, ImmutableMap<Life, LinkFaults> faults) {
    /// Nothing is done.
    static final Rules NONE = new Rules(ImmutableSet.of(), ImmutableMap.of());

    /// The most cuts and faulty senders at once.
    static final int RULES_MAX = 1_000;

    private static final String TABLE = "netdev marquee";
    private static final ImmutableList<String> CHAINS = ImmutableList.of(Cabling.INTERFACE, "lo");
    private static final int PER_MILLE = 1_000;

    /// Sender, receiver and their incarnations, 16 bits each, behind the header of UDP.
    private static final String ENDS = "@th,%d,64 & ".formatted((8 + 24) * 8);

    private static final long SENDER = 0xffff_0000_ffff_0000L;

    /// To the lower half of the packet number. Wherever it is, the tag must find it.
    private static final String DAMAGE =
            "@th,%d,32 set numgen random mod 4294967295".formatted((8 + 52) * 8);

    /// On a packet that has been doubled, and its double.
    private static final String MARK = "0x6d";

    /// Nothing passes from the ones to the others.
    record Cut(Ends from, Ends to) {}

    /// Who sends or receives: one of `lives`, or anybody but these.
    record Ends(ImmutableSet<Life> lives, boolean others) {}

    Rules {
        Preconditions.checkArgument(
                cuts.size() + faults.size() <= RULES_MAX, "%s rules", RULES_MAX);
    }

    /// The same, and nothing passes from `nodes` to `others` any more, nor back unless `oneWay`.
    ///
    /// @param others empty for everybody but `nodes`
    Rules withCut(ImmutableSet<Life> nodes, ImmutableSet<Life> others, boolean oneWay) {
        var inside = new Ends(nodes, false);
        var outside = others.isEmpty() ? new Ends(nodes, true) : new Ends(others, false);
        var all = ImmutableSet.<Cut>builder().addAll(cuts).add(new Cut(inside, outside));
        if (!oneWay) {
            all.add(new Cut(outside, inside));
        }
        return new Rules(all.build(), faults);
    }

    /// The same without any cut.
    Rules withoutCuts() {
        return new Rules(ImmutableSet.of(), faults);
    }

    /// The same with these faults of `life` in place of those it had.
    Rules with(Life life, LinkFaults changed) {
        var all = ImmutableMap.<Life, LinkFaults>builder();
        faults.forEach((other, its) -> {
            if (!other.equals(life)) {
                all.put(other, its);
            }
        });
        if (!changed.equals(LinkFaults.NONE)) {
            all.put(life, changed);
        }
        return new Rules(cuts, all.buildOrThrow());
    }

    /// What makes the filter of a host, which does nothing yet but count.
    static String filter() {
        var text = new StringBuilder("table %s {\n".formatted(TABLE));
        for (var what : Tally.COUNTERS) {
            text.append("  counter %s {}\n".formatted(what));
        }
        for (var chain : CHAINS) {
            text.append(chain(chain));
        }
        return text.append("}\n").toString();
    }

    /// What shows, when it is only checked, whether filters can be where ours are.
    static String trial() {
        return "table netdev marquee-trial {\n" + chain("lo") + "}\n";
    }

    /// What has the filter of a host do this instead of what it did. It is done all at once.
    String text() {
        var text = new StringBuilder();
        for (var chain : CHAINS) {
            text.append("flush chain %s %s\n".formatted(TABLE, chain));
            for (var rule : rules(chain)) {
                text.append("add rule %s %s ip protocol udp %s\n".formatted(TABLE, chain, rule));
            }
        }
        return text.toString();
    }

    /// What shows what the filter of a host has done.
    static String counters() {
        return "list counters table %s\n".formatted(TABLE);
    }

    private static String chain(String device) {
        return "  chain %s { type filter hook egress device \"%s\" priority 0; }\n"
                .formatted(device, device);
    }

    private ImmutableList<String> rules(String chain) {
        var rules = ImmutableList.<String>builder();
        for (var cut : cuts) {
            rules.add(from(cut.from()) + to(cut.to()) + "counter name cut drop");
        }
        faults.forEach((life, its) -> {
            var from = from(new Ends(ImmutableSet.of(life), false));
            share(its.dropPerMille())
                    .ifPresent(share -> rules.add(from + share + "counter name lost drop"));
            share(its.duplicatePerMille())
                    .ifPresent(share -> rules.add(from + share + doubled(chain)));
            share(its.corruptPerMille())
                    .ifPresent(share -> rules.add(from + share + "counter name damaged " + DAMAGE));
        });
        return rules.build();
    }

    private static String from(Ends ends) {
        return are(ends, SENDER, 16);
    }

    private static String to(Ends ends) {
        return are(ends, ~SENDER, 0);
    }

    private static String are(Ends ends, long mask, int shift) {
        var values =
                ends.lives().stream()
                        .map(life ->
                                ((long) life.node().wire() << 32) | (life.incarnation() & 0xffffL))
                        .map(value -> hexadecimal(value << shift))
                        .collect(Collectors.joining(", "));
        return "%s%s %s { %s } "
                .formatted(ENDS, hexadecimal(mask), ends.others() ? "!=" : "==", values);
    }

    private static String hexadecimal(long value) {
        return "0x%016x".formatted(value);
    }

    private static Optional<String> share(int perMille) {
        if (perMille == 0) {
            return Optional.empty();
        }
        return Optional.of(
                perMille == PER_MILLE
                        ? ""
                        : "numgen random mod %d < %d ".formatted(PER_MILLE, perMille));
    }

    /// The double comes through the filter too, which must not double it again.
    private static String doubled(String device) {
        return "meta mark != %s meta mark set %s counter name doubled dup to \"%s\""
                .formatted(MARK, MARK, device);
    }
}
