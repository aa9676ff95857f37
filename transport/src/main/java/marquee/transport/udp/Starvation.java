package marquee.transport.udp;

import java.time.Duration;

/// Tells whether a thread that gives way has hardly any core left to it. Looks as often as it is
/// asked. Used by one thread.
final class Starvation {
    /// The most that a thread waits for each nanosecond that it runs: a tenth of a core. With six
    /// processes that have two cores to themselves, what is left is more than that.
    static final int WAITS_MAX = 9;

    private long ran;
    private long waited;

    /// Begins with what was before.
    Starvation(CoreTimes before) {
        ran = before.ran();
        waited = before.waited();
    }

    /// Looks again.
    ///
    /// @param now the thread's times by now
    /// @param ready whether it is ready to run, or runs
    /// @param since how long ago the look before was
    /// @return whether it was ready for most of the time since then, and hardly ran
    boolean isStarved(CoreTimes now, boolean ready, Duration since) {
        long runs = now.ran() - ran;
        long waits = now.waited() - waited;
        ran = now.ran();
        waited = now.waited();
        if (runs == 0 && ready) {
            waits = since.toNanos(); // Nobody tells of a wait that is not over.
        }
        return waits > WAITS_MAX * runs && waits > since.toNanos() / 2;
    }
}
