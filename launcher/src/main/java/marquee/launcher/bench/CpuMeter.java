package marquee.launcher.bench;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// How long the processor has worked for some processes, this one first, to ten milliseconds as the
/// system tells it. A process counts with all it has started, but for this one; the time of one
/// that has ended is lost.
record CpuMeter(ImmutableMap<String, Reading> readings) {
    /// The name of this process.
    static final String DRIVER = "driver";

    /// The times of a process and what it has started, by their numbers.
    record Reading(ImmutableMap<Long, Duration> times) {
        private Duration since(Reading before) {
            return times.entrySet().stream()
                    .map(each ->
                            each.getValue()
                                    .minus(before.times.getOrDefault(each.getKey(), Duration.ZERO)))
                    .reduce(Duration.ZERO, Duration::plus);
        }
    }

    /// Reads the times of this process and of `processes`.
    static CpuMeter read(Map<String, ProcessHandle> processes) {
        var readings = ImmutableMap.<String, Reading>builder();
        readings.put(DRIVER, reading(Stream.of(ProcessHandle.current())));
        processes.forEach((name, process) ->
                readings.put(
                        name, reading(Stream.concat(Stream.of(process), process.descendants()))));
        return new CpuMeter(readings.buildOrThrow());
    }

    /// What each has had since `before`.
    ImmutableMap<String, Duration> since(CpuMeter before) {
        var all = ImmutableMap.<String, Duration>builder();
        var none = new Reading(ImmutableMap.of());
        readings.forEach(
                (name, now) -> all.put(name, now.since(before.readings.getOrDefault(name, none))));
        return all.buildOrThrow();
    }

    private static Reading reading(Stream<ProcessHandle> processes) {
        var times = new LinkedHashMap<Long, Duration>();
        processes.forEach(each ->
                times.put(each.pid(), each.info().totalCpuDuration().orElse(Duration.ZERO)));
        return new Reading(ImmutableMap.copyOf(times));
    }
}
