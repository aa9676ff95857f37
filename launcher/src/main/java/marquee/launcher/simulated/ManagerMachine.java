package marquee.launcher.simulated;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import marquee.manager.ManagerEffect;
import marquee.manager.ManagerEvent;
import marquee.manager.ManagerSettings;
import marquee.manager.ReplicaManager;
import marquee.protocol.Chance;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.replicas.host.state.ReplicatedState;
import marquee.simulation.Fault;
import marquee.simulation.SimulatedProcess;
import marquee.simulation.Strengths;
import org.jspecify.annotations.Nullable;

/// A machine with one replica manager and the replicas that it has started. They end with it.
final class ManagerMachine implements Machine {
    private static final long FIRST_BOOT = 1_000;

    /// How long the start of a replica's process takes, at most, in nanoseconds.
    private static final int START_SPAN = 600_000_000;

    private final Cluster cluster;
    private final NodeId id;
    private final Chance chance;
    private final SimulatedProcess<ToManager, ManagerEvent> process;
    private final Map<ReplicaId, ReplicaMachine> replicas = new LinkedHashMap<>();
    private final Set<ReplicaId> ended = new LinkedHashSet<>();
    private @Nullable ReplicaManager manager;
    private @Nullable SpareMachine spare;
    private long boot = FIRST_BOOT;
    private long away;

    ManagerMachine(Cluster cluster, int slot) {
        this.cluster = cluster;
        this.id = NodeId.manager(slot);
        this.chance = cluster.surroundings().chances().processes().split();
        this.process =
                new SimulatedProcess<>(
                        cluster.surroundings(), cluster.network(), id, this::stepped);
    }

    @Override
    public SimulatedProcess<ToManager, ManagerEvent> process() {
        return process;
    }

    /// The next time that the host goes down it stays so for `nanos` longer than others.
    void stayAway(long nanos) {
        away = nanos;
    }

    /// How many replicas that vote run here.
    long voters(Membership membership) {
        return replicas.values().stream()
                .filter(replica -> replica.process().isRunning())
                .map(ReplicaMachine::self)
                .filter(self -> membership.isCurrent(self) && membership.slot(self.slot()).active())
                .count();
    }

    /// Whether the host is about to go down, and `replica` with it.
    boolean isAboutToTake(ReplicaId replica) {
        return process.isDoomed() && replicas.containsKey(replica);
    }

    @Override
    public void start() {
        if (process.isRunning()) {
            return;
        }
        boot++;
        var shape = cluster.shape();
        manager =
                new ReplicaManager(
                        new ManagerSettings(
                                id,
                                shape.group(),
                                shape.implementationNames(),
                                shape.frontEndIds()));
        process.start(
                cluster.settings(id, 0, boot),
                cluster.guarded(process.who(), manager),
                ReplicationCodec.forManager(),
                this::perform);
    }

    private void perform(Effect.Local effect) {
        switch ((ManagerEffect) effect) {
            case ManagerEffect.StartProcess start -> {
                start.others().forEach(other -> cluster.keys().hand(start.replica(), other));
                startSoon(start);
            }
            case ManagerEffect.EndProcess(var replica) -> {
                ended.add(replica);
                end(replicas.get(replica));
            }
            case ManagerEffect.ToSpare told -> {
                if (spare != null) {
                    spare.hear(told);
                }
            }
            case ManagerEffect.HandKey(var replica, var newcomer) ->
                    cluster.keys().hand(replica, newcomer);
            case ManagerEffect.Misbehave _ -> {} // No sequencer asks for it here.
            case ManagerEffect.Votes(var ballot, _) ->
                    cluster.mark("vote: " + ballot.getClass().getSimpleName(), 1);
        }
    }

    /// A process that is to end does, or goes on all the same: a kill is never relied on.
    private void end(@Nullable ReplicaMachine replica) {
        if (replica == null || !replica.process().isRunning()) {
            return;
        }
        if (chance.happens(cluster.plan().faults().of(Fault.UNDEAD))) {
            cluster.mark("fault: " + Strengths.name(Fault.UNDEAD), 1);
        } else {
            replica.process().crash();
        }
    }

    /// A process is there after a while, unless it or its manager has been ended meanwhile.
    private void startSoon(ManagerEffect.StartProcess start) {
        long life = boot;
        cluster.surroundings()
                .simulation()
                .after(
                        chance.below(START_SPAN),
                        () -> {
                            if (process.isRunning()
                                    && life == boot
                                    && !ended.contains(start.replica())) {
                                startNow(start);
                            }
                        });
    }

    private void startNow(ManagerEffect.StartProcess start) {
        cluster.mark(start.first() ? "first replica started" : "next replica started", 1);
        var learned = start.first() ? null : learned(start.implementation());
        var replica =
                learned == null
                        ? cluster.replicas()
                                .make(start.replica(), start.implementation(), this::ended)
                        : cluster.replicas().make(start.replica(), learned, this::ended);
        replicas.put(start.replica(), replica);
        replica.start();
        prepareSpare();
    }

    /// What the spare has learned, if there is one, and it was called in time.
    private @Nullable ReplicatedState learned(String implementation) {
        var called = spare;
        spare = null;
        process.submit(new ManagerEvent.SpareGone());
        return called == null ? null : called.call(implementation);
    }

    private void prepareSpare() {
        if (cluster.shape().spares() && spare == null) {
            spare =
                    new SpareMachine(
                            cluster, wish -> process.submit(new ManagerEvent.SpareWants(wish)));
            process.submit(new ManagerEvent.SpareAtHand());
        }
    }

    /// A process of this machine has ended.
    private void ended(ReplicaId replica) {
        process.submit(new ManagerEvent.ProcessEnded(replica));
    }

    private void stepped() {
        if (!process.isRunning()) {
            replicas.values().stream()
                    .filter(replica -> replica.process().isRunning())
                    .forEach(replica -> replica.process().crash());
            replicas.clear();
            if (spare != null) {
                spare.end();
                spare = null;
            }
            cluster.restartLater(this, away);
            away = 0;
        }
    }

    @Override
    public void count() {}
}
