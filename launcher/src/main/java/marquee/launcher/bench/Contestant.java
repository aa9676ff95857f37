package marquee.launcher.bench;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import marquee.benchmarks.Driver;
import marquee.benchmarks.Workload;
import marquee.client.UnreachableException;
import marquee.launcher.bench.report.Run;

/// Somebody whose turn it is to take a workload, in whatever circumstances are its own.
///
/// @param beside the name of whom its figures are also compared with; empty for nobody
record Contestant(String name, String beside, Turn turn) {
    /// What happens when it is a contestant's turn.
    interface Turn {
        /// Blocks until `workload` is over, and all else that belongs to it.
        Run take(Workload workload) throws IOException, UnreachableException, InterruptedException;
    }

    /// A turn in which `driver` works, while the times of `processes` are read.
    static Turn plainly(Driver driver, Supplier<ImmutableMap<String, ProcessHandle>> processes) {
        return workload -> {
            var compilers = CpuMeter.startForCompilers(processes.get());
            var meter = CpuMeter.start(processes.get());
            var result = driver.run(workload);
            var cpu = meter.stop(processes.get());
            var compiling = compilers.stop(processes.get()).values();
            return new Run(result, cpu, compiling.stream().reduce(Duration.ZERO, Duration::plus));
        };
    }
}
