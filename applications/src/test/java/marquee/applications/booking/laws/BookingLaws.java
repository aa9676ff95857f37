package marquee.applications.booking.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.base.Splitter;
import java.time.LocalDate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import marquee.applications.StateMachine;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/// All laws, for a test factory of each implementation.
public final class BookingLaws {
    private static final String ANSWERED = " -> ";
    private static final String COMMENT = "#";
    private static final String DATE = "on ";

    private BookingLaws() {}

    /// The tests of an implementation of which `empty` makes a new one each time.
    public static Stream<DynamicNode> of(Supplier<StateMachine> empty) {
        return Stream.of(
                dynamicTest("the worked examples", () -> WorkedExamples.check(empty.get())),
                dynamicContainer("the first check that fails decides", DecisionCells.tests(empty)),
                dynamicContainer("weeks and dates", WeekErrors.tests(empty)),
                dynamicContainer("errors of other systems", KnownErrors.tests(empty)),
                dynamicContainer("removals and exchanges", MoveLaws.tests(empty)),
                dynamicContainer("the canonical records", RecordLaws.tests(empty)));
    }

    /// Asks line by line: each line is a request, an arrow, and the answer that must come; a
    /// request alone, which must not be refused; or `on` and the business date from then on. What
    /// begins with `#` is a comment.
    static void play(Stage stage, String script) {
        for (var line : Splitter.on('\n').trimResults().omitEmptyStrings().split(script)) {
            if (line.startsWith(COMMENT)) {
                continue;
            }
            if (line.startsWith(DATE)) {
                stage.on(LocalDate.parse(line.substring(DATE.length())));
            } else if (!line.contains(ANSWERED)) {
                stage.given(line);
            } else {
                var parts = Splitter.on(ANSWERED).limit(2).splitToList(line);
                assertThat(stage.ask(parts.getFirst())).as(line).isEqualTo(parts.getLast());
            }
        }
    }

    static DynamicTest play(Supplier<StateMachine> empty, String name, String script) {
        return dynamicTest(name, () -> play(new Stage(empty.get()), script));
    }
}
