package marquee.launcher.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import marquee.frontend.FrontEndEvent;
import marquee.protocol.replication.Group;
import marquee.simulation.Surroundings;
import marquee.simulation.Trace;
import org.junit.jupiter.api.Test;

/// A cluster with one front end and four replicas, of which all run.
class ClusterTest {
    private static final long SECOND = 1_000_000_000;

    private final Surroundings surroundings = Surroundings.of(1, Trace.hashing());
    private final Cluster cluster = new Cluster(surroundings, RunPlan.staged(1, Group.BOTH, 1));

    @Test
    void whatEndsWithEverythingElseIsCountedOnce() {
        start();

        cluster.blackOut();

        assertCrashed("REPLICA", 4);
        assertCrashed("MANAGER", 4);
        assertCrashed("FRONT_END", 1);
        assertCrashed("SEQUENCER", 1);
    }

    @Test
    void whatHadEndedBeforeDoesNotEndWithEverythingElse() {
        start();
        cluster.sequencer().process().crash();

        cluster.blackOut();

        assertCrashed("SEQUENCER", 1);
    }

    @Test
    void aCallThatNobodyEndsWaits() {
        start();
        long now = surroundings.simulation().now();

        cluster.frontEnds().getFirst().ask(call -> new FrontEndEvent.Watched(), ending -> {});
        surroundings.simulation().runUntil(now + 20 * SECOND);

        assertThat(cluster.waitingSince()).isEqualTo(now);
    }

    @Test
    void callsThatHaveEndedDoNotWait() {
        start();
        long now = surroundings.simulation().now();

        cluster.frontEnds().getFirst().ask(FrontEndEvent.ClusterAsked::new, ending -> {});
        surroundings.simulation().runUntil(now + 20 * SECOND);

        assertThat(cluster.waitingSince()).isGreaterThan(now + 10 * SECOND);
    }

    private void start() {
        cluster.start();
        surroundings.simulation().runUntil(5 * SECOND);
        assertThat(cluster.replicas().isSettled()).isTrue();
        assertThat(cluster.replicas().all()).hasSize(4);
    }

    private void assertCrashed(String kind, long times) {
        assertThat(surroundings.marks().counter(kind + " crashed").count()).isEqualTo(times);
    }
}
