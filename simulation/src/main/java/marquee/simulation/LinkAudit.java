package marquee.simulation;

import marquee.protocol.NodeId;
import marquee.transport.LinkCount;
import marquee.transport.LinkLimits;
import marquee.transport.NodeCount;
import marquee.transport.NodeCounters;

/// Checks, by what the node of one life has counted, that its links keep to the rules.
final class LinkAudit {
    private final NodeId id;
    private final NodeCounters counters;
    private final LinkLimits.Retransmission limits;
    private final long startedAt;

    /// @param limits what each link may send again
    /// @param startedAt when the life began, in virtual nanoseconds
    LinkAudit(NodeId id, NodeCounters counters, LinkLimits.Retransmission limits, long startedAt) {
        this.id = id;
        this.counters = counters;
        this.limits = limits;
        this.startedAt = startedAt;
    }

    /// Checks, for invariant I13, that no link has sent more again by `now` than its budget allows.
    void checkBudgets(long now) {
        long most = limits.burst() + (now - startedAt) / limits.spacing() + 1;
        for (var peer : counters.peers()) {
            long again = counters.of(peer, LinkCount.RETRANSMITTED);
            if (again > most) {
                throw new Violation("I13", id + " sent " + again + " again to " + peer);
            }
        }
    }

    /// How many datagrams were dropped since they made no sense.
    long unfit() {
        long unfit = 0;
        for (var what : NodeCount.values()) {
            unfit += what == NodeCount.UNKNOWN_RECEIVER ? 0 : counters.of(what);
        }
        return unfit;
    }

    /// Checks, for invariant I19, that what was damaged on its way is dropped and counted once.
    ///
    /// @param before how many were [#unfit] before it came
    void checkDropped(long before) {
        if (unfit() != before + 1) {
            throw new Violation("I19", id + " did not count a damaged datagram once");
        }
    }

    /// Adds all counts to `marks`.
    void addTo(Marks marks) {
        for (var count : NodeCount.values()) {
            marks.counter("node: " + count.label()).add(counters.of(count));
        }
        for (var count : LinkCount.values()) {
            marks.counter("link: " + count.label()).add(counters.sum(count));
        }
    }
}
