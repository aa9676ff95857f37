package marquee.applications.booking.laws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import marquee.applications.StateMachine;
import marquee.applications.booking.model.DecisionTable;
import org.junit.jupiter.api.DynamicTest;

/// The vectors of `decision-table.txt`, one or more for each cell of the decision table. Each fails
/// its check and others behind it, so that it shows the order too; `DecisionCellsTest` proves that
/// nothing is left out.
///
/// @param state what leads to the state in which each vector is asked
/// @param never neighbours that no request can fail both
record DecisionCells(
        ImmutableList<Given> state, ImmutableList<Vector> vectors, ImmutableList<Cells> never) {
    private static final String FILE = "decision-table.txt";
    private static final String ANSWERED = " -> ";

    /// A request that succeeds on `date`.
    record Given(LocalDate date, String request) {}

    /// Checks of one operation.
    record Cells(DecisionTable operation, ImmutableList<String> checks) {}

    /// A request and its answer.
    ///
    /// @param fails all checks that the request fails; the first is its cell
    record Vector(Cells fails, String line) {
        String request() {
            return line.substring(0, line.indexOf(ANSWERED));
        }

        /// The code of the answer.
        String code() {
            var answer = line.substring(line.indexOf(ANSWERED) + ANSWERED.length());
            return Splitter.on(CharMatcher.anyOf(" ,")).splitToList(answer).getFirst();
        }
    }

    static DecisionCells read() {
        var cells = new Reader();
        Splitter.on('\n').omitEmptyStrings().split(text()).forEach(cells::line);
        return new DecisionCells(
                ImmutableList.copyOf(cells.state),
                ImmutableList.copyOf(cells.vectors),
                ImmutableList.copyOf(cells.never));
    }

    private static String text() {
        try {
            return Resources.toString(Resources.getResource(DecisionCells.class, FILE), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The vectors as tests of an implementation.
    static Stream<DynamicTest> tests(Supplier<StateMachine> empty) {
        var cells = read();
        return cells.vectors().stream()
                .map(Vector::line)
                .map(line ->
                        DynamicTest.dynamicTest(
                                line, () -> BookingLaws.play(cells.stage(empty.get()), line)));
    }

    /// Brings an empty `machine` into the state in which the vectors are asked.
    Stage stage(StateMachine machine) {
        var stage = new Stage(machine);
        state.forEach(given -> stage.on(given.date()).given(given.request()));
        return stage;
    }

    /// Reads the file line by line: headings, and below each, further in, what it is the heading
    /// of.
    private static final class Reader {
        private static final String NO_CHECK = "none";

        final List<Given> state = new ArrayList<>();
        final List<Vector> vectors = new ArrayList<>();
        final List<Cells> never = new ArrayList<>();
        private List<String> heading = List.of();

        void line(String line) {
            if (line.startsWith(" ")) {
                below(line.strip());
            } else if (!line.startsWith("#")) {
                heading = Splitter.on(' ').limit(3).splitToList(line);
                if (heading.get(1).equals("never")) {
                    never.add(cells(Splitter.on(':').splitToList(heading.get(2)).getFirst()));
                }
            }
        }

        private void below(String line) {
            if (heading.getFirst().equals("on")) {
                state.add(new Given(LocalDate.parse(heading.get(1)), line));
            } else {
                vectors.add(new Vector(cells(heading.get(2)), line));
            }
        }

        private Cells cells(String checks) {
            return new Cells(
                    DecisionTable.valueOf(Ascii.toUpperCase(heading.getFirst())),
                    checks.equals(NO_CHECK)
                            ? ImmutableList.of()
                            : ImmutableList.copyOf(Splitter.on(' ').split(checks)));
        }
    }
}
