package marquee.transport;

import static java.util.Objects.requireNonNull;
import static marquee.transport.TestNetwork.LATENCY;
import static marquee.transport.TestNetwork.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A sequencer tells four replicas the same.
class MulticastTest {
    private static final NodeId A = NodeId.SEQUENCER;
    private static final ImmutableList<NodeId> ALL =
            ImmutableList.of(
                    NodeId.replica(1), NodeId.replica(2), NodeId.replica(3), NodeId.replica(4));

    private final TestNetwork net = new TestNetwork();
    private final TestNetwork.Station a = net.start(A, 1, ALL.toArray(new NodeId[0]));

    @BeforeEach
    void connect() {
        ALL.forEach(replica -> net.start(replica, 1, A));
        net.run(SECOND);
        net.sent.clear();
    }

    private void multicast(long number, int size) {
        a.node.submit(net.now, new Effect.Multicast(ALL, TestMessage.of(number, size)));
    }

    private List<Long> heardBy(int replica) {
        return requireNonNull(net.stations.get(NodeId.replica(replica))).role.numbers();
    }

    @Test
    void manyMessagesShareADatagramAndAllReceiversTheBody() {
        for (int number = 0; number < 10; number++) {
            multicast(number, 100);
        }
        a.flush();

        assertThat(net.sent).hasSize(4);
        var bodies =
                net.sent.stream()
                        .map(flight -> flight.datagram().array())
                        .map(bytes -> Arrays.copyOfRange(bytes, Header.SIZE, bytes.length))
                        .toList();
        assertThat(bodies).allMatch(body -> Arrays.equals(body, bodies.getFirst()));
        net.run(LATENCY);
        var wanted = LongStream.range(0, 10).boxed().toList();
        assertThat(IntStream.rangeClosed(1, 4)).allMatch(slot -> heardBy(slot).equals(wanted));
    }

    @Test
    void whoeverHasSomethingElseWaitingGetsBothInOrder() {
        multicast(0, 100);
        a.send(NodeId.replica(2), TestMessage.of(1, 100));
        multicast(2, 100);
        net.run(LATENCY);

        assertThat(heardBy(1)).containsExactly(0L, 2L);
        assertThat(heardBy(2)).containsExactly(0L, 1L, 2L);
    }

    @Test
    void aReceiverThatIsGoneHoldsNobodyBack() {
        net.stop(NodeId.replica(3));
        for (int number = 0; number < 5_000; number++) {
            multicast(number, 100);
            if (number % 50 == 0) {
                net.run(2 * LATENCY);
            }
        }
        net.run(10 * LATENCY);

        assertThat(heardBy(1)).hasSize(5_000);
        assertThat(heardBy(4)).hasSize(5_000);
    }

    @Test
    void aBodyThatOneReceiverHasBeenSentDoesNotGrowForTheOthers() {
        var slow = NodeId.replica(1);
        int window = LinkLimits.DEFAULT.sizes().windowDatagrams();
        net.passes = flight -> !flight.to().equals(slow);
        for (int number = 0; number < window; number++) {
            a.send(slow, TestMessage.of(number, 1_300));
        }
        a.flush();
        multicast(window, 100); // It waits for the slow one's window, and leaves to the others.
        net.run(LATENCY);
        net.passes = flight -> true;
        multicast(window + 1, 100);
        net.run(SECOND);

        assertThat(heardBy(1)).isEqualTo(LongStream.range(0, window + 2).boxed().toList());
        assertThat(heardBy(2)).containsExactly((long) window, window + 1L);
    }

    @Test
    void whatIsLostOnOneLinkIsSentAgainThereAlone() {
        net.passes = flight -> !flight.to().equals(NodeId.replica(1));
        multicast(0, 1_300);
        a.flush();
        net.run(LATENCY);
        net.passes = flight -> true;
        multicast(1, 1_300);
        net.run(4 * LATENCY);

        assertThat(heardBy(1)).containsExactly(0L, 1L);
        assertThat(a.count(NodeId.replica(1), LinkCount.RETRANSMITTED)).isEqualTo(1);
        assertThat(a.node.counters().sum(LinkCount.RETRANSMITTED)).isEqualTo(1);
    }
}
