package marquee.launcher.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
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
    void aLiarThatWasAskedTooLittleIsAskedUntilItIsConvicted() {
        long seed = first(plan -> plan.lie() == Lie.RANDOM);
        var brief = Variation.NONE.withRequests(1).withChaosMillis(1).of(seed);

        var result = Run.of(brief, Trace.hashing(), AnswerCheck.NONE);

        assertThat(result.violation()).isNull();
        assertThat(result.marks().counter("convicted: STRUCK_OUT").count()).isEqualTo(1);
    }

    @Test
    void aLiarThatEndedBeforeAnybodyHeardOfItNeedNotLieInItsSecondLife() {
        var brief = Variation.NONE.withRequests(1).of(1_400_008_313L);

        assertThat(Run.of(brief, Trace.hashing(), AnswerCheck.NONE).violation()).isNull();
    }

    @Test
    void everythingMayEndAtOnceInTheShortestChaos() {
        long seed = first(plan -> plan.shape().blackout());

        var shortest = Variation.NONE.withChaosMillis(1).of(seed);

        assertThat(Run.of(shortest, Trace.hashing(), AnswerCheck.NONE).violation()).isNull();
    }

    private static long first(Predicate<RunPlan> wanted) {
        return LongStream.iterate(1, each -> each + 1)
                .filter(each -> wanted.test(Variation.NONE.of(each)))
                .findFirst()
                .orElseThrow();
    }
}
