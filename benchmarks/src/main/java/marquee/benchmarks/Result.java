package marquee.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// What one measurement saw.
///
/// @param latencies from when a request was due to its answer, or to the end of all hope for one,
///   in nanoseconds
/// @param completed how many requests were answered in `time`
/// @param lost how many were not, or only when the raw chain had sent them again
/// @param datagrams how many the driver itself sent and received; 0 where that is not known
public record Result(
        Histogram latencies, long completed, Duration time, long lost, long datagrams) {
    private static final double PERCENT_ALL = 100;

    /// Answered requests a second.
    public double perSecond() {
        return completed / (time.toNanos() / (double) TimeUnit.SECONDS.toNanos(1));
    }

    /// The latency, in microseconds, that `percent` of the requests did not exceed.
    public double micros(double percent) {
        return latencies.getValueAtPercentile(percent) / (double) TimeUnit.MICROSECONDS.toNanos(1);
    }

    /// The longest latency, in microseconds.
    public double micros() {
        return micros(PERCENT_ALL);
    }

    /// How many datagrams the driver sent and received for each request; 0 if that is not known.
    public double datagramsEach() {
        return completed == 0 ? 0 : datagrams / (double) completed;
    }
}
