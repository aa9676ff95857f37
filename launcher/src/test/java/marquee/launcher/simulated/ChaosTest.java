package marquee.launcher.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import marquee.protocol.replication.Group;
import marquee.simulation.Fault;
import marquee.simulation.Strengths;
import marquee.simulation.Surroundings;
import marquee.simulation.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChaosTest {
    private static final long SECOND = 1_000_000_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void onlyWhatRunsIsCountedAsCrashed(long seed) {
        var always = Variation.with(Strengths.NONE.with(Fault.CRASH_AND_RESTART, Strengths.ALWAYS));

        var marks = Run.of(always.of(seed), Trace.hashing(), AnswerCheck.NONE).marks();

        long crashed =
                Stream.of("SEQUENCER", "FRONT_END", "MANAGER")
                        .mapToLong(kind -> marks.counter(kind + " crashed").count())
                        .sum();
        assertThat(marks.counter("fault: crash and restart").count()).isEqualTo(crashed);
    }

    @Test
    void aTornWriteThatHasNotComeIsTakenBackWhenAllIsHealed() {
        var surroundings = Surroundings.of(1, Trace.hashing());
        var cluster = new Cluster(surroundings, RunPlan.staged(1, Group.BOTH, 1));
        var sequencer = cluster.sequencer();
        cluster.start();
        while (!sequencer.process().isRunning()) {
            surroundings.simulation().step(SECOND);
        }

        sequencer.tearNextWrite();
        cluster.heal();
        surroundings.simulation().runUntil(5 * SECOND);

        assertThat(cluster.order().head()).isPositive();
        assertThat(sequencer.process().isRunning()).isTrue();
    }
}
