package marquee.launcher.bench.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import marquee.benchmarks.Result;
import marquee.benchmarks.Workload;
import org.HdrHistogram.Histogram;

/// Runs that never were.
public final class Runs {
    /// The name of who met nothing.
    public static final String PIPELINE = "trivial, none, keys off";

    /// The name of who met losses.
    public static final String LOSSY = "trivial, none, keys off, 1 % lost";

    private Runs() {}

    /// A second in which `completed` requests took `micros` each, and `cpuMicros` of the driver.
    public static Run of(int completed, long micros, long cpuMicros) {
        var latencies = new Histogram(3);
        latencies.recordValueWithCount(TimeUnit.MICROSECONDS.toNanos(micros), completed);
        return new Run(
                new Result(latencies, completed, Duration.ofSeconds(1), 0, 2L * completed),
                ImmutableMap.of(
                        Run.DRIVER,
                        Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(cpuMicros) * completed)),
                Duration.ZERO);
    }

    /// Three rounds, in the second of which the machine was half as fast for everybody.
    static Comparison comparison() {
        return new Comparison(
                Scale.of(Workload.closed(16, Duration.ofSeconds(1))),
                ImmutableList.of(Comparison.RAW, PIPELINE, LOSSY),
                ImmutableList.of("", "", PIPELINE),
                ImmutableList.of(
                        ImmutableList.of(of(1_000, 50, 2), of(500, 100, 6), of(250, 200, 6)),
                        ImmutableList.of(of(500, 100, 2), of(250, 200, 6), of(125, 400, 6)),
                        ImmutableList.of(of(1_000, 50, 2), of(600, 80, 6), of(300, 160, 6))));
    }

    /// A report of that alone.
    static BenchReport report() {
        return new BenchReport(
                "./marquee bench",
                ImmutableMap.of("machine", "one of sand"),
                ImmutableList.of(comparison()));
    }
}
