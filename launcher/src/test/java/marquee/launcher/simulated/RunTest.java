package marquee.launcher.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import marquee.simulation.Fault;
import marquee.simulation.Strengths;
import marquee.simulation.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {
    @ParameterizedTest
    @ValueSource(longs = {37, 59, 116})
    void answersThatComeWhenNobodyWaitsAreJudgedToo(long seed) {
        var paused = Variation.with(Strengths.NONE.with(Fault.PAUSE, Strengths.ALWAYS)).of(seed);
        var judged = new AtomicLong();

        var marks = Run.of(paused, Trace.hashing(), answer -> judged.incrementAndGet()).marks();

        assertThat(judged.get()).isEqualTo(marks.counter("front end: ANSWERED").count());
    }

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
