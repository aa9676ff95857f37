package marquee.benchmarks.cost;

import com.google.common.collect.ImmutableList;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import marquee.benchmarks.ThreadTimes;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/// Measures the processor time of the JVM for each operation: garbage collection is included, and
/// where the system tells of each thread (Linux), the compilers are not. Unlike the time on the
/// clock it depends little on who else wants the processor.
public final class CpuTime implements InternalProfiler {
    /// The name of the result, in nanoseconds an operation.
    public static final String LABEL = "cpu";

    private long before;

    @Override
    public String getDescription() {
        return "processor time for each operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = nanos();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double nanos = nanos() - before;
        double operations = result.getMetadata().getAllOps();
        return ImmutableList.of(
                new ScalarResult(LABEL, nanos / operations, "ns/op", AggregationPolicy.AVG));
    }

    private static long nanos() {
        return ThreadTimes.of(ProcessHandle.current().pid())
                .map(times -> times.values().stream().mapToLong(Duration::toNanos).sum())
                .orElseGet(() ->
                        ManagementFactory.getPlatformMXBean(
                                        com.sun.management.OperatingSystemMXBean.class)
                                .getProcessCpuTime());
    }
}
