package marquee.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import marquee.protocol.NodeId;
import marquee.transport.LinkCount;
import marquee.transport.LinkLimits;
import marquee.transport.NodeCount;
import marquee.transport.NodeCounters;

/// Checks, by what the node of one life has counted, that its links keep to the rules.
final class LinkAudit {
    private final NodeId id;
    private final NodeCounters counters;
    private final Map<NodeId, Allowance> allowances = new LinkedHashMap<>();
    private long audited;

    /// @param limits what each link may send again
    /// @param startedAt when the life began, in virtual nanoseconds
    LinkAudit(NodeId id, NodeCounters counters, LinkLimits.Retransmission limits, long startedAt) {
        this.id = id;
        this.counters = counters;
        for (var peer : counters.peers()) {
            allowances.put(peer, new Allowance(limits.spacing(), limits.burst(), startedAt));
        }
    }

    /// Checks, for invariant I13, that no link sends more again than its budget allows. To be asked
    /// whenever the node has sent anything.
    void checkBudgets(long now) {
        long all = counters.sum(LinkCount.RETRANSMITTED);
        if (all == audited) {
            return;
        }
        audited = all;
        allowances.forEach((peer, allowance) -> {
            long again = counters.of(peer, LinkCount.RETRANSMITTED);
            if (!allowance.covers(now, again)) {
                throw new Violation("I13", id + " sends too much again to " + peer);
            }
        });
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
