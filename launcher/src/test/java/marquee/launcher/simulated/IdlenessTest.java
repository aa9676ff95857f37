package marquee.launcher.simulated;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import marquee.frontend.FrontEndEvent;
import marquee.protocol.replication.Group;
import marquee.simulation.Simulation;
import marquee.simulation.Surroundings;
import marquee.simulation.Trace;
import marquee.simulation.Violation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A cluster that is up, and of which nobody wants anything.
class IdlenessTest {
    private static final long MICRO = 1_000;

    private final Surroundings surroundings = Surroundings.of(1, Trace.hashing());
    private final Simulation simulation = surroundings.simulation();
    private final Cluster cluster = new Cluster(surroundings, RunPlan.staged(1, Group.BOTH, 2));

    @BeforeEach
    void isUp() {
        cluster.start();
        simulation.runUntil(5 * Idleness.SPAN);
    }

    @Test
    void aClusterOfWhichNobodyWantsAnythingIsIdle() {
        var idleness = new Idleness(cluster);
        simulation.runUntil(simulation.now() + Idleness.SPAN);

        assertThatNoException().isThrownBy(idleness::check);
    }

    @Test
    void aProcessThatIsNeverAtRestIsTold() {
        var idleness = new Idleness(cluster);
        spin();
        simulation.runUntil(simulation.now() + Idleness.SPAN);

        assertThatThrownBy(idleness::check)
                .isInstanceOf(Violation.class)
                .hasMessageMatching("I12: .*frontend-1.* had \\d+ steps, idle");
    }

    private void spin() {
        cluster.frontEnds().getFirst().process().submit(new FrontEndEvent.Watched());
        simulation.after(100 * MICRO, this::spin);
    }
}
