package marquee.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.stream.LongStream;
import marquee.protocol.Chance;
import org.junit.jupiter.api.Test;

class StrengthsTest {
    private static final Strengths STRONGEST =
            Strengths.NONE.with(Fault.LOSS, 200).with(Fault.PAUSE, 1_000).with(Fault.CRASH, 5);

    @Test
    void aSwarmDrawsSubsetsOfTheKindsUpToTheirStrongest() {
        var drawn =
                LongStream.range(0, 200)
                        .mapToObj(seed -> Strengths.swarm(STRONGEST, new Chance(seed)))
                        .toList();

        assertThat(drawn).allMatch(one -> one.of(Fault.LOSS) <= 200 && one.of(Fault.CRASH) <= 5);
        assertThat(drawn).allMatch(one -> one.lacks(Fault.REPLAY));
        assertThat(drawn).anyMatch(one -> one.lacks(Fault.LOSS) && !one.lacks(Fault.PAUSE));
        assertThat(drawn).anyMatch(Strengths.NONE::equals);
        assertThat(drawn).anyMatch(one -> one.perMille().keySet().equals(kinds()));
    }

    @Test
    void aKindCanBeTakenAwayAgain() {
        assertThat(STRONGEST.with(Fault.PAUSE, 0)).hasToString("loss 200, crash 5");
        assertThat(Strengths.NONE).hasToString("none");
    }

    private static EnumSet<Fault> kinds() {
        return EnumSet.of(Fault.LOSS, Fault.PAUSE, Fault.CRASH);
    }
}
