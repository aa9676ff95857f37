package marquee.launcher.scenario.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.model.Lines;
import marquee.applications.booking.model.RandomSteps;
import marquee.applications.booking.model.ReferenceModel;
import marquee.applications.booking.model.Skew;
import marquee.launcher.scenario.Asked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules of the check and those of the reference model are the same.
class RulesTest {
    private static final int OPERATIONS = 2_000;

    private record Asked(World world, BookingOperation operation, Rules.Turn turn) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void answerAsTheReferenceModelDoes(long seed) {
        var skew = seed % 2 == 0 ? Skew.REFUSALS : Skew.SUCCESSES;
        var steps = new RandomSteps(seed, skew);
        var model = new ReferenceModel();
        var asked = new ArrayList<Asked>();
        var first = steps.next();
        var world = World.empty(first.today());
        for (var step = first; asked.size() < OPERATIONS; step = steps.next()) {
            var operation = BookingCodec.decodeOperation(step.operation());
            if (operation == null) {
                continue;
            }
            world = world.on(step.today());
            var turn = Rules.turn(world, operation);
            assertThat(Lines.answer(BookingCodec.encode(turn.result())))
                    .as("seed %d, operation %d: %s", seed, asked.size(), operation)
                    .isEqualTo(
                            Lines.answer(
                                    model.execute(
                                            step.today(),
                                            step.operation(),
                                            (key, before, after) -> {})));
            asked.add(new Asked(world, operation, turn));
            world = turn.world();
        }
        for (var each : asked.reversed()) {
            var again = Rules.turn(each.world(), each.operation());
            assertThat(again).as("the world is as it was").isEqualTo(each.turn());
            assertThat(again.world()).hasSameHashCodeAs(each.turn().world());
        }
    }
}
