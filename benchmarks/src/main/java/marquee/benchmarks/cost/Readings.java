package marquee.benchmarks.cost;

import com.google.common.math.Quantiles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/// What JMH's profilers have read of a benchmark: [CpuTime], and the one of garbage.
public record Readings(RunResult run) {
    /// What others do on the machine can only add to a cost, so that the lower of many readings are
    /// nearest to it.
    public static final int LOWER_QUARTER = 25;

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /// The processor's nanoseconds for an operation that so many percent of the readings did not
    /// exceed.
    public double nanos(int percent) {
        var all =
                run.getBenchmarkResults().stream()
                        .flatMap(fork -> fork.getIterationResults().stream())
                        .map(iteration -> score(iteration.getSecondaryResults().get(CpuTime.LABEL)))
                        .toList();
        return Quantiles.percentiles().index(percent).compute(all);
    }

    /// How much of the heap was allocated for an operation.
    public double bytes() {
        return score(run.getSecondaryResults().get(ALLOCATED));
    }

    private static double score(@Nullable Result<?> result) {
        return Objects.requireNonNull(result).getScore();
    }
}
