package marquee.launcher.bench;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import marquee.benchmarks.ThreadTimes;

/// How long the processor works for some processes, this one among them, in user and system mode. A
/// process counts with all it has started, but for this one. Where the system tells of threads
/// ([ThreadTimes]) compilers do not count; elsewhere they do, and the time is as exact as the
/// system's, often ten milliseconds. The time of what ended meanwhile is lost.
final class CpuMeter {
    /// The name of this process.
    static final String DRIVER = "driver";

    private final ImmutableMap<String, ImmutableMap<Long, Duration>> before;

    private CpuMeter(ImmutableMap<String, ImmutableMap<Long, Duration>> before) {
        this.before = before;
    }

    /// Begins to measure this process and `processes`; this one last, so that it does not count
    /// what it takes to look at the others.
    static CpuMeter start(Map<String, ProcessHandle> processes) {
        var before = ImmutableMap.<String, ImmutableMap<Long, Duration>>builder();
        processes.forEach((name, process) -> before.put(name, family(process)));
        return new CpuMeter(before.put(DRIVER, self()).buildOrThrow());
    }

    /// What each has had since, this one first; a process that was not there then has had all.
    ImmutableMap<String, Duration> stop(Map<String, ProcessHandle> processes) {
        var had = ImmutableMap.<String, Duration>builder();
        had.put(DRIVER, since(DRIVER, self()));
        processes.forEach((name, process) -> had.put(name, since(name, family(process))));
        return had.buildOrThrow();
    }

    private Duration since(String name, Map<Long, Duration> now) {
        var then = before.getOrDefault(name, ImmutableMap.of());
        return now.entrySet().stream()
                .map(each -> each.getValue().minus(then.getOrDefault(each.getKey(), Duration.ZERO)))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static ImmutableMap<Long, Duration> self() {
        return times(Stream.of(ProcessHandle.current()));
    }

    private static ImmutableMap<Long, Duration> family(ProcessHandle process) {
        return times(Stream.concat(Stream.of(process), process.descendants()));
    }

    /// Those of their threads, or their own, by their numbers.
    private static ImmutableMap<Long, Duration> times(Stream<ProcessHandle> processes) {
        var times = new LinkedHashMap<Long, Duration>();
        processes.forEach(process ->
                times.putAll(ThreadTimes.of(process.pid()).orElseGet(() -> time(process))));
        return ImmutableMap.copyOf(times);
    }

    private static ImmutableMap<Long, Duration> time(ProcessHandle process) {
        var time = process.info().totalCpuDuration().orElse(Duration.ZERO);
        return ImmutableMap.of(process.pid(), time);
    }
}
