package marquee.launcher.simulated;

import java.util.function.Consumer;
import marquee.manager.ManagerEffect;
import marquee.manager.ManagerEffect.Forget;
import marquee.manager.ManagerEffect.Hold;
import marquee.manager.ManagerEffect.Teach;
import marquee.protocol.Chance;
import marquee.protocol.replication.ReplicationMessage.ToManager.Part;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.OfSpare;
import marquee.replicas.host.state.ReplicatedState;
import marquee.replicas.host.transfer.Learner;
import org.jspecify.annotations.Nullable;

/// The process of a manager's spare: it learns what it is told, and each lesson takes a while.
final class SpareMachine {
    /// How long a lesson takes, at most, in nanoseconds.
    private static final int LESSON_SPAN = 60_000_000;

    /// One in so many is not there when it is called.
    private static final int LOST_ONE_IN = 16;

    private final Cluster cluster;
    private final Chance chance;
    private final Learner learner;
    private final Consumer<OfSpare> wants;
    private long busyUntil;
    private boolean over;

    /// @param wants told what it wants to learn
    SpareMachine(Cluster cluster, Consumer<OfSpare> wants) {
        this.cluster = cluster;
        this.chance = cluster.surroundings().chances().processes().split();
        this.learner =
                new Learner(
                        name -> Implementations.named(name).create(),
                        cluster.limits().replica().state());
        this.wants = wants;
    }

    /// It is told something by its manager.
    void hear(ManagerEffect.ToSpare told) {
        long now = cluster.surroundings().simulation().now();
        busyUntil = Math.max(busyUntil, now) + chance.below(LESSON_SPAN);
        cluster.surroundings().simulation().after(busyUntil - now, () -> learn(told));
    }

    private void learn(ManagerEffect.ToSpare told) {
        if (over) {
            return;
        }
        var wish =
                switch (told) {
                    case Hold(var implementations) -> learner.hold(implementations);
                    case Teach(var lesson) -> learner.learn(lesson);
                    case Forget() -> learner.begin();
                };
        boolean part = told instanceof Teach(Part _);
        cluster.mark("spare: parts of a snapshot", part ? 1 : 0);
        if (wish != null) {
            wants.accept(wish);
        }
    }

    /// The process ends.
    void end() {
        over = true;
    }

    /// It is called, and is no spare any more.
    ///
    /// @return what it has learned, for an application of the implementation `wanted`; null if that
    ///   is too little, or it is not there any more
    @Nullable ReplicatedState call(String wanted) {
        over = true;
        var state = chance.below(LOST_ONE_IN) == 0 ? null : learner.learned(wanted);
        cluster.mark("spare: called in time", state == null ? 0 : 1);
        return state;
    }
}
