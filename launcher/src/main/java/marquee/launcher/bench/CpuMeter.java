package marquee.launcher.bench;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import marquee.benchmarks.ThreadTimes;
import marquee.launcher.bench.report.Run;

/// How long the processor works for some processes, this one among them, in user and system mode. A
/// process counts with all it has started, but for this one. Where the system tells of threads
/// ([ThreadTimes]) compilers do not count; elsewhere they do, and the time is as exact as the
/// system's, often ten milliseconds. The time of what ended meanwhile is lost.
final class CpuMeter {
    private final Function<ProcessHandle, ImmutableMap<Long, Duration>> threads;
    private final ImmutableMap<String, ImmutableMap<Long, Duration>> before;

    private CpuMeter(
            Function<ProcessHandle, ImmutableMap<Long, Duration>> threads,
            Map<String, ProcessHandle> processes) {
        this.threads = threads;
        var times = ImmutableMap.<String, ImmutableMap<Long, Duration>>builder();
        processes.forEach((name, process) -> times.put(name, family(process)));
        this.before = times.put(Run.DRIVER, self()).buildOrThrow();
    }

    /// Begins to measure this process and `processes`; this one last, so that it does not count
    /// what it takes to look at the others.
    static CpuMeter start(Map<String, ProcessHandle> processes) {
        return new CpuMeter(
                process -> ThreadTimes.of(process.pid()).orElseGet(() -> time(process)), processes);
    }

    /// The same for their compilers alone, who have had nothing where the system does not tell.
    static CpuMeter startForCompilers(Map<String, ProcessHandle> processes) {
        return new CpuMeter(
                process -> ThreadTimes.ofCompilers(process.pid()).orElseGet(ImmutableMap::of),
                processes);
    }

    /// What each has had since, this one first; a process that was not there then has had all.
    ImmutableMap<String, Duration> stop(Map<String, ProcessHandle> processes) {
        var had = ImmutableMap.<String, Duration>builder();
        had.put(Run.DRIVER, since(Run.DRIVER, self()));
        processes.forEach((name, process) -> had.put(name, since(name, family(process))));
        return had.buildOrThrow();
    }

    private Duration since(String name, Map<Long, Duration> now) {
        var then = before.getOrDefault(name, ImmutableMap.of());
        return now.entrySet().stream()
                .map(each -> each.getValue().minus(then.getOrDefault(each.getKey(), Duration.ZERO)))
                .filter(Duration::isPositive) // What has just ended may be told of in part.
                .reduce(Duration.ZERO, Duration::plus);
    }

    private ImmutableMap<Long, Duration> self() {
        return times(Stream.of(ProcessHandle.current()));
    }

    private ImmutableMap<Long, Duration> family(ProcessHandle process) {
        return times(Stream.concat(Stream.of(process), process.descendants()));
    }

    /// Those of their threads, or their own, by their numbers.
    private ImmutableMap<Long, Duration> times(Stream<ProcessHandle> processes) {
        var times = new LinkedHashMap<Long, Duration>();
        processes.forEach(process -> times.putAll(threads.apply(process)));
        return ImmutableMap.copyOf(times);
    }

    private static ImmutableMap<Long, Duration> time(ProcessHandle process) {
        var time = process.info().totalCpuDuration().orElse(Duration.ZERO);
        return ImmutableMap.of(process.pid(), time);
    }
}
