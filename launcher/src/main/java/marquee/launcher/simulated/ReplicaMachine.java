package marquee.launcher.simulated;

import java.util.function.Consumer;
import marquee.config.RoleFaults;
import marquee.config.RoleFaults.WrongReply;
import marquee.protocol.Effect;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.SlotReport.Biography;
import marquee.replicas.host.ExecutionObserver;
import marquee.replicas.host.Replica;
import marquee.replicas.host.ReplicaCount;
import marquee.replicas.host.ReplicaEffect;
import marquee.replicas.host.ReplicaEvent;
import marquee.replicas.host.process.FaultSwitch;
import marquee.replicas.host.state.ReplicatedState;
import marquee.simulation.SimulatedProcess;
import marquee.simulation.Violation;
import org.jspecify.annotations.Nullable;

/// The process of one incarnation of a replica. It lives once: its slot is filled by the next one.
final class ReplicaMachine implements Machine, ExecutionObserver {
    private static final long BOOT = 1_000;

    private final Cluster cluster;
    private final ReplicaId self;
    private final ReplicatedState state;
    private final Liar liar;
    private final SimulatedProcess<ToReplica, ReplicaEvent> process;
    private final Consumer<ReplicaId> ended;
    private @Nullable Replica replica;
    private @Nullable FaultSwitch faults;
    private boolean rots;
    private boolean hangs;
    private long executed;

    /// @param ended told once the process has ended
    ReplicaMachine(
            Cluster cluster, ReplicaId self, Behaviour behaviour, Consumer<ReplicaId> ended) {
        this.cluster = cluster;
        this.self = self;
        this.state = behaviour.state();
        this.executed = state.executed();
        this.liar = behaviour.liar();
        this.ended = ended;
        this.process =
                new SimulatedProcess<>(
                        cluster.surroundings(),
                        cluster.network(),
                        new SimulatedProcess.Place(self.node(), self.incarnation()),
                        this::stepped);
    }

    /// What a replica begins with and who speaks for it.
    record Behaviour(ReplicatedState state, Liar liar) {}

    /// Who it is.
    ReplicaId self() {
        return self;
    }

    @Override
    public SimulatedProcess<ToReplica, ReplicaEvent> process() {
        return process;
    }

    @Override
    public void start() {
        if (replica != null) {
            return;
        }
        var biography = new Biography("simulated", "", self.slot());
        var settings =
                new Replica.Settings(
                        self,
                        biography,
                        cluster.limits().replica(),
                        cluster.shape().group().quorum(),
                        cluster.shape().managerIds());
        var around = FaultSwitch.around(state, known -> make(settings, known));
        faults = around;
        process.start(
                cluster.settings(
                        self.node(),
                        self.incarnation(),
                        BOOT + cluster.surroundings().simulation().now()),
                cluster.guarded(process.who(), new LyingRole(self, around.role(), liar)),
                ReplicationCodec.forReplica(),
                this::perform);
    }

    private Replica make(Replica.Settings settings, ReplicatedState state) {
        var made = new Replica(settings, state, this);
        replica = made;
        return made;
    }

    /// Does wrong what `told` says from now on, as a process of its own would (docs/operations.md).
    void change(RoleFaults told, long seed) {
        if (faults == null || hangs) {
            return;
        }
        rots |= told.rotten();
        if (rots || !told.wrongReply().equals(WrongReply.NEVER)) {
            cluster.judgement().begins(self);
        }
        process.changeFaults(told.links(), seed);
        faults.change(told, seed);
    }

    private void perform(Effect.Local effect) {
        switch ((ReplicaEffect) effect) {
            case ReplicaEffect.Crash() -> {
                process.crashNext();
                cluster.later(this::endNow);
            }
            case ReplicaEffect.StandStill() -> {
                hangs = true;
                process.stop();
            }
            case ReplicaEffect.CaughtUp _, ReplicaEffect.Alarm _, ReplicaEffect.Misbehave _ -> {
                // What people want to know of, and what nobody orders here.
            }
        }
    }

    private void endNow() {
        if (process.isRunning()) {
            process.crash();
        }
    }

    /// Lets the process go on that was stopped, unless its own loop stands still.
    void resume() {
        if (!hangs) {
            process.resume();
        }
    }

    /// Lies from now on, in a way that is drawn.
    ///
    /// @return true
    boolean lie() {
        liar.begin(cluster.judgement().nextLie(self));
        return true;
    }

    /// Whether it lies so plainly that a few requests and a mark convict it. One that crashed
    /// before it was heard of is started again as the same life, and need not lie any more.
    boolean liesPlainly() {
        return liar.isPlain();
    }

    /// Checks that an entry and its outcome are the right ones for their place.
    ///
    /// Invariant I3, no gap and no repeat: a replica executes exactly the entry after the one it
    /// executed last. Invariant I2, agreement: all replicas execute the same entry at a place, with
    /// the result that the reference model has there.
    @Override
    public void executed(Entry entry, Outcome outcome) {
        next(entry);
        var right = cluster.order().outcome(entry.number());
        if (!outcome.equals(right)) {
            throw new Violation("I2", self + " has " + outcome + ", right is " + right);
        }
    }

    @Override
    public void marked(Entry entry, Digest digest) {
        next(entry);
        if (!rots) {
            cluster.order().checkDigest(self, entry.number(), digest);
        }
    }

    @Override
    public void passed(Entry entry) {
        next(entry);
    }

    /// A state from elsewhere is that of a mark; what it is like shows at the next one. Whoever
    /// joins gets one, and whoever lags behind what history has been cut off.
    private void next(Entry entry) {
        if (entry.number() > executed + 1 && mayFetch(entry.number() - 1)) {
            executed = entry.number() - 1;
            cluster.mark("state fetched", 1);
        }
        if (entry.number() != executed + 1) {
            throw new Violation("I3", self + " executes " + entry.number() + " after " + executed);
        }
        executed = entry.number();
        cluster.order().check(entry);
        cluster.fact(self.node(), "executes", executed);
    }

    private boolean mayFetch(long number) {
        var last = cluster.order().entry(number);
        return last != null
                && last.content() instanceof Entry.Mark
                && (cluster.audit().isJoining(self) || cluster.shape().cutting());
    }

    private void stepped() {
        if (!process.isRunning()) {
            cluster.mark("REPLICA crashed", 1);
            cluster.replicas().gone(this);
            cluster.audit().crashed(self);
            ended.accept(self);
        }
        if (replica != null && executed > 0 && replica.executed() < executed) {
            throw new Violation("I3", self + " claims to have executed " + replica.executed());
        }
    }

    /// The newest entry executed.
    long executed() {
        return executed;
    }

    /// Checks that this replica, if it lives, is where the order is.
    ///
    /// @return whether it is
    boolean isAtHead() {
        return !process.isRunning() || executed == cluster.order().head();
    }

    /// The digest of the state; null if the replica has crashed.
    @Nullable Digest digest() {
        return process.isRunning() && replica != null ? replica.digest() : null;
    }

    @Override
    public void count() {
        if (replica != null) {
            for (var what : ReplicaCount.values()) {
                cluster.mark("replica: " + what, replica.count(what));
            }
        }
    }

    @Override
    public String toString() {
        var lies = cluster.judgement().lies(self) ? ", a liar," : "";
        return self + lies + (process.isRunning() ? " at " : " crashed at ") + executed;
    }
}
