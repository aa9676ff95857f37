package marquee.transport;

import static marquee.transport.TestNetwork.MILLI;
import static marquee.transport.TestNetwork.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.wire.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A node A, connected with B and C, is given datagrams that B might have sent if it had gone mad.
/// Rule P46. `-Dmarquee.fuzz.datagrams=N` and `-Dmarquee.fuzz.seed=S` choose how many and which.
class FuzzTest {
    private static final NodeId A = NodeId.SEQUENCER;
    private static final NodeId B = NodeId.replica(1);
    private static final NodeId C = NodeId.replica(2);
    private static final int DATAGRAMS = Integer.getInteger("marquee.fuzz.datagrams", 200_000);
    private static final long SEED = Long.getLong("marquee.fuzz.seed", 1);
    private static final int ALLOCATED_MAX = 64 * 1024;

    private final TestNetwork net = new TestNetwork();
    private final TestNetwork.Station a = net.start(A, 1, B, C);
    private final TestNetwork.Station b = net.start(B, 1, A);
    private final TestNetwork.Station c = net.start(C, 1, A);

    @BeforeEach
    void talk() {
        net.run(SECOND);
        b.send(A, TestMessage.of(1, 100));
        b.send(A, TestMessage.of(2, 5_000));
        a.send(B, TestMessage.of(3, 100));
        net.run(10 * MILLI);
    }

    @Test
    void nothingIsThrownAndEverythingCounted() {
        var real = net.sentBy(B).stream().map(TestNetwork.Flight::datagram).toList();
        var fuzzer = new DatagramFuzzer(real, LinkLimits.DEFAULT.sizes().datagramBytes(), SEED);
        for (int i = 0; i < DATAGRAMS; i++) {
            var datagram = fuzzer.next();
            long before = counted();
            a.node.receive(net.now, datagram, datagram.length);
            if (counted() == before) {
                fail("not counted: " + HexFormat.of().formatHex(datagram));
            }
            if (i % 1_000 == 0) {
                a.role.received.clear();
                a.node.expire(net.now);
                a.flush();
            }
        }

        assertEachReasonWasHit();
        c.send(A, TestMessage.of(4, 10));
        a.role.received.clear();
        net.run(SECOND);
        assertThat(a.role.numbers()).containsExactly(4L);
    }

    @Test
    void noDatagramMakesTheNodeAllocateMuchMoreThanItsOwnSize() {
        var real = net.sentBy(B).stream().map(TestNetwork.Flight::datagram).toList();
        var fuzzer = new DatagramFuzzer(real, LinkLimits.DEFAULT.sizes().datagramBytes(), SEED + 1);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long most = 0;
        for (int i = 0; i < DATAGRAMS / 10; i++) {
            var datagram = fuzzer.next();
            a.role.received.clear();
            long start = threads.getCurrentThreadAllocatedBytes();
            a.node.receive(net.now, datagram, datagram.length);
            most = Math.max(most, threads.getCurrentThreadAllocatedBytes() - start);
        }

        assertThat(most).isLessThanOrEqualTo(ALLOCATED_MAX);
    }

    @Test
    void aDatagramOfAnyLengthIsHarmless() {
        for (int length = 0; length <= 2_000; length++) {
            a.node.receive(net.now, new byte[2_000], length);
        }
        var nothing = new Effect.Send(C, new TestMessage(1, Bytes.EMPTY));
        a.node.submit(net.now, nothing);
        net.run(10 * MILLI);

        assertThat(c.role.numbers()).containsExactly(1L);
    }

    /// What became of the datagrams: each is counted as received, or under one reason or more.
    private long counted() {
        long sum = a.count(B, LinkCount.RECEIVED);
        for (var count : NodeCount.values()) {
            sum += a.node.counters().of(count);
        }
        return sum
                + a.count(B, LinkCount.WRONG_LIFE)
                + a.count(B, LinkCount.NOT_CONNECTED)
                + a.count(B, LinkCount.REPLAYED);
    }

    private void assertEachReasonWasHit() {
        assertThat(a.node.counters().of(NodeCount.MALFORMED)).isPositive();
        assertThat(a.node.counters().of(NodeCount.BAD_TAG)).isPositive();
        assertThat(a.node.counters().of(NodeCount.FOREIGN)).isPositive();
        assertThat(a.node.counters().of(NodeCount.MISDIRECTED)).isPositive();
        assertThat(a.count(B, LinkCount.WRONG_LIFE)).isPositive();
        assertThat(a.count(B, LinkCount.NOT_CONNECTED)).isPositive();
        assertThat(a.count(B, LinkCount.REPLAYED)).isPositive();
    }
}
