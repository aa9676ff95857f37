package marquee.transport;

import com.google.common.collect.ImmutableList;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import marquee.protocol.NodeId;

/// What a node and its links have counted since the node was made. Written by the thread that runs
/// the node; read by any thread, which sees each number whole and soon, if not at once.
@SuppressWarnings("EnumOrdinal") // An index into an array of this run, nothing that lasts.
public final class NodeCounters {
    private static final VarHandle NUMBERS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int LINK_COUNTS = LinkCount.values().length;

    private final ImmutableList<NodeId> peers;
    private final long[] node = new long[NodeCount.values().length];
    private final long[] links;

    /// Makes counters of a node with links to `peers`, all zero.
    NodeCounters(ImmutableList<NodeId> peers) {
        this.peers = peers;
        this.links = new long[peers.size() * LINK_COUNTS];
    }

    /// Whom the links that are counted lead to.
    public ImmutableList<NodeId> peers() {
        return peers;
    }

    /// The number of `count`.
    public long of(NodeCount count) {
        return (long) NUMBERS.getOpaque(node, count.ordinal());
    }

    /// The number of `count` on the link to `peer`; 0 where there is no such link.
    public long of(NodeId peer, LinkCount count) {
        int link = peers.indexOf(peer);
        return link < 0 ? 0 : of(link, count);
    }

    /// The number of `count` on all links together.
    public long sum(LinkCount count) {
        long sum = 0;
        for (int link = 0; link < peers.size(); link++) {
            sum += of(link, count);
        }
        return sum;
    }

    void count(NodeCount count) {
        int at = count.ordinal();
        NUMBERS.setOpaque(node, at, node[at] + 1);
    }

    void add(int link, LinkCount count, long more) {
        int at = link * LINK_COUNTS + count.ordinal();
        NUMBERS.setOpaque(links, at, links[at] + more);
    }

    private long of(int link, LinkCount count) {
        return (long) NUMBERS.getOpaque(links, link * LINK_COUNTS + count.ordinal());
    }
}
