package marquee.scenarios.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import marquee.applications.Implementation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShrinkerTest {
    private static final int OPERATIONS = 10_000;

    @ParameterizedTest
    @EnumSource
    void findsAStreamOfWhichNothingCanBeLeftOut(Wrong wrong) {
        var machines = ImmutableList.<Implementation>of(new ModelImplementation(), wrong);

        var found = LockStep.run(1, OPERATIONS, machines).orElseThrow();

        var steps = found.scenario().steps();
        assertThat(steps).hasSizeBetween(2, 4);
        assertThat(found.operations()).isGreaterThan(steps.size());
        for (var step : steps) {
            var without = new ArrayList<>(steps);
            without.remove(step);
            assertThat(LockStep.replay(new Scenario(ImmutableList.copyOf(without)), machines))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesWhatShowsTheSameDifferenceWhenItIsRead(Wrong wrong) {
        var machines =
                ImmutableList.<Implementation>builder()
                        .addAll(LockStep.everybody())
                        .add(wrong)
                        .build();

        var found = LockStep.run(1, OPERATIONS, machines).orElseThrow();

        assertThat(LockStep.replay(Scenario.parse(found.toString()), machines))
                .contains(found.after(found.scenario().steps().size()));
    }

    @Test
    void writesAScenarioToPasteIntoATest() {
        var machines = ImmutableList.of(new ModelImplementation(), Wrong.ANSWERS_WRONGLY);
        var scenario =
                """
                on 2023-05-15
                ATWA1111 add ATWM160523 Avatar 2 -> ADDED capacity 2, booked 0, left 2
                on 2023-05-16
                ATWC0001 book ATWM160523 Avatar 2 -> BOOKED held 2, left 0
                # model: BOOKED held 2, left 0
                # ANSWERS_WRONGLY: BOOKED held 2, left 1\
                """;

        assertThat(LockStep.replay(Scenario.parse(scenario), machines)).get().hasToString(scenario);
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertThat(LockStep.run(3, 1_000, LockStep.everybody())).isEmpty();
    }
}
