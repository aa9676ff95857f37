package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.StringReader;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import marquee.protocol.wire.Bytes;
import marquee.sequencer.SequencerLimits;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/// What grows, and what is made of it.
class GrowthTest {
    private static final BenchReport REPORT =
            new BenchReport(
                    "", ImmutableMap.of(), ImmutableList.of(comparison(10, 4), comparison(100, 5)));

    @Test
    void sizesAreThoseUpToTheBoundAndTheLeast() {
        assertThat(GrowthAxis.HELD.clusters(Long.MAX_VALUE))
                .containsExactly(List.of(1_000L, 10_000L, 100_000L, 1_000_000L));
        assertThat(GrowthAxis.CLIENTS.clusters(200)).containsExactly(List.of(1L, 10L, 100L));
        assertThat(GrowthAxis.ORDERED.clusters(1)).containsExactly(List.of(500_000L));
        assertThat(Bulk.MAX).isGreaterThanOrEqualTo(1_000_000);
    }

    @Test
    void eachNumberOfReplicasIsAClusterOfItsOwn() {
        assertThat(GrowthAxis.REPLICAS.clusters(8))
                .containsExactly(List.of(4L), List.of(6L), List.of(8L));
    }

    @Test
    void onlyWhatMakesNothingMoreIsDoneAtWillBeforeItIsMeasured() {
        assertThat(GrowthAxis.values())
                .filteredOn(GrowthAxis::leavesNothing)
                .containsExactly(GrowthAxis.HELD, GrowthAxis.REPLICAS);
    }

    @Test
    void namedRequestsAreOfAllClientsByTurnsAndNoneTwice() {
        var names = new HashSet<String>();
        for (long first : new long[] {0, 100}) {
            var requests = new Growth.Named(_ -> Bytes.EMPTY, 3, first);
            for (long n = 0; n < 100; n++) {
                var id = Objects.requireNonNull(requests.id(n));
                assertThat(id.client()).isEqualTo("client-" + n % 3);
                assertThat(names.add(id.toString())).isTrue();
            }
        }
    }

    @Test
    void whoeverAsksWhileItGrowsHasNoMoreUnderWayThanOneClientMay() {
        int each = Math.ceilDiv(Growth.OUTSTANDING_TO_GROW, Growth.CLIENTS_TO_GROW);

        assertThat(each).isLessThanOrEqualTo(SequencerLimits.DEFAULT.inFlightMax());
    }

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
                ImmutableList.of(Contestant.RAW, Runs.PIPELINE),
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
                ImmutableList.of(Contestant.RAW, Runs.PIPELINE),
                ImmutableList.of("", ""),
                ImmutableList.of(ImmutableList.of(run, new Run(run.result(), cpu, Duration.ZERO))));
    }
}
