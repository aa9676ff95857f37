package marquee.simulation;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import marquee.protocol.Chance;
import marquee.protocol.NodeId;
import marquee.protocol.wire.Bytes;
import marquee.simulation.Onlooker.Fate;
import marquee.simulation.Onlooker.Passage;
import marquee.simulation.Onlooker.Who;

/// Carries real datagrams between nodes, one directed link a pair, each with faults of its own. Not
/// thread-safe.
public final class SimulatedNetwork {
    private static final int NARROW_BYTES_PER_SECOND = 200_000;
    private static final int BASE_DELAY_SPAN = 280_000;
    private static final int BASE_DELAY_LEAST = 20_000;
    private static final long LATE_NANOS = 3_000_000;

    private final Simulation simulation;
    private final Trace trace;
    private final ImmutableList<NodeId> nodes;
    private final SimulatedLink[][] links;
    private final Map<Address, Receiver> receivers = new HashMap<>();
    private final List<Cut> cuts = new ArrayList<>();
    private long sent;
    private ImmutableSet<Long> lost = ImmutableSet.of();
    private ImmutableSet<Long> doubled = ImmutableSet.of();

    /// Where the datagrams for one node arrive.
    public interface Receiver {
        /// Takes `datagram`, which `from` seems to have sent.
        ///
        /// @param damaged whether it has another content than what was sent
        void arrive(NodeId from, byte[] datagram, boolean damaged);
    }

    /// What passes nowhere until [#join].
    public interface Cut {
        /// Whether nothing gets from `from` to `to`.
        boolean separates(Who from, Who to);
    }

    /// Makes a network between `nodes` whose datagrams suffer `faults`.
    public SimulatedNetwork(
            Surroundings surroundings, ImmutableList<NodeId> nodes, Strengths faults) {
        this.simulation = surroundings.simulation();
        this.trace = surroundings.trace();
        this.nodes = nodes;
        this.links = new SimulatedLink[nodes.size()][nodes.size()];
        var chance = surroundings.chances().network();
        var hits = new NetworkMarks(surroundings.marks());
        for (int from = 0; from < nodes.size(); from++) {
            for (int to = 0; to < nodes.size(); to++) {
                links[from][to] = new SimulatedLink(faults, shape(faults, chance), hits);
            }
        }
    }

    private static SimulatedLink.Shape shape(Strengths faults, Chance chance) {
        int delay = BASE_DELAY_LEAST + chance.below(BASE_DELAY_SPAN);
        boolean narrow = chance.happens(faults.of(Fault.CAPACITY));
        return new SimulatedLink.Shape(delay, narrow ? NARROW_BYTES_PER_SECOND : 0, chance.split());
    }

    /// Where the datagrams for one node arrive: each incarnation has a place of its own, and those
    /// of one node share their links.
    private record Address(int node, int incarnation) {}

    /// Gives the datagrams for this incarnation of `node` to `receiver` from now on.
    public void attach(NodeId node, int incarnation, Receiver receiver) {
        receivers.put(new Address(index(node), incarnation), receiver);
    }

    /// Gives the datagrams for the first incarnation of `node` to `receiver` from now on.
    public void attach(NodeId node, Receiver receiver) {
        attach(node, 0, receiver);
    }

    /// Sends the first `length` bytes of `buffer`, which the caller may then change, to the first
    /// incarnation of `to`.
    public void send(NodeId from, NodeId to, byte[] buffer, int length) {
        send(new Who(from, 0), new Who(to, 0), Arrays.copyOf(buffer, length));
    }

    /// Sends `datagram` from one place to another.
    public void send(Who from, Who to, byte[] datagram) {
        int sender = index(from.node());
        int target = index(to.node());
        long now = simulation.now();
        sent++;
        var carriage = new Carriage(sender, new Address(target, to.incarnation()), datagram);
        if (lost.contains(sent)) {
            carriage.never(Fate.LOST);
            return;
        }
        if (isCut(from, to)) {
            carriage.never(Fate.LOST_IN_PARTITION);
            return;
        }
        links[sender][target].carry(now, datagram, carriage);
        if (doubled.contains(sent)) {
            carriage.after(LATE_NANOS, datagram, Fate.DOUBLED);
        }
    }

    /// Shows that `datagram` is lost before it leaves its sender.
    void lost(Who from, Who to, byte[] datagram) {
        var target = new Address(index(to.node()), to.incarnation());
        new Carriage(index(from.node()), target, datagram).never(Fate.LOST);
    }

    /// Brings one datagram, or copies of it, to where it belongs.
    private final class Carriage implements SimulatedLink.Delivery {
        private final int sender;
        private final Address target;
        private final byte[] datagram;

        Carriage(int sender, Address target, byte[] datagram) {
            this.sender = sender;
            this.target = target;
            this.datagram = datagram;
        }

        @Override
        public void after(long delayNanos, byte[] carried, Fate fate) {
            // Of one that is damaged nobody could say any more what it was.
            show(delayNanos, fate == Fate.DAMAGED ? datagram : carried, fate);
            boolean damaged = fate == Fate.DAMAGED;
            simulation.after(delayNanos, () -> arrive(sender, target, carried, damaged));
        }

        @Override
        public void never(Fate why) {
            show(0, datagram, why);
        }

        private void show(long delayNanos, byte[] shown, Fate fate) {
            if (trace.isShown()) {
                long now = simulation.now();
                var to = new Who(nodes.get(target.node()), target.incarnation());
                var bytes = Bytes.wrap(shown);
                trace.onlooker()
                        .passes(
                                new Passage(
                                        nodes.get(sender), to, now, now + delayNanos, fate, bytes));
            }
        }
    }

    /// Loses the datagrams that have the numbers `lostOnes` among all, from 1, and delivers those
    /// of `doubledOnes` once more, late.
    public void tamper(ImmutableSet<Long> lostOnes, ImmutableSet<Long> doubledOnes) {
        lost = lostOnes;
        doubled = doubledOnes;
    }

    /// How many datagrams have been sent.
    public long sent() {
        return sent;
    }

    /// Lets nothing pass from `from` to `to` until virtual time `until`. What is under way arrives.
    public void block(NodeId from, NodeId to, long until) {
        trace.fact(simulation.now(), from, "blocked to", to, until);
        trace.onlooker().suffers(simulation.now(), from, to, "blocked", until);
        links[index(from)][index(to)].block(until);
    }

    /// Lets nothing pass where `cut` says, from now to [#join]. What is under way arrives.
    public void cut(Cut cut) {
        cuts.add(cut);
    }

    /// Ends all cuts.
    public void join() {
        cuts.clear();
    }

    private boolean isCut(Who from, Who to) {
        // No stream: this is asked of every datagram, and there is hardly ever a cut.
        for (var cut : cuts) {
            if (cut.separates(from, to)) {
                return true;
            }
        }
        return false;
    }

    /// Holds up everything from `from` to `to` until virtual time `until`.
    public void clog(NodeId from, NodeId to, long until) {
        trace.fact(simulation.now(), from, "clogged to", to, until);
        trace.onlooker().suffers(simulation.now(), from, to, "clogged", until);
        links[index(from)][index(to)].clog(until);
    }

    /// Ends all faults and all partitions. What is under way arrives when it would have.
    public void heal() {
        for (var row : links) {
            for (var link : row) {
                link.heal(simulation.now());
            }
        }
    }

    private void arrive(int sender, Address target, byte[] datagram, boolean damaged) {
        var receiver = receivers.get(target);
        if (receiver != null) {
            receiver.arrive(nodes.get(sender), datagram, damaged);
        }
    }

    private int index(NodeId node) {
        int index = nodes.indexOf(node);
        if (index < 0) {
            throw new IllegalArgumentException(node + " is not on this network");
        }
        return index;
    }
}
