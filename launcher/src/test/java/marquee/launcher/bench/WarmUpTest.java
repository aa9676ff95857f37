package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import marquee.launcher.bench.report.Run;
import marquee.launcher.bench.report.Runs;
import org.junit.jupiter.api.Test;

/// How long a contestant works before it is measured.
class WarmUpTest {
    private static final Duration MEASURED = Duration.ofSeconds(12);
    private static final int WARM = 20;

    private final List<String> told = new ArrayList<>();
    private int stretches;

    @Test
    void whoDoesMoreInEachStretchGoesOnUntilItDoesNot() throws Exception {
        var warm = warmUp(n -> Runs.of(1_000 * Math.min(n, WARM), 50, 2), MEASURED);

        assertThat(warm).isEqualTo(new WarmUp("pipeline", WARM + WarmUp.STEADY, true));
        assertThat(warm.words()).isEqualTo("pipeline for 50 s");
        assertThat(told).contains("warming up: pipeline, 20,000 requests/s");
    }

    @Test
    void whoDoesTheSameWithLessGoesOnToo() throws Exception {
        var warm = warmUp(n -> Runs.of(1_000, 50, 100 / Math.min(n, WARM)), MEASURED);

        assertThat(warm.stretches()).isGreaterThan(WARM);
        assertThat(warm.steady()).isTrue();
    }

    @Test
    void whatDiffersByLittleIsSteady() throws Exception {
        var warm = warmUp(n -> Runs.of(n % 2 == 0 ? 1_020 : 1_000, 50, 2), MEASURED);

        assertThat(warm.stretches()).isEqualTo(1 + WarmUp.STEADY);
    }

    @Test
    void nobodyIsWarmWhileCompilersAreAtWork() throws Exception {
        var warm = warmUp(n -> compiling(n < WARM ? 0.2 : 0.05), MEASURED);

        assertThat(warm).isEqualTo(new WarmUp("pipeline", WARM - 1 + WarmUp.STEADY, true));
    }

    @Test
    void whoNeverStopsToBecomeBetterHasTenTimesAsLongAsItIsMeasured() throws Exception {
        var warm = warmUp(n -> Runs.of(1_000 * n, 50, 2), Duration.ofSeconds(2));

        assertThat(warm).isEqualTo(new WarmUp("pipeline", 10, false));
        assertThat(warm.words()).isEqualTo("pipeline for 20 s, not yet steady");
    }

    @Test
    void nobodyWarmsUpForMoreThanTwoMinutes() throws Exception {
        var warm = warmUp(n -> Runs.of(1_000 << (n / 4), 50, 2), Duration.ofHours(1));

        assertThat(warm.words()).isEqualTo("pipeline for 120 s, not yet steady");
    }

    /// A stretch in which this part of the processor's time was the compilers'.
    private static Run compiling(double share) {
        var work = Duration.ofSeconds(1);
        var compiling = Duration.ofMillis((long) (1_000 * share / (1 - share)));
        var run = Runs.of(1_000, 50, 2);
        return new Run(run.result(), ImmutableMap.of(Run.DRIVER, work), compiling);
    }

    private WarmUp warmUp(IntFunction<Run> stretch, Duration measured) throws Exception {
        var contestant = new Contestant("pipeline", "", _ -> stretch.apply(++stretches));
        return WarmUp.of(contestant, 64, measured, told::add);
    }
}
