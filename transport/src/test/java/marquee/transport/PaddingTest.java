package marquee.transport;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.LongStream;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Datagrams that leave together are of one length, but the last.
class PaddingTest {
    private static final NodeId A = NodeId.SEQUENCER;
    private static final NodeId R1 = NodeId.replica(1);
    private static final NodeId R2 = NodeId.replica(2);
    private static final int MESSAGES = 100;
    private static final int FULL = LinkLimits.DEFAULT.sizes().datagramBytes();

    private final TestNetwork net = new TestNetwork();
    private final TestNetwork.Station a = net.start(A, 1, R1, R2);

    @BeforeEach
    void connect() {
        net.start(R1, 1, A);
        net.start(R2, 1, A);
        net.run(TestNetwork.SECOND);
        net.sent.clear();
    }

    @Test
    void whatIsSentToOnePeerIsPadded() {
        for (int number = 0; number < MESSAGES; number++) {
            a.send(R1, TestMessage.of(number, 40 + 7 * number % 101));
        }
        a.flush();

        assertOneLength(R1);
        assertAllHeard(R1);
    }

    @Test
    void whatIsSentToManyIsPadded() {
        var both = ImmutableList.of(R1, R2);
        for (int number = 0; number < MESSAGES; number++) {
            var message = TestMessage.of(number, 40 + 7 * number % 101);
            a.node.submit(net.now, new Effect.Multicast(both, message));
        }
        a.flush();

        assertOneLength(R1);
        assertOneLength(R2);
        assertAllHeard(R1);
        assertAllHeard(R2);
    }

    @Test
    void aDatagramThatWouldBeMostlyPaddingIsNot() {
        a.send(R1, TestMessage.of(0, FULL / 2));
        a.send(R1, TestMessage.of(1, FULL / 2));
        a.flush();

        assertThat(lengths(R1)).hasSize(2).allMatch(length -> length < 2 * FULL / 3);
    }

    @Test
    void whatFollowsLaterLeavesASentDatagramAsItIs() {
        a.send(R1, TestMessage.of(0, FULL - 200));
        a.flush();
        var sent = lengths(R1);
        net.passes = flight -> false;
        a.send(R1, TestMessage.of(1, 200));
        a.flush();

        net.passes = flight -> true;
        net.run(TestNetwork.SECOND);

        assertThat(lengths(R1)).startsWith(sent.getFirst());
        assertThat(heardBy(R1)).containsExactly(0L, 1L);
    }

    private void assertOneLength(NodeId to) {
        var lengths = lengths(to);
        assertThat(lengths.subList(0, lengths.size() - 1)).hasSizeGreaterThan(3).containsOnly(FULL);
    }

    private void assertAllHeard(NodeId replica) {
        net.run(TestNetwork.LATENCY);
        assertThat(heardBy(replica)).isEqualTo(LongStream.range(0, MESSAGES).boxed().toList());
    }

    private List<Long> heardBy(NodeId replica) {
        return requireNonNull(net.stations.get(replica)).role.numbers();
    }

    private List<Integer> lengths(NodeId to) {
        return net.sent.stream()
                .filter(flight -> flight.to().equals(to))
                .map(flight -> flight.datagram().length())
                .toList();
    }
}
