package marquee.replicas.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import marquee.protocol.Chance;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Head;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Ordered;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ReplyAgain;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Subscribed;
import marquee.protocol.replication.RequestId;
import marquee.replicas.host.state.RandomOrder;
import marquee.replicas.host.state.Registers;
import org.junit.jupiter.api.Test;

/// A replica that is told anything by anybody, and must neither throw nor lose its way.
class ReplicaFuzzTest {
    private static final ReplicaLimits LIMITS = Orders.limits(RandomOrder.LIMITS);
    private static final int ENTRIES = 600;

    @Test
    void executesTheOrderWhateverComesBetween() {
        for (long seed = 1; seed <= 60; seed++) {
            var order = order(seed);
            var expected = new ArrayList<Outcome>();
            run(order, expected);
            var outcomes = new ArrayList<Outcome>();

            var replica = disturbed(new Chance(seed), order, outcomes);

            assertThat(outcomes).as("seed %s", seed).isEqualTo(expected);
            assertThat(replica.executed()).isEqualTo(ENTRIES);
        }
    }

    private static List<Entry> order(long seed) {
        var random = new RandomOrder(seed);
        var order = new ArrayList<Entry>();
        for (int i = 0; i < ENTRIES; i++) {
            order.add(random.next());
        }
        return order;
    }

    private static void run(List<Entry> order, List<Outcome> outcomes) {
        var replica = replica(outcomes);
        order.forEach(entry -> Orders.order(replica, entry));
    }

    private static Replica replica(List<Outcome> outcomes) {
        return new Replica(
                Orders.settings(LIMITS),
                new Registers(),
                (entry, outcome) -> outcomes.add(outcome));
    }

    /// Delivers windows of the order shuffled and partly doubled, with strange messages between.
    private static Replica disturbed(Chance chance, List<Entry> order, List<Outcome> outcomes) {
        var replica = replica(outcomes);
        int window = LIMITS.holdBack();
        for (int from = 0; from < ENTRIES; from += window) {
            var entries = new ArrayList<>(order.subList(from, Math.min(ENTRIES, from + window)));
            entries.addAll(entries.subList(0, entries.size() / 3));
            for (int i = entries.size() - 1; i > 0; i--) {
                Collections.swap(entries, i, chance.below(i + 1));
            }
            for (var entry : entries) {
                replica.on(0, strange(chance, replica.executed()));
                Orders.order(replica, entry);
            }
        }
        return replica;
    }

    private static Event<ToReplica, ReplicaEvent> strange(Chance chance, long executed) {
        var kinds = NodeId.Kind.values();
        var kind = kinds[chance.below(kinds.length)];
        var node = kind == NodeId.Kind.SEQUENCER ? NodeId.SEQUENCER : new NodeId(kind, 2);
        var from = new Peer(node, 0, chance.below(3));
        return switch (chance.below(8)) {
            case 0 -> new Event.Connected<>(from);
            case 1 -> new Event.Disconnected<>(from);
            case 2 -> new Event.Expired<>(Subscription.Timer.MISSING);
            default -> new Event.Received<>(from, message(chance, executed));
        };
    }

    /// Ordered entries only where they are old, or too far ahead: the sequencer is believed.
    private static ToReplica message(Chance chance, long executed) {
        long number = number(chance, executed);
        var id = RequestId.named("client-" + chance.below(9), "" + chance.below(12));
        long executedOrFar =
                executed > 0 && chance.below(2) == 0 ? 1 : Long.MAX_VALUE - chance.below(5);
        return switch (chance.below(4)) {
            case 0 -> new Head(number);
            case 1 -> new Subscribed(number, 0, Orders.GROUP);
            case 2 -> new ReplyAgain(number, id);
            default -> new Ordered(Orders.request(executedOrFar, 5, id, Registers.set(1, 1)));
        };
    }

    private static long number(Chance chance, long executed) {
        return switch (chance.below(4)) {
            case 0 -> chance.next() >>> 1;
            case 1 -> 0;
            default -> Math.max(0, executed + chance.below(200) - 100);
        };
    }
}
