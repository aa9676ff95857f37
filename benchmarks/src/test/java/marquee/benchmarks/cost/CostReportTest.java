package marquee.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class CostReportTest {
    private static final List<Figure> FIGURES =
            List.of(
                    new Figure(Question.BOOK_ACTIVE, "sql", 1_000, 8_000, 0.02, 2_900),
                    new Figure(Question.BOOK_ACTIVE, "sql", 1_000_000, 10_000, 0.05, 2_901),
                    new Figure(Question.SCAN, "sql", 1_000, 500, 0, 48));

    @Test
    void aRowTellsTheCostAtEachSizeHowFarItGrowsAndHowFarRoundsLieApart() {
        assertThat(CostReport.lines(FIGURES))
                .containsExactly(
                        "| ns | implementation | 1,000 held | 1,000,000 held | grows by |"
                                + " rounds apart | bytes |",
                        "|---|---|---:|---:|---:|---:|---:|",
                        "| book or cancel, active | sql | 8,000 | 10,000 | 25 % | 5 % | 2,901 |",
                        "| scan from the middle, a record | sql | 500 | 0 % | 0 % | 48 |");
    }

    @Test
    void aRemovalIsTimedByTheClockAndWhatItAllocatesIsNotTold() {
        var removal = new Figure(Question.REMOVE_FEW, "sql", 1_000, 900, 0, 7_000);

        assertThat(CostReport.lines(List.of(removal)).getLast())
                .isEqualTo(
                        "| remove, 10 bookings, a booking, by the clock | sql | 900 |"
                                + " 0 % | 0 % | – |");
    }

    @Test
    void aPlotHasALineForEachImplementationInAPanelForEachQuestion() throws Exception {
        var svg = CostPlot.svg(FIGURES);

        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)));
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(3);
    }
}
