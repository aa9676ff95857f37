package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import marquee.benchmarks.Workload;
import marquee.launcher.bench.report.Run;
import marquee.launcher.bench.report.Runs;
import org.junit.jupiter.api.Test;

/// What a group does before replicas fail again.
class SettledTest {
    private static final Workload MEASURED = Workload.open(64, 1_000, Duration.ofSeconds(5));
    private static final Workload STRETCH = MEASURED.lasting(Settled.STRETCH);

    private static final Run IDLE = Runs.of(1_000, 50, 2);
    private static final Run BUSY =
            new Run(
                    IDLE.result(),
                    ImmutableMap.of(Run.DRIVER, Duration.ofSeconds(1)),
                    Duration.ofSeconds(1));

    private final List<Workload> before = new ArrayList<>();
    private final List<Workload> measured = new ArrayList<>();

    @Test
    void worksAtTheSameForAStretchEvenIfCompilersAreIdle() throws Exception {
        take(_ -> false);

        assertThat(before).containsExactly(STRETCH);
        assertThat(measured).containsExactly(MEASURED);
    }

    @Test
    void goesOnWhileCompilersAreAtWork() throws Exception {
        take(stretch -> stretch < 4);

        assertThat(before).hasSize(4).containsOnly(STRETCH);
        assertThat(measured).containsExactly(MEASURED);
    }

    @Test
    void isMeasuredAfterSoManyStretchesWhateverCompilersDo() throws Exception {
        take(_ -> true);

        assertThat(before).hasSize(Settled.STRETCHES_MAX);
        assertThat(measured).containsExactly(MEASURED);
    }

    @Test
    void onlyWhatComesThenIsTold() throws Exception {
        assertThat(take(_ -> false)).isEqualTo(BUSY);
    }

    /// @param compiling whether compilers are at work in the n-th stretch
    private Run take(IntPredicate compiling) throws Exception {
        Contestant.Turn plain =
                workload -> {
                    before.add(workload);
                    return compiling.test(before.size()) ? BUSY : IDLE;
                };
        Contestant.Turn turn =
                workload -> {
                    measured.add(workload);
                    return BUSY;
                };
        return new Settled(plain, turn).take(MEASURED);
    }
}
