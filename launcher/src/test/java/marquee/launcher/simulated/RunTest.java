package marquee.launcher.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import marquee.simulation.Trace;
import org.junit.jupiter.api.Test;

class RunTest {
    @Test
    void everythingMayEndAtOnceInTheShortestChaos() {
        long seed =
                LongStream.iterate(1, each -> each + 1)
                        .filter(each -> Variation.NONE.of(each).shape().blackout())
                        .findFirst()
                        .orElseThrow();

        var shortest = Variation.NONE.withChaosMillis(1).of(seed);

        assertThat(Run.of(shortest, Trace.hashing(), AnswerCheck.NONE).violation()).isNull();
    }
}
