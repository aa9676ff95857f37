package marquee.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// What one measurement saw.
///
/// @param latencies from sending a request to its second identical reply, in nanoseconds
/// @param completed how many requests were answered in `time`
/// @param lost how many got no answer: sent again by the raw chain, unknown to the pipeline
public record Result(Histogram latencies, long completed, Duration time, long lost) {
    /// Answered requests a second.
    public double perSecond() {
        return completed / (time.toNanos() / (double) TimeUnit.SECONDS.toNanos(1));
    }

    /// The latency, in microseconds, that `percent` of the requests did not exceed.
    public double micros(double percent) {
        return latencies.getValueAtPercentile(percent) / (double) TimeUnit.MICROSECONDS.toNanos(1);
    }
}
