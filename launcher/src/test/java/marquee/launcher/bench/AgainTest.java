package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import marquee.benchmarks.Workload;
import marquee.launcher.bench.report.Run;
import marquee.launcher.bench.report.Runs;
import org.junit.jupiter.api.Test;

/// What becomes of turns that do not count.
class AgainTest {
    private static final Workload WORKLOAD = Workload.closed(1, Duration.ofSeconds(1));
    private static final Run COUNTED = Runs.of(1, 1, 1);

    private final List<String> told = new ArrayList<>();
    private int taken;

    @Test
    void aTurnThatCountsIsTakenOnce() throws Exception {
        assertThat(countingAfter(0).take(WORKLOAD)).isEqualTo(COUNTED);

        assertThat(taken).isEqualTo(1);
        assertThat(told).isEmpty();
    }

    @Test
    void whoeverDoesNotCountTakesHisTurnAgainAndItIsTold() throws Exception {
        assertThat(countingAfter(2).take(WORKLOAD)).isEqualTo(COUNTED);

        assertThat(told).containsExactly("turn 1 was spoilt", "turn 2 was spoilt");
    }

    @Test
    void afterSoManyInARowThereIsNoMeasurement() {
        assertThatThrownBy(() -> countingAfter(Again.TURNS_MAX).take(WORKLOAD))
                .isInstanceOf(Again.NotCounted.class)
                .hasMessage("turn 5 was spoilt");

        assertThat(taken).isEqualTo(Again.TURNS_MAX);
    }

    private Again countingAfter(int spoilt) {
        return new Again(
                _ -> {
                    taken++;
                    if (taken <= spoilt) {
                        throw new Again.NotCounted("turn %d was spoilt".formatted(taken));
                    }
                    return COUNTED;
                },
                told::add);
    }
}
