package marquee.launcher.bench.report;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import marquee.benchmarks.Result;

/// One run of somebody.
///
/// @param cpu the time that each process had of the processor, in user and system mode, collection
///   of garbage included, and compilers where they cannot be told apart
/// @param compiling what the compilers of all of them had, where they can be told apart
/// @param healed whether everybody who failed in it had been replaced before it ended
public record Run(
        Result result, ImmutableMap<String, Duration> cpu, Duration compiling, boolean healed) {
    /// The name of the process that measures, in `cpu`.
    public static final String DRIVER = "driver";

    /// One in which nobody failed.
    public Run(Result result, ImmutableMap<String, Duration> cpu, Duration compiling) {
        this(result, cpu, compiling, true);
    }

    /// The same, but that it ended before everybody who failed in it had been replaced.
    public Run unhealed() {
        return new Run(result, cpu, compiling, false);
    }

    /// Which part of the processor's time was the compilers', from 0 to 1.
    public double compilingShare() {
        double working = cpu.values().stream().mapToDouble(Duration::toNanos).sum();
        return compiling.toNanos() / Math.max(1, working + compiling.toNanos());
    }

    /// The time of the processor for one request, in microseconds, that all processes had.
    public double cpuMicros() {
        return cpu.values().stream().mapToDouble(this::each).sum();
    }

    /// The same that `process` had.
    double cpuMicros(String process) {
        return each(cpu.getOrDefault(process, Duration.ZERO));
    }

    private double each(Duration time) {
        double micros = time.toNanos() / (double) TimeUnit.MICROSECONDS.toNanos(1);
        return micros / Math.max(1, result.completed());
    }
}
