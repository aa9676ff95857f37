package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import marquee.protocol.Chance;
import marquee.protocol.replication.ReplicaId;
import marquee.replicas.host.state.ReplicatedState;
import marquee.simulation.Violation;
import org.jspecify.annotations.Nullable;

/// The replicas of one run: those that fill a slot, and others whose processes have not ended.
final class Replicas implements GroupAudit.Witness {
    private final Cluster cluster;
    private final Chance chance;
    private final @Nullable Lie lie;
    private final int liar;
    private final int audited;
    private final Map<ReplicaId, ReplicaMachine> machines = new LinkedHashMap<>();
    private String script = "";

    /// @param lie how the first incarnation of some slot lies; null if it does not
    Replicas(Cluster cluster, @Nullable Lie lie) {
        this.cluster = cluster;
        this.chance = cluster.surroundings().chances().processes().split();
        this.lie = lie;
        this.liar = 1 + chance.below(cluster.shape().group().slots());
        this.audited = 1 + liar % cluster.shape().group().slots();
    }

    /// Makes the first replica in one slot answer as `letters` say, see [Liar#follow].
    void follow(String letters) {
        script = letters;
    }

    /// Who lies from its beginning, if anybody does.
    ReplicaId liar() {
        return new ReplicaId(liar, 0);
    }

    /// A process for `self` that runs `implementation`. If the run has a liar, it is the first
    /// incarnation of a slot; only that of another slot is audited.
    ReplicaMachine make(ReplicaId self, String implementation, Consumer<ReplicaId> ended) {
        var application = Implementations.named(implementation).create();
        boolean watched = self.incarnation() == 0 && self.slot() == audited;
        var its = watched ? new DomainAudit(application) : application;
        return make(self, new ReplicatedState(its, cluster.limits().replica().state()), ended);
    }

    /// A process for `self` that begins with `state`.
    ReplicaMachine make(ReplicaId self, ReplicatedState state, Consumer<ReplicaId> ended) {
        var speaker = new Liar(chance.split());
        if (self.incarnation() == 0 && self.slot() == liar) {
            instruct(self, speaker);
        }
        var behaviour = new ReplicaMachine.Behaviour(state, speaker);
        var machine = new ReplicaMachine(cluster, self, behaviour, ended);
        machines.put(self, machine);
        return machine;
    }

    private void instruct(ReplicaId self, Liar speaker) {
        if (lie != null) {
            speaker.begin(cluster.judgement().begins(self, lie));
        }
        if (!script.isEmpty()) {
            cluster.judgement().begins(self);
            speaker.follow(script);
        }
    }

    /// The process of `machine` has ended for good.
    void gone(ReplicaMachine machine) {
        machine.process().count();
        machine.count();
        machines.remove(machine.self());
    }

    /// Those that fill a slot, and others.
    ImmutableList<ReplicaMachine> all() {
        return ImmutableList.copyOf(machines.values());
    }

    /// The machine of `replica`, unless its process does not run, or is about to crash.
    @Nullable ReplicaMachine running(ReplicaId replica) {
        var machine = machines.get(replica);
        boolean runs =
                machine != null && machine.process().isRunning() && !machine.process().isDoomed();
        return runs ? machine : null;
    }

    @Override
    public boolean runs(ReplicaId replica) {
        return running(replica) != null;
    }

    @Override
    public boolean lies(ReplicaId replica) {
        return cluster.judgement().lies(replica);
    }

    /// Whether every slot is filled by one that votes, and all that are honest have executed
    /// everything there is. A liar may cut itself off, by claiming more than it has.
    boolean isSettled() {
        var membership = cluster.membership();
        return membership != null
                && membership.slots().stream()
                        .allMatch(slot -> slot.isSound() && isInPlace(slot.replica()));
    }

    /// Whether somebody fills a slot whom a few requests and a mark must convict.
    boolean hasPlainLiar() {
        return machines.values().stream()
                .filter(machine -> cluster.audit().isCurrent(machine.self()))
                .anyMatch(ReplicaMachine::liesPlainly);
    }

    private boolean isInPlace(ReplicaId replica) {
        return lies(replica) ? runs(replica) : isAtHead(replica);
    }

    /// Whether `replica` runs and has executed everything there is.
    boolean isAtHead(ReplicaId replica) {
        var machine = running(replica);
        return machine != null && machine.isAtHead();
    }

    /// How far everybody is.
    String places() {
        long head = cluster.order().head();
        return "head %d, %s, %s".formatted(head, machines.values(), cluster.membership());
    }

    /// Invariant I14: entries from `first` on are kept, and whoever votes has all that are not. A
    /// sequencer that has not heard of any manager sends who lags to its snapshot.
    void checkCut(long first) {
        if (!cluster.sequencer().isManaged()) {
            return;
        }
        var membership = Objects.requireNonNull(cluster.membership());
        for (var slot : membership.slots()) {
            var machine = running(slot.replica());
            if (slot.active()
                    && machine != null
                    && !lies(slot.replica()) // It may claim more than it has.
                    && machine.executed() + 1 < first) {
                throw new Violation("I14", machine + " needs what is cut off before " + first);
            }
        }
    }

    /// Checks that all honest replicas that fill a slot have the same digest.
    void checkDigests() {
        var digests =
                machines.values().stream()
                        .filter(replica -> cluster.audit().isCurrent(replica.self()))
                        .filter(replica -> !lies(replica.self()))
                        .flatMap(replica -> Optional.ofNullable(replica.digest()).stream())
                        .distinct()
                        .toList();
        if (digests.size() != 1) {
            throw new Violation("I14", "the digests differ: " + digests);
        }
    }
}
