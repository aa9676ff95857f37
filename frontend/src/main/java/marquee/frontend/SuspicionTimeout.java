package marquee.frontend;

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

    /// Delays of the window, the oldest first, without those that came before a longer one: nobody
    /// asks for them again. So the first is the slowest, and a new one costs the same on average
    /// however many there are.
    private final long[] delays = new long[WINDOW];

    private final long[] arrivals = new long[WINDOW];
    private long arrived;
    private int first;
    private int kept = 1;

    SuspicionTimeout() {
        delays[first] = FIRST_NANOS; // The last of a window full, which came before all others.
    }

    /// Takes in that a deciding reply came `delayNanos` after its request was bound. Not for
    /// requests that were asked for again, whose delay says nothing (Karn), nor for replies of
    /// suspects.
    void record(long delayNanos) {
        arrived++;
        if (arrivals[first] == arrived - WINDOW) {
            first = place(1);
            kept--;
        }
        while (kept > 0 && delays[place(kept - 1)] <= delayNanos) {
            kept--;
        }
        delays[place(kept)] = delayNanos;
        arrivals[place(kept)] = arrived;
        kept++;
    }

    long nanos() {
        return Math.clamp(2 * delays[first], FLOOR_NANOS, CEILING_NANOS);
    }

    private int place(int behindFirst) {
        return (first + behindFirst) % WINDOW;
    }
}
