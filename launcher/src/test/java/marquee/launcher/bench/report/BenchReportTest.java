package marquee.launcher.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import marquee.benchmarks.Result;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When a measurement is as it must be.
class BenchReportTest {
    @ParameterizedTest(name = "without an answer: {0} of the chain, {1} plainly, {2} with losses")
    @CsvSource({"0, 0, 0, true", "1, 0, 0, true", "0, 1, 0, false", "0, 0, 1, false"})
    void onlyTheRawChainMayLoseRequests(int raw, int plainly, int lossy, boolean complete) {
        var comparison =
                new Comparison(
                        Scale.counting("requests outstanding", 1),
                        ImmutableList.of(Comparison.RAW, Runs.PIPELINE, Runs.LOSSY),
                        ImmutableList.of("", "", Runs.PIPELINE),
                        ImmutableList.of(
                                ImmutableList.of(losing(raw), losing(plainly), losing(lossy))));
        var report = new BenchReport("", ImmutableMap.of(), ImmutableList.of(comparison));

        assertThat(report.isComplete()).isEqualTo(complete);
    }

    private static Run losing(int requests) {
        var result = new Result(new Histogram(3), 10, Duration.ofSeconds(1), requests, 20);
        return new Run(result, ImmutableMap.of(), Duration.ZERO);
    }
}
