package marquee.launcher.simulated;

import java.util.SplittableRandom;
import marquee.launcher.scenario.stage.Visitor;
import marquee.protocol.Chance;
import marquee.simulation.Simulation;

/// One of a scenario's crowd in virtual time: calls what a [Visitor] does, one call after the other
/// with a short thought between two, until told to rest.
final class CrowdGuest {
    private static final int THINK_NANOS_MAX = 40_000_000;

    private final Simulation simulation;
    private final Clientele clientele;
    private final Chance chance;
    private final Visitor visitor;
    private boolean rests;
    private boolean idle;

    /// The guest `index`, from 0, who begins to call.
    CrowdGuest(Cluster cluster, Clientele clientele, int index) {
        this.simulation = cluster.surroundings().simulation();
        this.clientele = clientele;
        this.chance = cluster.surroundings().chances().workload().split();
        var random = new SplittableRandom(chance.next());
        this.visitor = new Visitor(index, cluster.firstDay(), random);
        next();
    }

    /// Calls nothing more once the present call has ended.
    void rest() {
        rests = true;
    }

    /// Whether no call of his goes on and none will.
    boolean isIdle() {
        return idle;
    }

    private void next() {
        idle = rests;
        if (!rests) {
            clientele.call(visitor.next(), seen -> think());
        }
    }

    private void think() {
        simulation.after(chance.below(THINK_NANOS_MAX), this::next);
    }
}
