package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import marquee.launcher.bench.report.Run;
import org.junit.jupiter.api.Test;

/// What the processor worked for whom.
class CpuMeterTest {
    private static final Duration WORK = Duration.ofMillis(100);

    /// The system counts in steps.
    private static final Duration STEP = Duration.ofMillis(20);

    @Test
    void thisProcessCountsByItselfAndOthersByTheirNames() {
        var others = ImmutableMap.of("other", ProcessHandle.current());
        var meter = CpuMeter.start(others);
        work();
        var had = meter.stop(others);

        assertThat(had.keySet()).containsExactly(Run.DRIVER, "other");
        assertThat(had.values()).allMatch(each -> each.compareTo(WORK.minus(STEP)) >= 0);
    }

    @Test
    void whoeverCameLaterCountsFromNothing() {
        var meter = CpuMeter.start(ImmutableMap.of());
        var had = meter.stop(ImmutableMap.of("new", ProcessHandle.current()));

        assertThat(had.get("new")).isPositive();
    }

    private static void work() {
        var thread = ManagementFactory.getThreadMXBean();
        long end = thread.getCurrentThreadCpuTime() + WORK.toNanos();
        while (thread.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
    }
}
