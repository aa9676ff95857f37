package marquee.transport;

import static org.assertj.core.api.Assertions.assertThat;

import marquee.transport.SendWindow.Ack;
import org.junit.jupiter.api.Test;

/// A window with credit for 8 numbers from 100, and bodies without frames.
class SendWindowTest {
    private static final long MILLI = 1_000_000;

    private final LinkLimits limits = LinkLimits.DEFAULT;
    private final BodyPool pool = new BodyPool(limits.sizes().datagramBytes());
    private final RoundTrip roundTrip = new RoundTrip(limits);
    private final SendWindow window = new SendWindow(limits, pool, roundTrip, 100);
    private long packet = 1;

    SendWindowTest() {
        acknowledge(0, 99, 0);
    }

    private Ack acknowledge(long now, long upTo, long above) {
        var header = new Header();
        header.ack = upTo;
        header.above = above;
        header.credit = 8;
        return window.acknowledge(now, header);
    }

    private int sendAll(long now) {
        int count = 0;
        while (window.takeNext(now, packet) != null) {
            packet++;
            count++;
        }
        return count;
    }

    private void offer(int count) {
        for (int i = 0; i < count; i++) {
            window.offer(pool.take());
        }
    }

    @Test
    void theCreditIsNotExceeded() {
        offer(20);

        assertThat(sendAll(0)).isEqualTo(8);
        acknowledge(1, 102, 0);
        assertThat(sendAll(1)).isEqualTo(3);
    }

    @Test
    void anAcknowledgementOfWhatWasNeverSentIsFalseAndFreesNothing() {
        offer(20);
        sendAll(0);

        assertThat(acknowledge(1, 108, 0)).isEqualTo(Ack.FALSE);
        assertThat(acknowledge(1, 105, 0b10)).isEqualTo(Ack.FALSE);
        assertThat(sendAll(1)).isZero();
        assertThat(acknowledge(1, 105, 0b1)).isEqualTo(Ack.TAKEN);
    }

    @Test
    void anOvertakenAcknowledgementChangesNothing() {
        offer(20);
        sendAll(0);
        acknowledge(1, 104, 0);
        sendAll(1);

        assertThat(acknowledge(2, 101, 0)).isEqualTo(Ack.TAKEN);
        assertThat(sendAll(2)).isZero();
    }

    @Test
    void whatWasSentBeforeSomethingThatHasComeIsLost() {
        offer(5);
        sendAll(0);

        acknowledge(1, 100, 0b010); // 100 and 103 have come; 101 and 102 were sent before 103.

        assertThat(window.takeNext(1, packet)).extracting(sent -> sent.number).isEqualTo(101L);
        assertThat(window.takeNext(1, packet)).extracting(sent -> sent.number).isEqualTo(102L);
        assertThat(window.takeNext(1, packet)).isNull();
    }

    @Test
    void aRetransmissionThatIsLostShowsByWhatIsSentAfterIt() {
        offer(2);
        sendAll(0);
        acknowledge(1 * MILLI, 99, 0b1);
        assertThat(sendAll(1 * MILLI)).isEqualTo(1);
        offer(1);
        sendAll(2 * MILLI);

        acknowledge(3 * MILLI, 99, 0b11);

        assertThat(sendAll(3 * MILLI)).isEqualTo(1);
    }

    @Test
    void whatHasComeIsNotSentAgainWhateverALyingReceiverLeavesOut() {
        offer(3);
        sendAll(0);
        acknowledge(1 * MILLI, 99, 0b1); // 101 has come,
        acknowledge(2 * MILLI, 100, 0); // and 100, but of 101 nothing is said now.
        window.expire(1_000 * MILLI);
        sendAll(1_000 * MILLI);
        window.expire(60_000 * MILLI);

        acknowledge(60_001 * MILLI, 101, 0);

        assertThat(sendAll(60_001 * MILLI)).isZero();
    }

    @Test
    void aDatagramThatWasSentTwiceGivesNoRoundTrip() {
        offer(1);
        sendAll(0);
        window.expire(20 * MILLI);
        sendAll(20 * MILLI);

        acknowledge(21 * MILLI, 100, 0);

        assertThat(roundTrip.timeout()).isEqualTo(20 * MILLI); // Still the initial one.
    }

    @Test
    void whatIsAnsweredAtOnceIsProbedHalfAMillisecondAfterItsAnswerWasDue() {
        long now = 0;
        for (int i = 0; i < 50; i++, now += MILLI) {
            offer(1);
            sendAll(now);
            acknowledge(now + MILLI / 10, 100 + i, 0);
        }
        offer(1);
        sendAll(now);

        assertThat(window.deadline(now) - now).isBetween(6 * MILLI / 10, 61 * MILLI / 100);
        assertThat(window.expire(window.deadline(now))).isEqualTo(LinkCount.PROBES);
    }

    @Test
    void anAcknowledgementOfSeveralTellsHowLongTheFirstOfThemTook() {
        long now = 0;
        for (int i = 0; i < 100; i += 2, now += 10 * MILLI) {
            offer(1);
            sendAll(now);
            offer(1);
            sendAll(now + 19 * MILLI / 10);
            acknowledge(now + 2 * MILLI, 101 + i, 0);
        }
        offer(1);
        sendAll(now);

        assertThat(window.deadline(now) - now).isBetween(25 * MILLI / 10, 26 * MILLI / 10);
    }

    @Test
    void aWindowThatIsLostAsAWholeGoesAgainAfterOneTimeOut() {
        offer(1);
        sendAll(0);
        acknowledge(700 * MILLI, 100, 0); // So slow that no later one is certainly of a repetition.
        offer(8);
        sendAll(800 * MILLI);
        window.expire(3_000 * MILLI); // The probe is lost too.
        sendAll(3_000 * MILLI);

        window.expire(6_000 * MILLI);
        assertThat(sendAll(6_000 * MILLI)).isEqualTo(1);
        acknowledge(6_001 * MILLI, 101, 0);
        assertThat(sendAll(6_001 * MILLI)).isEqualTo(2);
        acknowledge(6_002 * MILLI, 103, 0);
        assertThat(sendAll(6_002 * MILLI)).isEqualTo(4);
        acknowledge(6_003 * MILLI, 107, 0);
        assertThat(sendAll(6_003 * MILLI)).isEqualTo(1);
    }

    @Test
    void theQueueIsBoundedInBytes() {
        int bodies = limits.sizes().sendQueueBytes() / limits.sizes().datagramBytes();
        offer(bodies);

        assertThat(window.offer(pool.take())).isFalse();
    }
}
