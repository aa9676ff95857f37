package marquee.scenarios.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    private static final int STREAM_OPERATIONS = 1_000;
    private static final int STREAMS_MAX = 100;

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
        var found = inStreams(all);
        assertThat(found).isPresent();
        print(
                "| %s | %s | `%s` | %s | %s |",
                bug, bug.naive, bug.implementation, bug.law, found.orElseThrow());
    }

    private static void print(String line, Object... words) {
        if (Objects.equals(System.getProperty("planted"), "seek")) {
            System.out.printf(line + "%n", words);
        }
    }

    /// How many operations of short streams, the seeds counted from 1, it takes until one
    /// implementation differs, and to how many that stream shrinks.
    private static Optional<String> inStreams(List<Implementation> all) {
        for (int seed = 1; seed <= STREAMS_MAX; seed++) {
            var found = LockStep.run(seed, STREAM_OPERATIONS, all);
            if (found.isPresent()) {
                int before = (seed - 1) * STREAM_OPERATIONS;
                return Optional.of(
                        before
                                + found.get().operations()
                                + " | "
                                + found.get().scenario().steps().size());
            }
        }
        return Optional.empty();
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
