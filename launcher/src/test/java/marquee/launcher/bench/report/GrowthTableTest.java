package marquee.launcher.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/// What is made of what grew, as a table and as a picture.
class GrowthTableTest {
    private static final BenchReport REPORT =
            new BenchReport(
                    "", ImmutableMap.of(), ImmutableList.of(comparison(10, 4), comparison(100, 5)));

    @Test
    void aTableShowsEachSizeAndHowFarTheyDiffer() {
        assertThat(GrowthTable.lines(REPORT).stream().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "",
                        "clients raw cpu µs cpu µs driver requests/s p50 µs driver's datagrams",
                        "10 2.00 (2.00–2.00) 4.00 (4.00–4.00) 4.00 (4.00–4.00)"
                                + " 1000 (1000–1000) 50 (50–50) 2.00 (2.00–2.00)",
                        "100 2.00 (2.00–2.00) 5.00 (5.00–5.00) 5.00 (5.00–5.00)"
                                + " 1000 (1000–1000) 50 (50–50) 2.00 (2.00–2.00)",
                        "differs by 0 % 25 % 25 % 0 % 0 % 0 %");
    }

    @Test
    void aTableHasAColumnForEachProcessOfAnySize() {
        var report =
                new BenchReport(
                        "",
                        ImmutableMap.of(),
                        ImmutableList.of(
                                replicas(1, "driver", "R1"),
                                replicas(3, "R10", "R2", "R1", "driver")));

        assertThat(GrowthTable.lines(report).stream().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "",
                        "replicas raw cpu µs cpu µs driver R1 R2 R10 requests/s p50 µs"
                                + " driver's datagrams",
                        "1 2.00 (2.00–2.00) 6.00 (6.00–6.00) 3.00 (3.00–3.00) 3.00 (3.00–3.00) – –"
                                + " 1000 (1000–1000) 50 (50–50) 2.00 (2.00–2.00)",
                        "3 2.00 (2.00–2.00) 12.00 (12.00–12.00) 3.00 (3.00–3.00) 3.00 (3.00–3.00)"
                                + " 3.00 (3.00–3.00) 3.00 (3.00–3.00)"
                                + " 1000 (1000–1000) 50 (50–50) 2.00 (2.00–2.00)",
                        "differs by 0 % 100 % 0 % 0 % 0 % 0 % 0 %");
    }

    @Test
    void aPlotHasALineForEachThingInAPanelForEachAxis() throws Exception {
        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(GrowthPlot.svg(REPORT))));

        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(4);
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(8);
    }

    @Test
    void aPictureOfOnePanelHasRoomForAllWordsOfItsLegend() throws Exception {
        var picture =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(GrowthPlot.svg(REPORT))))
                        .getDocumentElement();
        int width = Integer.parseInt(picture.getAttribute("width"));

        var words = picture.getElementsByTagName("text");
        for (int i = 0; i < 4; i++) {
            var word = (Element) words.item(i);
            assertThat(
                            Integer.parseInt(word.getAttribute("x"))
                                    + 6 * word.getTextContent().length())
                    .as(word.getTextContent())
                    .isLessThan(width);
        }
    }

    private static Comparison comparison(double clients, long cpuMicros) {
        return new Comparison(
                Scale.counting("clients", clients),
                ImmutableList.of(Comparison.RAW, Runs.PIPELINE),
                ImmutableList.of("", ""),
                ImmutableList.of(
                        ImmutableList.of(Runs.of(1_000, 50, 2), Runs.of(1_000, 50, cpuMicros))));
    }

    /// Of that many replicas, each of these processes working three microseconds a request.
    private static Comparison replicas(double replicas, String... processes) {
        var run = Runs.of(1_000, 50, 2);
        var cpu = Maps.toMap(List.of(processes), _ -> Duration.ofMillis(3));
        return new Comparison(
                Scale.counting("replicas", replicas),
                ImmutableList.of(Comparison.RAW, Runs.PIPELINE),
                ImmutableList.of("", ""),
                ImmutableList.of(ImmutableList.of(run, new Run(run.result(), cpu, Duration.ZERO))));
    }
}
