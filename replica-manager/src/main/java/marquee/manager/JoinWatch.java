package marquee.manager;

import java.util.HashMap;
import java.util.Map;
import marquee.protocol.replication.MemberSlot;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.ReplicaId;

/// Watches that whoever joins comes on: a join that does not is given up (rule P38). Times are
/// monotonic nanoseconds.
final class JoinWatch {
    /// How long a join may go on without progress, beyond its back-off.
    static final long PATIENCE_NANOS = 5_000_000_000L;

    private record Progress(long executed, long since) {}

    private final Map<ReplicaId, Progress> joins = new HashMap<>();

    /// Takes in who joins now.
    void follow(long now, Membership membership) {
        joins.keySet().removeIf(joiner -> !isJoining(membership, joiner));
        for (var slot : membership.slots()) {
            if (!slot.active()) {
                long start = now + BackOff.nanos(slot.quickDeaths());
                joins.putIfAbsent(slot.replica(), new Progress(-1, start));
            }
        }
    }

    /// `joiner` has come to `executed`.
    void progress(long now, ReplicaId joiner, long executed) {
        joins.computeIfPresent(
                joiner,
                (id, known) ->
                        executed > known.executed()
                                ? new Progress(executed, Math.max(now, known.since()))
                                : known);
    }

    /// Whether the join of `slot`'s incarnation has stood still for too long.
    boolean isStuck(long now, MemberSlot slot) {
        var known = joins.get(slot.replica());
        return known != null && now - known.since() >= PATIENCE_NANOS;
    }

    private static boolean isJoining(Membership membership, ReplicaId joiner) {
        return membership.isCurrent(joiner) && !membership.slot(joiner.slot()).active();
    }
}
