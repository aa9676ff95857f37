package marquee.applications.booking.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import marquee.applications.booking.laws.DecisionCells.Cells;
import marquee.applications.booking.laws.DecisionCells.Vector;
import marquee.applications.booking.model.DecisionTable;
import marquee.applications.booking.model.Lines;
import marquee.applications.booking.model.ReferenceModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The decision table is that of docs/domain.md, and its vectors leave nothing of it out.
class DecisionCellsTest {
    private static final LocalDate TODAY = LocalDate.of(2023, 5, 15);
    private static final Path PAGE = Path.of("..", "docs", "domain.md");
    private static final Pattern CODE = Pattern.compile("`([A-Z_]+)`");
    private static final DecisionCells CELLS = DecisionCells.read();

    @ParameterizedTest
    @EnumSource
    void eachRowIsThatOfThePage(DecisionTable operation) throws IOException {
        assertThat(page()).containsEntry(operation + "", String.join(" ", operation.checks()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void eachVectorFailsTheChecksOfItsHeading(Vector vector) {
        var model = new ReferenceModel();
        CELLS.stage(model);

        assertThat(model.failed(TODAY, Lines.request(vector.request())))
                .isEqualTo(vector.fails().checks());
    }

    /// A check that gives two codes is two cells.
    @Test
    void everyCellIsReached() throws IOException {
        var page = page();
        var cells = new ArrayList<String>();
        for (var operation : DecisionTable.values()) {
            for (var check : operation.checks()) {
                var codes = page.getOrDefault(DecisionTable.number(check) + "", "");
                CODE.matcher(codes)
                        .results()
                        .forEach(code -> cells.add(operation + " " + check + " " + code.group(1)));
            }
        }

        assertThat(vectors().filter(DecisionCellsTest::isRefused).map(DecisionCellsTest::cell))
                .containsAll(cells)
                .isSubsetOf(cells);
    }

    @ParameterizedTest
    @EnumSource
    void eachOperationSucceedsInOneVector(DecisionTable operation) {
        assertThat(vectors().map(Vector::fails)).contains(new Cells(operation, ImmutableList.of()));
    }

    /// Of two neighbours the first decides: there is a vector that fails both.
    @Test
    void theOrderOfAllNeighboursIsShown() {
        var neighbours = new ArrayList<Cells>();
        for (var operation : DecisionTable.values()) {
            var checks = operation.checks();
            for (int i = 1; i < checks.size(); i++) {
                neighbours.add(new Cells(operation, checks.subList(i - 1, i + 1)));
            }
        }
        var shown =
                vectors()
                        .map(Vector::fails)
                        .filter(fails -> fails.checks().size() > 1)
                        .map(fails -> new Cells(fails.operation(), fails.checks().subList(0, 2)))
                        .toList();

        assertThat(CELLS.never()).isSubsetOf(neighbours).doesNotContainAnyElementsOf(shown);
        assertThat(Stream.concat(shown.stream(), CELLS.never().stream())).containsAll(neighbours);
    }

    static Stream<Vector> vectors() {
        return CELLS.vectors().stream();
    }

    private static boolean isRefused(Vector vector) {
        return !vector.fails().checks().isEmpty();
    }

    private static String cell(Vector vector) {
        var fails = vector.fails();
        return fails.operation() + " " + fails.checks().getFirst() + " " + vector.code();
    }

    /// The first and the second column of the page's tables of checks and of operations.
    private static ImmutableMap<String, String> page() throws IOException {
        var page = Files.readString(PAGE);
        int from = page.indexOf("\n## 4.");
        var section = page.substring(from, page.indexOf("\n## 5."));
        return Pattern.compile("(?m)^\\| (\\w+) \\| ([^|]+) \\|")
                .matcher(section)
                .results()
                .collect(
                        ImmutableMap.toImmutableMap(
                                (MatchResult row) -> row.group(1), row -> row.group(2)));
    }
}
