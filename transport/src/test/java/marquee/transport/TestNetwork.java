package marquee.transport;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.wire.Bytes;

/// Nodes on a network in virtual time: 50 microseconds from node to node, and whatever faults.
final class TestNetwork {
    static final long MICRO = 1_000;
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000_000_000;
    static final long LATENCY = 50 * MICRO;

    final TreeMap<NodeId, Station> stations = new TreeMap<>();
    final List<Flight> sent = new ArrayList<>();
    LinkLimits limits = LinkLimits.DEFAULT;
    LinkFaults faults = LinkFaults.NONE;
    long firstNumber = 1;
    long seed = 1;
    Function<Peer, LinkKeys> keys = self -> LinkKeys.NONE;

    /// What passes; to be replaced by a test that takes something away.
    Predicate<Flight> passes = flight -> true;

    long now;
    private long sequence;
    private final PriorityQueue<Flight> flying =
            new PriorityQueue<>(
                    Comparator.comparingLong(Flight::due).thenComparingLong(Flight::sequence));

    /// A datagram on its way.
    record Flight(long due, long sequence, NodeId from, NodeId to, Bytes datagram) {
        Header header() {
            var header = new Header();
            header.read(datagram.array());
            return header;
        }

        boolean hasBody() {
            return datagram.length() > Header.SIZE;
        }
    }

    /// A node and what belongs to it.
    final class Station {
        final NodeId id;
        final TestRole role = new TestRole();
        final FaultyLink faulty;
        final Node<TestMessage, Effect> node;

        Station(Peer self, ImmutableList<NodeId> peers) {
            this.id = self.id();
            this.faulty = new FaultyLink(this::fly, faults, seed * 31 + id.wire());
            var settings =
                    new NodeSettings(self, 7, limits, peers, seed)
                            .withFirstNumber(firstNumber)
                            .withKeys(keys.apply(self));
            this.node = new Node<>(settings, role, TestMessage.CODEC, effect -> {}, faulty);
        }

        private void fly(NodeId to, byte[] buffer, int length) {
            var copy = Bytes.wrap(Arrays.copyOf(buffer, length));
            var flight = new Flight(now + LATENCY, sequence++, id, to, copy);
            sent.add(flight);
            flying.add(flight);
        }

        void flush() {
            faulty.advance(now);
            node.flush(now);
        }

        void send(NodeId to, TestMessage message) {
            node.submit(now, new Effect.Send(to, message));
        }

        void expect(NodeId peer, int incarnation) {
            node.submit(now, new Effect.Expect(peer, incarnation, peer));
        }

        long count(NodeId peer, LinkCount count) {
            return node.counters().of(peer, count);
        }

        long deadline() {
            return Math.max(now, Math.min(node.nextDeadline(), faulty.nextDeadline()));
        }
    }

    /// Starts `id` in the life `boot`, in place of any earlier one.
    Station start(NodeId id, long boot, NodeId... peers) {
        return startIncarnation(id, 0, boot, peers);
    }

    /// Starts the given incarnation of `id` in the life `boot`, in place of any earlier one.
    Station startIncarnation(NodeId id, int incarnation, long boot, NodeId... peers) {
        var station = new Station(new Peer(id, incarnation, boot), ImmutableList.copyOf(peers));
        stations.put(id, station);
        station.node.start(now);
        station.flush();
        return station;
    }

    /// Takes `id` away, as a crash does.
    void stop(NodeId id) {
        stations.remove(id);
    }

    /// What `from` has sent since the list was cleared.
    List<Flight> sentBy(NodeId from) {
        return sent.stream().filter(flight -> flight.from.equals(from)).toList();
    }

    /// Lets `nanos` pass.
    void run(long nanos) {
        long end = now + nanos;
        stations.values().forEach(Station::flush);
        while (true) {
            long next = flying.isEmpty() ? Long.MAX_VALUE : flying.peek().due;
            for (var station : stations.values()) {
                next = Math.min(next, station.deadline());
            }
            if (next > end) {
                now = end;
                return;
            }
            now = next;
            step();
        }
    }

    private void step() {
        while (!flying.isEmpty() && flying.peek().due <= now) {
            var flight = flying.remove();
            var station = stations.get(flight.to);
            if (station != null && passes.test(flight)) {
                station.node.receive(now, flight.datagram.array(), flight.datagram.length());
            }
        }
        for (var station : stations.values()) {
            if (station.node.nextDeadline() <= now) {
                station.node.expire(now);
            }
            station.flush();
        }
    }
}
