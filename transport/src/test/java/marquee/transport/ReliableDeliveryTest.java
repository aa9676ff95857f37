package marquee.transport;

import static marquee.transport.TestNetwork.MILLI;
import static marquee.transport.TestNetwork.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import marquee.protocol.Chance;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What two or three nodes tell one another over a network that loses, doubles, reorders, delays
/// and corrupts.
class ReliableDeliveryTest {
    private static final NodeId A = NodeId.SEQUENCER;
    private static final NodeId B = NodeId.replica(1);
    private static final NodeId C = NodeId.replica(2);
    private static final LinkFaults BAD = new LinkFaults(200, 100, 100, 50, 0);
    private static final LinkFaults LOSSY = new LinkFaults(100, 0, 0, 0, 0);
    private static final int SEEDS = 60;
    private static final int LARGEST_REPLY = 500_000;

    private final TestNetwork net = new TestNetwork();

    @Test
    void everyMessageArrivesOnceAndInOrderWhateverTheNetworkDoes() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            assertThat(exchange(seed, LinkLimits.DEFAULT, BAD, 1)).as("seed %s", seed).isTrue();
        }
    }

    @Test
    void everyMessageArrivesOnceAndInOrderWithTheTiniestLimits() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            assertThat(exchange(seed, LinkLimits.TINY, BAD, 1)).as("seed %s", seed).isTrue();
        }
    }

    @ParameterizedTest(name = "from {0} on")
    @ValueSource(
            longs = {
                (1L << 31) - 5,
                (1L << 32) - 5,
                Long.MAX_VALUE - 1_000_000,
                Long.MAX_VALUE - 100,
                -100
            })
    void numbersMayPassTheirWrapAround(long firstNumber) {
        for (int seed = 1; seed <= 5; seed++) {
            assertThat(exchange(seed, LinkLimits.DEFAULT, BAD, firstNumber)).isTrue();
        }
    }

    @Test
    void theLargestReplyArrivesUnderLoss() {
        net.faults = LOSSY;
        var a = net.start(A, 1, B);
        var b = net.start(B, 1, A);
        net.run(SECOND);
        var reply = TestMessage.of(1, LARGEST_REPLY);

        a.send(B, reply);
        a.flush();
        net.run(SECOND);

        assertThat(b.role.received).containsExactly(reply);
    }

    @Test
    void aWholeWindowThatIsLostBeforeAnythingWasMeasuredIsMadeGoodAtOnce() {
        var a = net.start(A, 1, B);
        var b = net.start(B, 1, A);
        net.run(SECOND);
        net.passes = flight -> !flight.hasBody();
        for (long number = 0; number < 200; number++) {
            a.send(B, TestMessage.of(number, 1_300));
        }
        a.flush();
        net.run(MILLI);

        net.passes = flight -> true;
        net.run(60 * MILLI);

        assertThat(b.role.received).hasSize(200);
    }

    @Test
    void aMulticastAndWhatIsSaidToOneAloneKeepTheirOrder() {
        net.faults = LOSSY;
        var a = net.start(A, 1, B, C);
        var b = net.start(B, 1, A);
        var c = net.start(C, 1, A);
        net.run(SECOND);
        var both = ImmutableList.of(B, C);
        List<Long> toC = new ArrayList<>();

        for (long number = 0; number < 1_000; number++) {
            var message = TestMessage.of(number, number % 100 == 0 ? 4_000 : 100);
            if (number % 7 == 3) {
                a.send(B, message);
            } else {
                a.node.submit(net.now, new Effect.Multicast(both, message));
                toC.add(number);
            }
        }
        a.flush();
        net.run(SECOND);

        assertThat(b.role.numbers()).isEqualTo(LongStream.range(0, 1_000).boxed().toList());
        assertThat(c.role.numbers()).isEqualTo(toC);
    }

    /// Both ends send 300 messages of many sizes, in bursts; true if both got them all in order.
    private static boolean exchange(int seed, LinkLimits limits, LinkFaults faults, long first) {
        var net = new TestNetwork();
        net.seed = seed;
        net.limits = limits;
        net.faults = faults;
        net.firstNumber = first;
        var a = net.start(A, 1, B);
        var b = net.start(B, 1, A);
        while (!a.node.isConnected(B) || !b.node.isConnected(A)) {
            net.run(SECOND);
        }
        var chance = new Chance(seed);
        for (long number = 0; number < 300; number++) {
            int size = chance.below(10) == 0 ? chance.below(5_000) : chance.below(200);
            a.send(B, TestMessage.of(number, size));
            b.send(A, TestMessage.of(number, chance.below(300)));
            if (chance.below(8) == 0) {
                a.flush();
                b.flush();
                net.run(chance.below(2) * MILLI);
            }
        }
        net.run(60 * SECOND);
        assertThat(a.role.disconnected).isEmpty();
        var wanted = LongStream.range(0, 300).boxed().toList();
        boolean whole =
                b.role.received.stream()
                        .allMatch(m -> m.equals(TestMessage.of(m.number(), m.content().length())));
        return whole && b.role.numbers().equals(wanted) && a.role.numbers().equals(wanted);
    }
}
