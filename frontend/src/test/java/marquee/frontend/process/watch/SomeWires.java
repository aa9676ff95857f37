package marquee.frontend.process.watch;

import com.google.common.collect.ImmutableList;
import marquee.protocol.NodeId;
import marquee.transport.LinkCount;
import marquee.transport.udp.LoopCounters;

/// What the links of the front ends of tests have counted.
public final class SomeWires {
    private SomeWires() {}

    /// That of one link.
    public static Wires counted() {
        var links =
                ImmutableList.of(new Wires.Wire(NodeId.replica(2), true, 17, 16, 3, 2, 1, 1_432));
        var loop = new LoopCounters(0, 0, 0, 0, 0, 5, 0, 0, 0, 0);
        var events = Wires.events(count -> count == LinkCount.SENT ? 17 : 0, _ -> 0, loop);
        return new Wires(events, links, loop.waitingEvents());
    }
}
