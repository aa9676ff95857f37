package marquee.manager;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import marquee.manager.ManagerEffect.EndProcess;
import marquee.manager.ManagerEffect.HandKey;
import marquee.manager.ManagerEffect.StartProcess;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.MemberSlot;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;

/// The processes that a manager has started, and those that it is to start. An incarnation is
/// started once: one that has begun and is not there is told as ended (rules P36 and P43). Each is
/// given the keys of those that are in the other slots when it starts, and later of each newcomer.
final class OwnReplicas {
    private enum Life {
        /// Waits for its back-off.
        DUE,
        RUNNING,
        ENDED
    }

    private record Started(Life life, long due) {}

    private final NodeId self;
    private final Map<ReplicaId, Started> processes = new LinkedHashMap<>();
    private ImmutableList<ReplicaId> present = ImmutableList.of();

    OwnReplicas(NodeId self) {
        this.self = self;
    }

    /// Takes in who is assigned here now: starts what is new, once its time has come, and ends what
    /// is assigned no longer.
    void follow(long now, Membership membership, Consumer<? super Effect> effects) {
        endOthers(membership, effects);
        introduce(membership, effects);
        for (var slot : membership.slots()) {
            if (slot.assignment().host().equals(self)) {
                keep(now, slot, effects);
            }
        }
    }

    /// The process of `replica` has ended.
    void ended(ReplicaId replica) {
        processes.computeIfPresent(replica, (id, known) -> new Started(Life.ENDED, 0));
    }

    private void introduce(Membership membership, Consumer<? super Effect> effects) {
        var before = present;
        present =
                membership.slots().stream()
                        .map(MemberSlot::replica)
                        .collect(ImmutableList.toImmutableList());
        for (var newcomer : present) {
            if (!before.contains(newcomer)) {
                processes.forEach((replica, started) -> {
                    if (started.life() == Life.RUNNING) {
                        effects.accept(new HandKey(replica, newcomer));
                    }
                });
            }
        }
    }

    /// Who is in the other slots.
    private ImmutableList<ReplicaId> othersThan(ReplicaId replica) {
        return present.stream()
                .filter(other -> other.slot() != replica.slot())
                .collect(ImmutableList.toImmutableList());
    }

    private void endOthers(Membership membership, Consumer<? super Effect> effects) {
        var all = processes.entrySet().iterator();
        while (all.hasNext()) {
            var process = all.next();
            if (!isAssigned(membership, process.getKey())) {
                if (process.getValue().life() == Life.RUNNING) {
                    effects.accept(new EndProcess(process.getKey()));
                }
                all.remove();
            }
        }
    }

    private boolean isAssigned(Membership membership, ReplicaId replica) {
        return membership.isCurrent(replica)
                && membership.slot(replica.slot()).assignment().host().equals(self);
    }

    private void keep(long now, MemberSlot slot, Consumer<? super Effect> effects) {
        var replica = slot.replica();
        var known = processes.get(replica);
        if (known == null) {
            var life = slot.begun() || slot.exited() ? Life.ENDED : Life.DUE;
            known = new Started(life, now + BackOff.nanos(slot.quickDeaths()));
            processes.put(replica, known);
        }
        switch (known.life()) {
            case DUE -> {
                if (now - known.due() >= 0) {
                    processes.put(replica, new Started(Life.RUNNING, 0));
                    var implementation = slot.assignment().implementation();
                    boolean first = replica.incarnation() == 0;
                    var others = othersThan(replica);
                    effects.accept(new StartProcess(replica, implementation, others, first));
                }
            }
            case RUNNING -> {}
            case ENDED -> {
                if (!slot.exited()) {
                    effects.accept(
                            new Effect.Send(NodeId.SEQUENCER, new ToSequencer.Ended(replica)));
                }
            }
        }
    }
}
