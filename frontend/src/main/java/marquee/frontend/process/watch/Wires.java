package marquee.frontend.process.watch;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.function.ToLongFunction;
import marquee.protocol.NodeId;
import marquee.transport.LinkCount;
import marquee.transport.LinkLimits;
import marquee.transport.NodeCount;
import marquee.transport.udp.EventLoop;
import marquee.transport.udp.LoopCounters;

/// What the links, the socket and the loop of a front end had counted at one moment.
///
/// @param events how often each thing has happened, on all links together where it is one of theirs
/// @param links each link by itself
/// @param waitingEvents how many events of HTTP's threads wait for the loop
public record Wires(
        ImmutableMap<String, Long> events, ImmutableList<Wire> links, int waitingEvents) {
    /// The most that a link holds before it is reset.
    static final int HELD_BYTES_MAX = LinkLimits.DEFAULT.sizes().sendQueueBytes();

    /// The most events that wait for the loop.
    static final int WAITING_EVENTS_MAX = EventLoop.WAITING_EVENTS_MAX;

    private static final ImmutableList<LinkCount> DROPS =
            ImmutableList.of(
                    LinkCount.REPLAYED,
                    LinkCount.WRONG_LIFE,
                    LinkCount.FENCED,
                    LinkCount.NOT_CONNECTED,
                    LinkCount.BEYOND_WINDOW,
                    LinkCount.MALFORMED,
                    LinkCount.UNREADABLE,
                    LinkCount.UNSENT,
                    LinkCount.QUEUE_FULL);

    /// Before anything was read.
    static final Wires NONE = new Wires(ImmutableMap.of(), ImmutableList.of(), 0);

    /// One link.
    ///
    /// @param peer whom it leads to
    /// @param up whether the peer is connected
    /// @param sent datagrams sent, those sent again among them
    /// @param received datagrams received
    /// @param retransmitted datagrams sent again
    /// @param duplicates datagrams received once more
    /// @param dropped what was of no use for any other reason
    /// @param heldBytes what waits for an acknowledgement, or to be sent
    public record Wire(
            NodeId peer,
            boolean up,
            long sent,
            long received,
            long retransmitted,
            long duplicates,
            long dropped,
            long heldBytes) {}

    /// What `loop` and its links have counted by now.
    public static Wires of(EventLoop<?, ?> loop) {
        var node = loop.counters();
        var links = ImmutableList.<Wire>builder();
        for (var peer : node.peers()) {
            links.add(
                    new Wire(
                            peer,
                            node.of(peer, LinkCount.UP) > 0,
                            node.of(peer, LinkCount.SENT),
                            node.of(peer, LinkCount.RECEIVED),
                            node.of(peer, LinkCount.RETRANSMITTED),
                            node.of(peer, LinkCount.DUPLICATES),
                            DROPS.stream().mapToLong(count -> node.of(peer, count)).sum(),
                            node.of(peer, LinkCount.HELD_BYTES)));
        }
        var own = loop.loopCounters();
        return new Wires(events(node::sum, node::of, own), links.build(), own.waitingEvents());
    }

    /// What is counted of links, node and loop, by the names that metrics have for it.
    static ImmutableMap<String, Long> events(
            ToLongFunction<LinkCount> links, ToLongFunction<NodeCount> node, LoopCounters loop) {
        var events = ImmutableMap.<String, Long>builder();
        Arrays.stream(LinkCount.values())
                .filter(count -> !count.isLevel())
                .forEach(count -> events.put("link_" + count.label(), links.applyAsLong(count)));
        for (var count : NodeCount.values()) {
            events.put("node_" + count.label(), node.applyAsLong(count));
        }
        return events.put("loop_turns", loop.turns())
                .put("loop_sleeps", loop.sleeps())
                .put("loop_lost_sends", loop.lostSends())
                .put("loop_failed_sends", loop.failedSends())
                .put("loop_unresolved_sends", loop.unresolvedSends())
                .put("loop_refused_events", loop.refusedEvents())
                .put("loop_kernel_drops", loop.kernelDrops())
                .buildOrThrow();
    }
}
