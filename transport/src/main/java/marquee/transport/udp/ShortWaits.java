package marquee.transport.udp;

import java.util.concurrent.TimeUnit;

/// Counts waits that are given up within a millisecond, and tells when they have become usual. Used
/// by one thread.
final class ShortWaits {
    /// So many within [#WITHIN_NANOS] are usual.
    static final int USUAL = 256;

    static final long WITHIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long since;
    private int count;
    private boolean usual;

    /// There is one at `now`, in nanoseconds.
    ///
    /// @return whether it is the one that makes them usual, which no later one is
    boolean makeUsual(long now) {
        if (count == 0 || now - since > WITHIN_NANOS) {
            since = now;
            count = 0;
        }
        count++;
        boolean was = usual;
        usual |= count >= USUAL;
        return usual && !was;
    }
}
