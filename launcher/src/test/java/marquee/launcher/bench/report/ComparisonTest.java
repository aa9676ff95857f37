package marquee.launcher.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/// What is made of the runs of several who took turns.
class ComparisonTest {
    private final Comparison comparison = Runs.comparison();

    @Test
    void aSpreadIsTheLeastTheMedianAndTheMost() {
        assertThat(Spread.of(DoubleStream.of(3, 1, 2))).isEqualTo(new Spread(1, 2, 3));
        assertThat(Spread.of(DoubleStream.of(4, 1))).isEqualTo(new Spread(1, 2.5, 4));
        assertThat(new Spread(0.5, 1.25, 2).words(1)).isEqualTo("1.3 (0.5–2.0)");
    }

    @Test
    void ratiosAreMadeRoundByRound() {
        // The median of the quotients, not the quotient of the medians: that were 0.5.
        assertThat(comparison.ratio(Runs.PIPELINE, Comparison.RAW, Figure.PER_SECOND))
                .contains(new Spread(0.5, 0.5, 0.6));
        assertThat(comparison.ratio(Runs.LOSSY, Runs.PIPELINE, Figure.PER_SECOND))
                .contains(new Spread(0.5, 0.5, 0.5));
        assertThat(comparison.ratio(Runs.PIPELINE, Comparison.RAW, Figure.CPU))
                .contains(new Spread(3, 3, 3));
    }

    @Test
    void nothingIsComparedWithItselfOrWithNobody() {
        assertThat(comparison.ratio(Comparison.RAW, Comparison.RAW, Figure.P50)).isEmpty();
        assertThat(comparison.ratio(Runs.PIPELINE, "", Figure.P50)).isEmpty();
    }

    @Test
    void aLatencyOfAllRoundsTogetherIsOfAllTheirRequests() {
        // 125 of 675 requests took 400 µs, 250 took 200, 300 took 160.
        assertThat(comparison.together(Runs.LOSSY, 40)).isBetween(159.0, 161.0);
        assertThat(comparison.together(Runs.LOSSY, 80)).isBetween(199.0, 201.0);
        assertThat(comparison.together(Runs.LOSSY, 82)).isBetween(399.0, 401.0);
    }

    @Test
    void theWorkOfAProcessIsForOneRequest() {
        assertThat(comparison.work(Runs.PIPELINE))
                .containsExactly(new Comparison.Work(Run.DRIVER, new Spread(6, 6, 6)));
    }
}
