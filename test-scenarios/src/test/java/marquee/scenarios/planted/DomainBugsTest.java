package marquee.scenarios.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import marquee.applications.Implementation;
import marquee.applications.booking.laws.BookingLaws;
import marquee.scenarios.lockstep.LockStep;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The mistakes that have been made, made again: each breaks the law that is there for it, in every
/// build. `test-scenarios/planted` also looks for them in lock-step.
class DomainBugsTest {
    private static final int OPERATIONS_MAX = 100_000;
    private static final long SEED = 1;

    @ParameterizedTest
    @EnumSource
    void breaksTheLawAboutIt(DomainBug bug, @TempDir Path folder) throws Exception {
        var law = law(bug, PlantedImplementation.of(bug, folder));

        assertThatThrownBy(() -> law.getExecutable().execute()).isInstanceOf(AssertionError.class);
    }

    @Test
    @EnabledIfSystemProperty(named = "planted", matches = "seek")
    void areAllFoundInLockStep(@TempDir Path folder) throws Exception {
        List<DomainBug> missed = new ArrayList<>();
        System.out.println(
                "| bug | naive way | planted in | law that fails | operations | shortest stream |");
        System.out.println("|---|---|---|---|---|---|");
        for (var bug : DomainBug.values()) {
            var planted = PlantedImplementation.of(bug, folder.resolve(bug.name()));
            var all = PlantedImplementation.among(LockStep.everybody(), bug, planted);
            var found = LockStep.run(SEED, OPERATIONS_MAX, all);
            System.out.printf(
                    "| %s | %s | `%s` | %s | %s | %s |%n",
                    bug,
                    bug.naive,
                    bug.implementation,
                    bug.law,
                    found.map(difference -> "" + difference.operations()).orElse("not found"),
                    found.map(difference -> "" + difference.scenario().steps().size()).orElse(""));
            if (found.isEmpty()) {
                missed.add(bug);
            }
        }

        assertThat(missed).isEmpty();
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
