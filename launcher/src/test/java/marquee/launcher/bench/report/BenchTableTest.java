package marquee.launcher.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.StringWriter;
import java.time.Duration;
import marquee.benchmarks.Result;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/// What a person, a program and a browser are shown.
class BenchTableTest {
    private static final Run FINE = Runs.of(1, 1, 1);
    private static final Run LOSING =
            new Run(
                    new Result(new Histogram(3), 5, Duration.ofSeconds(1), 1, 0),
                    ImmutableMap.of(),
                    Duration.ZERO);

    @Test
    void eachMedianHasItsSpreadAndItsRatiosBesideIt() {
        assertThat(BenchTable.lines(Runs.report()))
                .contains("machine: one of sand", "@|bold 16 requests outstanding|@")
                .anySatisfy(line ->
                        assertThat(line.strip())
                                .isEqualTo(
                                        "raw chain                          requests/s "
                                                + "                 1000 (500–1000)"))
                .anySatisfy(line ->
                        assertThat(line.strip().replaceAll(" +", " "))
                                .isEqualTo(
                                        "trivial, none, keys off, 1 % lost requests/s 250 (125–300)"
                                                + " 0.25 (0.25–0.30) 0.50 (0.50–0.50)"));
    }

    @Test
    void aProgramIsToldEveryRun() {
        var comparison = BenchJson.of(Runs.report()).at("/comparisons/0");
        var pipeline = comparison.at("/contestants/1");

        assertThat(comparison.path("at").asInt()).isEqualTo(16);
        assertThat(pipeline.path("name").asText()).isEqualTo(Runs.PIPELINE);
        assertThat(pipeline.path("runs")).hasSize(3);
        assertThat(pipeline.at("/runs/2/perSecond").asDouble()).isEqualTo(600);
        assertThat(pipeline.at("/figures/perSecond/toRaw/max").asDouble()).isEqualTo(0.6);
        assertThat(pipeline.at("/cpuMicrosOf/driver/median").asDouble()).isEqualTo(6);
        assertThat(comparison.at("/contestants/2/figures/p50Micros/toBeside/median").asDouble())
                .isBetween(1.99, 2.01);
    }

    @Test
    void aPageNeedsNothingElseAndItsTextsAreNoMarkup() throws Exception {
        var evil = "</script><script>alert(1)</script>";
        var written = new StringWriter();
        BenchPage.write(
                new BenchReport(
                        evil,
                        ImmutableMap.of("machine", evil),
                        ImmutableList.of(Runs.comparison())),
                written);
        var page = written.toString();

        assertThat(page.split("<script")).hasSize(3);
        assertThat(page)
                .contains("script-src 'sha256-", "default-src 'none'")
                .doesNotContainPattern("(?i)https?:|//[a-z]+\\.|@import|<link|src=|url\\((?!#)");
    }

    @Test
    void aReportIsCompleteIfNobodyButTheRawChainLostARequest() {
        assertThat(Runs.report().isComplete()).isTrue();
        assertThat(report(LOSING, FINE, FINE).isComplete()).isTrue();
        assertThat(report(FINE, LOSING, FINE).isComplete()).isFalse();
    }

    @Test
    void aPersonAndAPageAreToldWhoLostRequests() {
        var report = report(FINE, LOSING, FINE);
        var note = Runs.PIPELINE + ": 1 requests were not answered";

        assertThat(BenchTable.lines(report)).contains(note);
        assertThat(BenchJson.of(report).at("/comparisons/0/notes/0").asText()).isEqualTo(note);
    }

    @Test
    void aReportTellsHowManyRunsWereOverBeforeTheirFailureWas() {
        var report = report(FINE, FINE, FINE.unhealed());

        assertThat(BenchTable.lines(report))
                .contains(Runs.LOSSY + ": 1 of 1 runs ended before every slot voted again");
        assertThat(BenchJson.of(report).at("/comparisons/0/contestants/2/runs/0/healed").asText())
                .isEqualTo("false");
        assertThat(report.isComplete()).isTrue();
    }

    private static BenchReport report(Run... round) {
        var like = Runs.comparison();
        return new BenchReport(
                "",
                ImmutableMap.of(),
                ImmutableList.of(
                        new Comparison(
                                like.scale(),
                                like.names(),
                                like.besides(),
                                ImmutableList.of(ImmutableList.copyOf(round)))));
    }
}
