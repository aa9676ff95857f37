package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import marquee.benchmarks.Workload;
import marquee.launcher.bench.report.Comparison;
import marquee.launcher.bench.report.Runs;
import org.junit.jupiter.api.Test;

/// Who has a turn when, and which turns count.
class TurnsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Workload CLOSED = Workload.closed(16, SECOND);
    private static final Workload OPEN = Workload.open(16, 1_000, SECOND);
    private static final int ROUNDS = 3;

    private final List<String> taken = new ArrayList<>();

    @Test
    void inEachRoundEverybodyHasATurn() throws Exception {
        var comparison = turns(false).at(CLOSED, _ -> {});

        assertThat(taken).containsExactly("a", "b", "a", "b", "a", "b");
        assertThat(answered(comparison, "a")).containsExactly(1L, 3L, 5L);
        assertThat(answered(comparison, "b")).containsExactly(2L, 4L, 6L);
    }

    @Test
    void theFirstRoundOfAnOpenLoopDoesNotCount() throws Exception {
        var comparison = turns(false).at(OPEN, _ -> {});

        assertThat(taken).hasSize(2 * (ROUNDS + 1));
        assertThat(answered(comparison, "a")).containsExactly(3L, 5L, 7L);
    }

    @Test
    void theFirstRoundInWhichSomethingGoesWrongDoesNotCount() throws Exception {
        var comparison = turns(true).at(CLOSED, _ -> {});

        assertThat(taken).hasSize(2 * (ROUNDS + 1));
        assertThat(answered(comparison, "b")).containsExactly(4L, 6L, 8L);
    }

    private static Stream<Long> answered(Comparison comparison, String name) {
        return comparison.runs(name).map(run -> run.result().completed());
    }

    private Turns turns(boolean faulty) {
        return new Turns(ImmutableList.of(contestant("a"), contestant("b")), ROUNDS, faulty);
    }

    /// Somebody whose n-th turn of all answers n requests.
    private Contestant contestant(String name) {
        return new Contestant(
                name,
                "",
                _ -> {
                    taken.add(name);
                    return Runs.of(taken.size(), 50, 2);
                });
    }
}
