package marquee.manager;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import org.jspecify.annotations.Nullable;

/// The replicas that a manager has heard something against, and the probes that are to show whether
/// it is true (rule P33). Whoever still joins, or will be replaced in any case, is not suspected.
/// Bounded by slots.
final class Suspicions {
    private final ImmutableList<NodeId> frontEnds;
    private final Audience audience;
    private final Map<ReplicaId, Suspicion> suspicions = new LinkedHashMap<>();
    private @Nullable Membership membership;

    /// @param frontEnds all front ends, which are handed replies that a probe has brought to light
    /// @param audience overhears the probes
    Suspicions(ImmutableList<NodeId> frontEnds, Audience audience) {
        this.frontEnds = frontEnds;
        this.audience = audience;
    }

    /// Takes in how the group is now.
    void follow(Membership told) {
        membership = told;
        suspicions.keySet().removeIf(suspect -> !isWorthProbing(told, suspect));
    }

    /// Takes a hint that `replica` does not reply at `number`, or at all if that is 0.
    void suspect(ReplicaId replica, long number) {
        if (membership == null || !isWorthProbing(membership, replica)) {
            return;
        }
        var known = suspicions.putIfAbsent(replica, new Suspicion(replica, number));
        if (known != null && number > 0) {
            known.hint(number);
        }
    }

    private static boolean isWorthProbing(Membership membership, ReplicaId replica) {
        return membership.isCurrent(replica)
                && membership.slot(replica.slot()).active()
                && !membership.slot(replica.slot()).isCertainlyFaulty();
    }

    /// Probes everybody who is suspected.
    void probe(long now, Consumer<? super Effect> effects) {
        for (var suspicion : suspicions.values()) {
            suspicion.nextRound();
            var suspect = suspicion.suspect();
            int round = suspicion.round();
            audience.tell(now, new ToFrontEnd.Probed(suspect, round, false), effects);
            effects.accept(
                    new Effect.Send(
                            suspect.node(), new ToReplica.Probe(round, suspicion.evidence())));
        }
    }

    /// A replica has answered a probe.
    void alive(long now, ToManager.Alive answer, Consumer<? super Effect> effects) {
        var replica = answer.from();
        var suspicion = suspicions.get(replica);
        if (suspicion == null) {
            return;
        }
        audience.tell(now, new ToFrontEnd.Probed(replica, answer.nonce(), true), effects);
        if (suspicion.answered(answer.nonce(), answer.executed())) {
            suspicions.remove(replica);
        }
    }

    /// A reply that was thought missing is a vote like any other: front ends are handed it. Any
    /// other one that it is not let show instead, or the same once more, would let a replica clear
    /// itself of a reply that it keeps back, and reach every front end as often as it likes.
    void evidence(ReplicaId replica, Outcome outcome, Consumer<? super Effect> effects) {
        var suspicion = suspicions.get(replica);
        if (suspicion == null || !suspicion.isClearedBy(outcome.number())) {
            return;
        }
        suspicions.remove(replica);
        effects.accept(new Effect.Multicast(frontEnds, new ToFrontEnd.Reply(replica, outcome)));
    }

    /// What probes have proven about `replica`; null for nothing.
    @Nullable Cause verdict(ReplicaId replica) {
        var suspicion = suspicions.get(replica);
        return suspicion == null ? null : suspicion.verdict();
    }
}
