package marquee.frontend;

import java.util.Arrays;

/// How long a slot may owe a reply before it is asked again: twice the slowest of the last
/// [#WINDOW] *deciding* replies, those that completed a quorum, but never outside [#FLOOR_NANOS] to
/// [#CEILING_NANOS]. Our reading of the project's "twice the slowest reply so far" (rule P32): one
/// pause of a minute, or a replica that answers ever later, cannot stretch it for good.
///
/// A fresh window is full of [#FIRST_NANOS], so that the first timeout is 500 ms and cold replicas
/// are not suspected by their own later haste.
final class SuspicionTimeout {
    static final int WINDOW = 128;
    static final long FLOOR_NANOS = 100_000_000;
    static final long CEILING_NANOS = 2_000_000_000;
    static final long FIRST_NANOS = 250_000_000;

    private final long[] delays = new long[WINDOW];
    private int next;
    private long slowest = FIRST_NANOS;

    SuspicionTimeout() {
        Arrays.fill(delays, FIRST_NANOS);
    }

    /// Takes in that a deciding reply came `delayNanos` after its request was bound. Not for
    /// requests that were asked for again, whose delay says nothing (Karn), nor for replies of
    /// suspects.
    void record(long delayNanos) {
        long forgotten = delays[next];
        delays[next] = delayNanos;
        next = (next + 1) % WINDOW;
        slowest =
                forgotten == slowest && delayNanos < slowest
                        ? Arrays.stream(delays).max().orElseThrow()
                        : Math.max(slowest, delayNanos);
    }

    long nanos() {
        return Math.clamp(2 * slowest, FLOOR_NANOS, CEILING_NANOS);
    }
}
