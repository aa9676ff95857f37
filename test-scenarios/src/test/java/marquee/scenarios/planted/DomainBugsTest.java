package marquee.scenarios.planted;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import marquee.applications.Implementation;
import marquee.applications.booking.laws.BookingLaws;
import marquee.scenarios.lockstep.LockStep;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The mistakes that have been made, made again: each breaks the law that is there for it, and is
/// found in lock-step. `test-scenarios/planted` prints the table of docs/testing.md.
class DomainBugsTest {
    private static final int OPERATIONS_MAX = 100_000;

    @BeforeAll
    static void beginTheTable() {
        print("| bug | naive way | planted in | law that fails | operations | shortest stream |");
        print("|---|---|---|---|---|---|");
    }

    @ParameterizedTest
    @EnumSource
    void breaksItsLawAndDiffersInLockStep(DomainBug bug, @TempDir Path folder) throws Exception {
        var planted = PlantedImplementation.of(bug, folder);
        var law = law(bug, planted);
        assertThatThrownBy(() -> law.getExecutable().execute()).isInstanceOf(AssertionError.class);

        var all = PlantedImplementation.among(LockStep.everybody(), bug, planted);
        var found = LockStep.run(1, OPERATIONS_MAX, all).orElseThrow();
        int shortest = found.scenario().steps().size();
        print(
                "| %s | %s | `%s` | %s | %d | %d |",
                bug, bug.naive, bug.implementation, bug.law, found.operations(), shortest);
    }

    private static void print(String line, Object... words) {
        if (Objects.equals(System.getProperty("planted"), "seek")) {
            System.out.printf(line + "%n", words);
        }
    }

    private static DynamicTest law(DomainBug bug, Implementation implementation) {
        return tests(BookingLaws.of(implementation::create))
                .filter(test -> test.getDisplayName().equals(bug.law))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<DynamicTest> tests(Stream<? extends DynamicNode> nodes) {
        return nodes.flatMap(node ->
                node instanceof DynamicContainer container
                        ? tests(container.getChildren())
                        : Stream.of((DynamicTest) node));
    }
}
