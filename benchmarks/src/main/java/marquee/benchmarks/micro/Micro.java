package marquee.benchmarks.micro;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.io.IOException;
import marquee.benchmarks.cost.Costs;
import marquee.benchmarks.cost.CpuTime;
import marquee.benchmarks.cost.Readings;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs the benchmarks of this package, each in JVMs of its own.
public final class Micro {
    private static final int WARM_UPS = 4;
    private static final TimeValue WARM_UP = TimeValue.milliseconds(500);
    private static final int ITERATIONS = 15;
    private static final TimeValue ITERATION = TimeValue.milliseconds(150);

    private Micro() {}

    /// What one benchmark with its parameters came to.
    ///
    /// @param nanos of the processor for one operation, the lower quartile of all readings
    /// @param spread how much more the upper quartile is, as a part of `nanos`
    /// @param bytes how much of the heap was allocated
    public record Cost(String name, String parameters, double nanos, double spread, double bytes) {}

    /// Measures all that there is; blocks for some ten seconds a round and benchmark.
    ///
    /// @param rounds in how many JVMs each is measured
    /// @throws IOException if a JVM does not start or fails, or somebody measures by JMH already
    public static ImmutableList<Cost> measure(int rounds) throws IOException {
        var options =
                new OptionsBuilder()
                        .include(Micro.class.getPackageName() + "\\.")
                        .forks(rounds)
                        .jvmArgs(
                                Iterables.toArray(
                                        Iterables.concat(Costs.FLAGS, Costs.WARNINGS_OFF),
                                        String.class))
                        .warmupIterations(WARM_UPS)
                        .warmupTime(WARM_UP)
                        .measurementIterations(ITERATIONS)
                        .measurementTime(ITERATION)
                        .addProfiler(GCProfiler.class)
                        .addProfiler(CpuTime.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build();
        try {
            return new Runner(options)
                    .run().stream().map(Micro::cost).collect(ImmutableList.toImmutableList());
        } catch (RunnerException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Cost cost(RunResult run) {
        var parameters = run.getParams();
        var words =
                parameters.getParamsKeys().stream()
                        .map(key -> key + " " + parameters.getParam(key))
                        .toList();
        var readings = new Readings(run);
        double nanos = readings.nanos(Readings.LOWER_QUARTER);
        double upper = readings.nanos(100 - Readings.LOWER_QUARTER);
        var name = parameters.getBenchmark();
        int simple = name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1;
        return new Cost(
                name.substring(simple),
                String.join(", ", words),
                nanos,
                upper / nanos - 1,
                readings.bytes());
    }
}
