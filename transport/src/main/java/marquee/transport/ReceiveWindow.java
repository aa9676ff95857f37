package marquee.transport;

import marquee.protocol.Chance;
import org.jspecify.annotations.Nullable;

/// The receiving side of a link: which number comes next, what came before its turn, and when all
/// this is to be acknowledged (rule P16): after a delay or a count of datagrams, at once when a gap
/// shows or something comes twice, and again, ever more rarely and with jitter, while the gap
/// stays.
final class ReceiveWindow {
    private static final int MICRO = 1_000;
    private static final int DELAY_MAX = 0xffff;

    private final LinkLimits limits;
    private final BodyPool pool;
    private final Chance chance;
    private final int window;
    private final @Nullable Body[] ring;

    private long expected;
    private long highest;
    private long highestAt;
    private int owed;
    private long dueAt;
    private long gapDueAt;
    private int gapReports;

    /// What a number turned out to be.
    enum Turn {
        NEXT,
        EARLY,
        REPEATED,
        BEYOND
    }

    ReceiveWindow(LinkLimits limits, BodyPool pool, Chance chance) {
        this.limits = limits;
        this.pool = pool;
        this.chance = chance;
        this.window = limits.sizes().windowDatagrams();
        this.ring = new Body[Integer.highestOneBit(Math.max(1, 2 * window - 1))];
        restart(1);
    }

    /// Drops everything and expects `first`.
    void restart(long first) {
        for (int i = 0; i < ring.length; i++) {
            var body = ring[i];
            if (body != null) {
                pool.release(body);
                ring[i] = null;
            }
        }
        expected = first;
        highest = first - 1;
        gapReports = 0;
        acknowledged();
        gapDueAt = Long.MAX_VALUE;
    }

    /// Judges the `number` of a body that came at `now`. One whose turn it is must be delivered by
    /// the caller; an early one must be handed to [#keep].
    Turn judge(long now, long number) {
        long ahead = number - expected;
        if (ahead >= window) {
            return Turn.BEYOND;
        }
        if (ahead < 0 || ring[slot(number)] != null) {
            dueAt = now;
            return Turn.REPEATED;
        }
        boolean opensGap = number - highest > 1;
        if (number - highest > 0) {
            highest = number;
            highestAt = now;
        }
        owed++;
        boolean atOnce = opensGap || owed >= limits.acks().every();
        dueAt = Math.min(dueAt, atOnce ? now : now + limits.acks().delay());
        if (ahead == 0) {
            expected++;
            gapReports = 0;
        }
        gapDueAt = expected - highest > 0 ? Long.MAX_VALUE : gapDueAt;
        return ahead == 0 ? Turn.NEXT : Turn.EARLY;
    }

    /// Keeps the body of the first `length` bytes of `datagram` until its turn has come.
    void keep(long number, byte[] datagram, int length) {
        var body = pool.take();
        body.holders = 1;
        body.copy(datagram, length);
        ring[slot(number)] = body;
    }

    /// The kept body whose turn has come, if there is one; the caller delivers it and gives it back
    /// to the pool.
    @Nullable Body takeNext() {
        int slot = slot(expected);
        var body = ring[slot];
        if (body != null) {
            ring[slot] = null;
            expected++;
            gapDueAt = expected - highest > 0 ? Long.MAX_VALUE : gapDueAt;
        }
        return body;
    }

    /// Asks for an acknowledgement at once.
    void acknowledgeAt(long now) {
        dueAt = now;
    }

    /// Whether an acknowledgement is due.
    boolean isDue(long now) {
        return deadline() <= now;
    }

    /// When the next acknowledgement is due; [Long#MAX_VALUE] if none is.
    long deadline() {
        return Math.min(dueAt, gapDueAt);
    }

    /// Writes the acknowledgement as it stands into `header`, and counts it as sent.
    void acknowledge(long now, Header header) {
        header.ack = expected - 1;
        header.above = above();
        header.credit = window;
        header.ackDelay = (int) Math.min(DELAY_MAX, Math.max(0, now - highestAt) / MICRO);
        acknowledged();
        if (expected - highest <= 0) {
            scheduleGapReport(now);
        }
    }

    private void acknowledged() {
        owed = 0;
        dueAt = Long.MAX_VALUE;
    }

    /// Bit i stands for `expected` + 1 + i; `expected` itself has not come.
    private long above() {
        long bits = 0;
        long count = Math.min(highest - expected, Math.min(Long.SIZE, ring.length - 1));
        for (int i = 0; i < count; i++) {
            if (ring[slot(expected + 1 + i)] != null) {
                bits |= 1L << i;
            }
        }
        return bits;
    }

    private void scheduleGapReport(long now) {
        var acks = limits.acks();
        long wait = Math.min(acks.gapRepeatMax(), (long) acks.gapRepeat() << gapReports);
        long jitter = chance.below((int) (wait / 4) + 1);
        if (gapDueAt <= now || gapDueAt == Long.MAX_VALUE) {
            gapReports = Math.min(gapReports + 1, Byte.SIZE);
            gapDueAt = now + wait + jitter;
        }
    }

    private int slot(long number) {
        return (int) number & (ring.length - 1);
    }
}
