package marquee.transport;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The sending side of a link: bodies that wait for their number, and those that have one and wait
/// for their acknowledgement. At most a window of them is on the way, never beyond the receiver's
/// credit. What is lost shows by an acknowledgement of something sent later (RFC 8985, with no
/// allowance for reordering), by a probe of the last one, or by the time-out of RFC 6298.
final class SendWindow {
    private final LinkLimits limits;
    private final BodyPool pool;
    private final RoundTrip roundTrip;
    private final TokenBucket budget;
    private final Sent[] ring;
    private final ArrayDeque<Body> unsent = new ArrayDeque<>();

    private long oldest;
    private long next;
    private long creditEnd;
    private long heldBytes;
    private long flightBytes;
    private int lost;
    private long newestPacketAcked;
    private boolean packetAcked;
    private boolean probed;
    private boolean waiting;
    private boolean recovering;
    private long timedOutAt;
    private int settled;
    private @Nullable Sent longest;
    private long sentAt;
    private long progressAt;

    /// A numbered body on its way, in a slot that is used again.
    static final class Sent {
        @Nullable Body body;
        long number;
        long packet;
        long at;
        int times;
        boolean lost;
        boolean acked;
    }

    /// What an acknowledgement was worth.
    enum Ack {
        TAKEN,
        /// It names what was never sent.
        FALSE
    }

    SendWindow(LinkLimits limits, BodyPool pool, RoundTrip roundTrip, long firstNumber) {
        this.limits = limits;
        this.pool = pool;
        this.roundTrip = roundTrip;
        var retransmission = limits.retransmission();
        this.budget = new TokenBucket(retransmission.spacing(), retransmission.burst());
        int slots = Integer.highestOneBit(2 * limits.sizes().windowDatagrams() - 1);
        this.ring = new Sent[Math.max(1, slots)];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = new Sent();
        }
        restart(firstNumber);
    }

    /// Drops everything and counts from `first`.
    void restart(long first) {
        for (long number = oldest; number - next < 0; number++) {
            var sent = slot(number);
            if (sent.body != null) {
                pool.release(sent.body);
                sent.body = null;
            }
        }
        unsent.forEach(pool::release);
        unsent.clear();
        oldest = first;
        next = first;
        creditEnd = first;
        heldBytes = 0;
        flightBytes = 0;
        lost = 0;
        packetAcked = false;
        probed = false;
        waiting = false;
        recovering = false;
    }

    /// The number that the next body will have.
    long next() {
        return next;
    }

    /// The bytes of all bodies that are held.
    long heldBytes() {
        return heldBytes;
    }

    /// The body last queued, if it may still grow.
    @Nullable Body tail() {
        return unsent.peekLast();
    }

    /// Queues `body` and holds it.
    ///
    /// @return false if the link holds too much already
    boolean offer(Body body) {
        if (heldBytes + body.datagram.length > limits.sizes().sendQueueBytes()) {
            return false;
        }
        body.holders++;
        heldBytes += body.datagram.length;
        unsent.addLast(body);
        return true;
    }

    /// The next body that may be sent now: first what is lost, as far as the budget allows, then
    /// what is new, as far as window and credit do. The caller sends it under its number and the
    /// packet number `packet`.
    @Nullable Sent takeNext(long now, long packet) {
        waiting = lost > 0 && !budget.take(now);
        var sent = lost > 0 && !waiting ? takeLost() : null;
        if (sent == null && mayGrow()) {
            sent = takeNew(now);
        }
        if (sent != null) {
            sent.packet = packet;
            sent.at = now;
            sent.times++;
        }
        return sent;
    }

    /// Whether something lost waits for the budget.
    boolean waitsForBudget() {
        return waiting;
    }

    private Sent takeLost() {
        for (long number = oldest; number - next < 0; number++) {
            var sent = slot(number);
            if (sent.lost) {
                sent.lost = false;
                lost--;
                return sent;
            }
        }
        throw new IllegalStateException("nothing is lost");
    }

    private boolean mayGrow() {
        var first = unsent.peekFirst();
        return first != null
                && next - creditEnd < 0
                && next - oldest < limits.sizes().windowDatagrams()
                && flightBytes + first.length <= limits.sizes().windowBytes();
    }

    private Sent takeNew(long now) {
        var body = unsent.removeFirst();
        var sent = slot(next);
        sent.body = body;
        sent.number = next;
        sent.times = 0;
        sent.lost = false;
        sent.acked = false;
        if (next == oldest) {
            progressAt = now;
            probed = false;
        }
        next++;
        flightBytes += body.length;
        sentAt = now;
        return sent;
    }

    /// Takes the acknowledgement in `header`, which came at `now`.
    Ack acknowledge(long now, Header header) {
        int above = Long.SIZE - Long.numberOfLeadingZeros(header.above);
        long highest = header.above == 0 ? header.ack : header.ack + 1 + above;
        if (highest - next >= 0) {
            return Ack.FALSE;
        }
        if (header.ack - oldest < -1) {
            return Ack.TAKEN; // It was overtaken by a newer one.
        }
        int credit = Math.min(header.credit, limits.sizes().windowDatagrams());
        long end = header.ack + 1 + credit;
        creditEnd = end - creditEnd > 0 ? end : creditEnd;
        Sent newest = null;
        longest = null;
        settled = 0;
        for (long number = oldest; number - header.ack <= 0; number++) {
            newest = settle(now, slot(number), newest);
        }
        oldest = header.ack - oldest >= 0 ? header.ack + 1 : oldest;
        for (long bits = header.above; bits != 0; bits &= bits - 1) {
            long number = header.ack + 2 + Long.numberOfTrailingZeros(bits);
            if (number - oldest >= 0) {
                newest = settle(now, slot(number), newest);
            }
        }
        if (newest != null) {
            progressAt = now;
            probed = false;
            if (newest.times == 1) {
                roundTrip.sample(now - newest.at - header.ackDelay * 1_000L);
            }
            if (longest != null && longest.times == 1) {
                roundTrip.answered(now - longest.at);
            }
            findLost();
            recover();
        }
        return Ack.TAKEN;
    }

    private @Nullable Sent settle(long now, Sent sent, @Nullable Sent newest) {
        if (sent.acked) {
            return newest;
        }
        sent.acked = true;
        longest = longest == null ? sent : longest;
        settled++;
        if (sent.lost) {
            sent.lost = false;
            lost--;
        }
        if (sent.body != null) {
            heldBytes -= sent.body.datagram.length;
            flightBytes -= sent.body.length;
            pool.release(sent.body);
            sent.body = null;
        }
        // The acknowledgement of something sent twice may be that of the first.
        boolean certain = sent.times == 1 || now - sent.at >= roundTrip.least();
        if (certain && (!packetAcked || sent.packet - newestPacketAcked > 0)) {
            newestPacketAcked = sent.packet;
            packetAcked = true;
        }
        return sent;
    }

    /// Everything that was sent before something that has come is lost.
    private void findLost() {
        for (long number = oldest; packetAcked && number - next < 0; number++) {
            var sent = slot(number);
            boolean before = sent.packet - newestPacketAcked < 0;
            if (!before && sent.times == 1) {
                return; // So is everything behind it: it was sent later.
            }
            if (before) {
                lose(sent);
            }
        }
    }

    /// After a time-out nobody can tell whether the acknowledgement of something sent twice is that
    /// of the first. So what was sent before the time-out goes again in growing numbers, two for
    /// each that has come (slow start, RFC 5681), or a window that was lost as a whole would need a
    /// time-out for each datagram.
    private void recover() {
        int more = 2 * settled;
        for (long number = oldest; recovering && more > 0 && number - next < 0; number++) {
            var sent = slot(number);
            if (!sent.acked && sent.at - timedOutAt < 0) {
                lose(sent);
                more--;
            }
        }
        recovering = recovering && more == 0;
    }

    /// What has come is never lost again, even the oldest: a receiver that lies may acknowledge
    /// something and then leave it out (rule P46).
    private void lose(Sent sent) {
        if (!sent.lost && !sent.acked) {
            sent.lost = true;
            lost++;
        }
    }

    /// Does what is due by `now`: probes, or times out.
    ///
    /// @return what was due, or null
    @Nullable LinkCount expire(long now) {
        if (oldest == next) {
            return null;
        }
        if (!probed && now - sentAt >= roundTrip.probeTimeout()) {
            probed = true;
            progressAt = now;
            loseLast();
            return LinkCount.PROBES;
        }
        if (now - progressAt >= roundTrip.timeout()) {
            progressAt = now;
            roundTrip.backOff();
            recovering = true;
            timedOutAt = now;
            lose(slot(oldest));
            return LinkCount.TIMEOUTS;
        }
        return null;
    }

    private void loseLast() {
        for (long number = next - 1; number - oldest >= 0; number--) {
            var sent = slot(number);
            if (!sent.acked) {
                lose(sent);
                return;
            }
        }
    }

    /// When something will be due, from `now` on; [Long#MAX_VALUE] if nothing will.
    long deadline(long now) {
        if (oldest == next) {
            return Long.MAX_VALUE;
        }
        long due = progressAt + roundTrip.timeout();
        if (!probed) {
            due = Math.min(due, sentAt + roundTrip.probeTimeout());
        }
        return lost > 0 ? Math.min(due, budget.nextAt(now)) : due;
    }

    private Sent slot(long number) {
        return ring[(int) number & (ring.length - 1)];
    }
}
