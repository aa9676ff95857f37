package marquee.benchmarks;

import com.google.common.base.Preconditions;
import java.time.Duration;

/// What a driver is to keep up.
///
/// In a *closed loop* a request follows as soon as another one is answered, so that `outstanding`
/// are always under way. In an *open loop* requests become due at a rate, whether or not earlier
/// ones are answered, and a latency counts from when its request was due: one that had to wait,
/// since `outstanding` were under way or the driver was late, has waited.
///
/// @param outstanding how many requests may be under way at once
/// @param perSecond how many become due each second; 0 for a closed loop
/// @param time for how long they do
/// @param requestsMax after how many requests it ends before its time
public record Workload(int outstanding, double perSecond, Duration time, long requestsMax) {
    /// For how long a workload that is counted may last.
    private static final Duration COUNTED_MAX = Duration.ofHours(1);

    public Workload {
        Preconditions.checkArgument(outstanding > 0, "%s outstanding", outstanding);
        Preconditions.checkArgument(perSecond >= 0, "%s a second", perSecond);
    }

    /// A closed loop.
    public static Workload closed(int outstanding, Duration time) {
        return new Workload(outstanding, 0, time, Long.MAX_VALUE);
    }

    /// An open loop.
    public static Workload open(int outstanding, double perSecond, Duration time) {
        return new Workload(outstanding, perSecond, time, Long.MAX_VALUE);
    }

    /// A closed loop of so many requests.
    public static Workload counted(int outstanding, long requests) {
        return new Workload(outstanding, 0, COUNTED_MAX, requests);
    }

    /// The same for so long.
    public Workload lasting(Duration other) {
        return new Workload(outstanding, perSecond, other, requestsMax);
    }

    /// Whether requests become due at a rate.
    public boolean isOpen() {
        return perSecond > 0;
    }
}
