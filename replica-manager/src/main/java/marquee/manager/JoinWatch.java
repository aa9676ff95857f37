package marquee.manager;

import java.util.HashMap;
import java.util.Map;
import marquee.protocol.replication.MemberSlot;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.ReplicaId;

/// Watches that whoever joins comes on: a join that does not is given up (rule P38). Times are
/// monotonic nanoseconds.
final class JoinWatch {
    /// How long a join may go on without progress, beyond its back-off. On a machine with too much
    /// to do, every process starts slowly: each join that failed just before doubles it, and so it
    /// is while nobody has heard of the process. One that fails to start is seen to end.
    static final long PATIENCE_NANOS = 5_000_000_000L;

    /// How long a join may go on at all, since a joiner that lies can come on for ever, and nobody
    /// else is replaced on suspicion meanwhile. Each join that failed just before doubles it too.
    static final long JOIN_NANOS = 600_000_000_000L;

    private static final int DOUBLINGS_MAX = 3;

    /// What has been executed by a process that nobody has heard of.
    private static final long UNHEARD = -2;

    /// What has been executed by a process that has been heard of, and has said no more.
    private static final long BEGUN = -1;

    /// @param since when it last came on
    /// @param begun when the join began
    private record Progress(long executed, int chunks, long since, long begun) {
        Progress(long executed, int chunks, long begun) {
            this(executed, chunks, begun, begun);
        }

        Progress at(long executedNow, int chunksNow, long now) {
            return new Progress(executedNow, chunksNow, Math.max(now, since), begun);
        }

        boolean isBehind(long executedNow, int chunksNow) {
            return executedNow > executed || (executedNow == executed && chunksNow > chunks);
        }
    }

    private final Map<ReplicaId, Progress> joins = new HashMap<>();

    /// Takes in who joins now.
    void follow(long now, Membership membership) {
        joins.keySet().removeIf(joiner -> !isJoining(membership, joiner));
        for (var slot : membership.slots()) {
            if (!slot.active()) {
                long start = now + BackOff.nanos(slot.quickDeaths());
                joins.putIfAbsent(slot.replica(), new Progress(UNHEARD, 0, start));
                if (slot.begun()) {
                    progress(now, slot.replica(), BEGUN, 0);
                }
            }
        }
    }

    /// The sequencer is there, again maybe: without it nobody could come on, so the patience with
    /// each join begins anew.
    void connected(long now) {
        joins.replaceAll((_, known) -> known.at(known.executed(), known.chunks(), now));
    }

    /// `joiner` has come to `executed`, and has `chunks` of the state that it waits for.
    void progress(long now, ReplicaId joiner, long executed, int chunks) {
        joins.computeIfPresent(
                joiner,
                (id, known) ->
                        known.isBehind(executed, chunks) ? known.at(executed, chunks, now) : known);
    }

    /// Whether the join of `slot`'s incarnation has stood still, or gone on, for too long.
    boolean isStuck(long now, MemberSlot slot) {
        var known = joins.get(slot.replica());
        if (known == null) {
            return false;
        }
        int doublings = doublings(known, slot.quickDeaths());
        return now - known.since() >= PATIENCE_NANOS << doublings
                || now - known.begun() >= JOIN_NANOS << doublings;
    }

    /// After so many quick deaths in a row. The first is mostly that of one that was active, and
    /// makes nobody wait longer.
    private static int doublings(Progress known, int quickDeaths) {
        int starting = known.executed() == UNHEARD ? 1 : 0;
        return Math.clamp(quickDeaths - 1L + starting, starting, DOUBLINGS_MAX);
    }

    private static boolean isJoining(Membership membership, ReplicaId joiner) {
        return membership.isCurrent(joiner) && !membership.slot(joiner.slot()).active();
    }
}
