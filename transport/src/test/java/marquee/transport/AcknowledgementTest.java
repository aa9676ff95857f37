package marquee.transport;

import static marquee.transport.TestNetwork.LATENCY;
import static marquee.transport.TestNetwork.MICRO;
import static marquee.transport.TestNetwork.MILLI;
import static marquee.transport.TestNetwork.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A sends messages of one datagram each to B, which answers with acknowledgements alone.
class AcknowledgementTest {
    private static final NodeId A = NodeId.SEQUENCER;
    private static final NodeId B = NodeId.replica(1);
    private static final int FULL = 1_300;

    private final TestNetwork net = new TestNetwork();
    private final TestNetwork.Station a = net.start(A, 1, B);
    private final TestNetwork.Station b = net.start(B, 1, A);

    @BeforeEach
    void connect() {
        net.run(SECOND);
        for (int i = 0; i < 64; i++) {
            send(1);
            net.run(5 * MILLI);
        }
        net.sent.clear();
        b.role.received.clear();
    }

    private void send(int count) {
        LongStream.range(0, count).forEach(number -> a.send(B, TestMessage.of(number, FULL)));
        a.flush();
    }

    private List<TestNetwork.Flight> acks() {
        return net.sentBy(B);
    }

    @Test
    void showsWhatALinkHoldsUntilItIsAcknowledged() {
        send(3);
        assertThat(a.count(B, LinkCount.HELD_BYTES))
                .isEqualTo(3L * LinkLimits.DEFAULT.sizes().datagramBytes());

        net.run(SECOND);
        assertThat(a.count(B, LinkCount.HELD_BYTES)).isZero();

        send(3);
        net.stop(B);
        net.run(5 * SECOND);
        assertThat(a.count(B, LinkCount.UP)).isZero();
        assertThat(a.count(B, LinkCount.HELD_BYTES)).isZero();
    }

    @Test
    void aLoneDatagramIsAcknowledgedAfterTheDelay() {
        send(1);
        net.run(LATENCY + 2 * MILLI - 1);
        assertThat(acks()).isEmpty();

        net.run(1);

        assertThat(acks()).hasSize(1);
        assertThat(acks().getFirst().header().ackDelay).isEqualTo(2_000);
    }

    @Test
    void manyDatagramsShareAnAcknowledgement() {
        send(31);
        net.run(LATENCY);
        assertThat(acks()).isEmpty();

        send(1);
        net.run(LATENCY);

        assertThat(acks()).hasSize(1);
    }

    @Test
    void dataCarriesTheAcknowledgement() {
        send(1);
        net.run(LATENCY);
        b.send(A, TestMessage.of(1, 10));
        net.run(10 * MILLI);

        assertThat(acks()).hasSize(1);
        assertThat(net.sentBy(A)).hasSize(2); // The datagram, and the answer's acknowledgement.
    }

    @Test
    void aGapIsReportedAtOnceAndThenEverMoreRarely() {
        net.passes = flight -> !flight.equals(net.sentBy(A).getFirst());
        send(2);
        net.run(LATENCY);
        assertThat(acks()).hasSize(1);
        assertThat(acks().getFirst().header().above).isEqualTo(1);

        net.passes = flight -> false; // So the gap stays.
        net.run(SECOND);

        // 2 + 4 + ... + 64 ms, then every 100 ms, each up to a quarter longer.
        assertThat(acks()).hasSizeBetween(11, 17);
    }

    @Test
    void whatIsMissingIsSentAgainAsSoonAsItIsReported() {
        net.passes = flight -> !flight.equals(net.sentBy(A).getFirst());

        send(3);
        net.run(3 * LATENCY);

        assertThat(b.role.numbers()).containsExactly(0L, 1L, 2L);
        assertThat(a.count(B, LinkCount.RETRANSMITTED)).isEqualTo(1);
        assertThat(b.count(A, LinkCount.OUT_OF_ORDER)).isEqualTo(2);
    }

    @Test
    void aLostLastDatagramIsFoundThoughNothingFollows() {
        net.passes = flight -> !flight.equals(net.sentBy(A).getFirst());

        send(1);
        net.run(5 * MILLI);

        assertThat(b.role.numbers()).containsExactly(0L);
        assertThat(a.count(B, LinkCount.PROBES)).isEqualTo(1);
        assertThat(a.count(B, LinkCount.TIMEOUTS)).isZero();
    }

    @Test
    void retransmissionTimeoutsDouble() {
        net.passes = flight -> !flight.from().equals(A);
        send(1);
        net.run(2 * SECOND);

        var times = net.sentBy(A).stream().filter(TestNetwork.Flight::hasBody).toList();
        var waits =
                LongStream.range(2, times.size())
                        .map(i -> times.get((int) i).due() - times.get((int) i - 1).due())
                        .toArray();

        for (int i = 1; i < waits.length; i++) {
            assertThat(waits[i]).isEqualTo(Math.min(SECOND, 2 * waits[i - 1]));
        }
        assertThat(waits[0]).isBetween(5 * MILLI, 6 * MILLI);
        assertThat(waits.length).isBetween(7, 9);
    }

    @Test
    void noMoreThanTheCreditIsOnTheWay() {
        net.passes = flight -> false;
        send(1_000);

        assertThat(net.sentBy(A)).hasSize(LinkLimits.DEFAULT.sizes().windowDatagrams());
    }

    @Test
    void retransmissionsKeepToTheirBudget() {
        net.passes = flight -> !flight.hasBody() || flight.sequence() % 2 == 0;
        for (int i = 0; i < 20_000; i++) {
            a.send(B, TestMessage.of(i % 7, FULL));
            if (i % 100 == 0) {
                a.flush();
                net.run(MILLI / 2);
            }
        }

        var budget = LinkLimits.DEFAULT.retransmission();
        long most = budget.burst() + net.now / budget.spacing();
        assertThat(a.count(B, LinkCount.RETRANSMITTED)).isBetween(1_000L, most);
    }

    @Test
    void aDatagramIsProbedHalfAMillisecondAfterItsAcknowledgementWasDue() {
        send(1);
        net.run(LATENCY + 3 * MILLI);
        net.sent.clear();
        net.passes = flight -> !flight.hasBody();
        send(1);
        long sentAt = net.now;
        net.run(4 * MILLI);

        // A round trip and the delay of acknowledgements, and they are late by half a millisecond.
        var probe = net.sentBy(A).getLast();
        assertThat(probe.due() - LATENCY - sentAt)
                .isBetween(2 * LATENCY + 2_499 * MICRO, 3 * LATENCY + 2_500 * MICRO);
    }
}
