package marquee.manager;

/// How long a manager waits before it starts the successor of incarnations that ended soon after
/// they had become active, or before it: never a hot loop (rule P30).
final class BackOff {
    static final long FIRST_NANOS = 250_000_000L;
    static final long MOST_NANOS = 30_000_000_000L;
    private static final int DOUBLINGS_MAX = 7;

    private BackOff() {}

    /// The wait after so many quick deaths in a row. The first one costs nothing.
    static long nanos(int quickDeaths) {
        if (quickDeaths <= 1) {
            return 0;
        }
        return Math.min(FIRST_NANOS << Math.min(quickDeaths - 2, DOUBLINGS_MAX), MOST_NANOS);
    }
}
