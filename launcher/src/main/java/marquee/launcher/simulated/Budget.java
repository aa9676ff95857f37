package marquee.launcher.simulated;

import marquee.protocol.replication.MemberSlot;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.ReplicaId;
import org.jspecify.annotations.Nullable;

/// What the group must bear: one replica that lies and another one that is not there. A liar counts
/// until every front end knows of its successor; what has crashed counts until its slot votes
/// again.
final class Budget {
    /// How often, at most, a replica that joins is crashed: after each death the next start waits
    /// longer.
    private static final int JOINER_CRASHES_MAX = 2;

    private final Cluster cluster;
    private final boolean unlimited;
    private int joinerCrashes;

    /// @param unlimited whether any number may crash
    Budget(Cluster cluster, boolean unlimited) {
        this.cluster = cluster;
        this.unlimited = unlimited;
    }

    /// Whether the group can bear the crash of `replica`, or need not.
    boolean mayCrash(ReplicaId replica) {
        var membership = cluster.membership();
        boolean bearable =
                membership != null
                        && (!membership.isCurrent(replica)
                                || (membership.slot(replica.slot()).active()
                                        && mayLoseOneMore(membership)));
        if (unlimited && !bearable) {
            cluster.surroundings().marks().counter("crashed beyond the budget").hit();
        }
        return unlimited || bearable;
    }

    /// Whether the group can bear that `host` goes down: one host at a time, and none with two
    /// replicas that vote.
    ///
    /// @param allRun whether all hosts are up
    boolean mayLose(ManagerMachine host, boolean allRun) {
        var membership = cluster.membership();
        if (unlimited || membership == null) {
            return unlimited;
        }
        return allRun && mayLoseOneMore(membership) && host.voters(membership) <= 1;
    }

    private boolean mayLoseOneMore(Membership membership) {
        return cluster.shape().group().crashes() > 0
                && membership.slots().stream()
                        .allMatch(slot -> isThere(slot) || isFormerLiarsSlot(slot));
    }

    /// Somebody who joins and may crash at it; null for nobody. Its slot is out already.
    @Nullable ReplicaMachine joinerToCrash() {
        var membership = cluster.membership();
        if (membership == null || joinerCrashes == JOINER_CRASHES_MAX) {
            return null;
        }
        for (var slot : membership.slots()) {
            var joiner = cluster.replicas().running(slot.replica());
            if (!slot.active() && joiner != null) {
                joinerCrashes++;
                return joiner;
            }
        }
        return null;
    }

    /// Whether the group can bear that `replica` begins to lie.
    boolean mayLie(ReplicaId replica) {
        var membership = cluster.membership();
        return membership != null
                && cluster.shape().group().liars() > 0
                && membership.isCurrent(replica)
                && membership.slots().stream()
                        .allMatch(slot ->
                                isThere(slot)
                                        && !cluster.judgement().lies(slot.replica())
                                        && isKnownToFrontEnds(slot.replica()));
    }

    private boolean isThere(MemberSlot slot) {
        var replica = slot.replica();
        return slot.isSound()
                && cluster.replicas().running(replica) != null
                && cluster.managers().stream().noneMatch(host -> host.isAboutToTake(replica));
    }

    /// A liar that votes counts as the liar; its successor is not needed, once it is known.
    private boolean isFormerLiarsSlot(MemberSlot slot) {
        var replica = slot.replica();
        if (slot.active()) {
            return cluster.judgement().lies(replica);
        }
        return slot.hidesConviction() && isKnownToFrontEnds(replica);
    }

    /// Whether every front end that runs knows that `replica` fills its slot.
    private boolean isKnownToFrontEnds(ReplicaId replica) {
        return cluster.frontEnds().stream().allMatch(frontEnd -> frontEnd.knows(replica));
    }
}
