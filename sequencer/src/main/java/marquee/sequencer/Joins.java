package marquee.sequencer;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.ReplicaId;
import org.jspecify.annotations.Nullable;

/// The replicas that join: which mark's state each was sent to, and whether it has shown that it
/// has the state of the group (rules P38 and P39). Bounded by the number of slots.
final class Joins {
    private static final long NONE = 0;

    /// @param from the mark whose state the joiner starts from; 0 for the beginning of the order
    /// @param readyAt the newest mark that was ordered because it is ready; 0 for none
    /// @param shown its digest there; null before it has told
    private record Join(long from, long readyAt, @Nullable Digest shown) {}

    private final Map<ReplicaId, Join> joins = new HashMap<>();

    /// Forgets whoever joins no longer.
    void follow(Membership membership) {
        joins.keySet()
                .removeIf(joiner ->
                        !membership.isCurrent(joiner) || membership.slot(joiner.slot()).active());
    }

    /// The mark whose state `joiner` was sent to; empty if it has not asked yet.
    OptionalLong from(ReplicaId joiner) {
        var join = joins.get(joiner);
        return join == null ? OptionalLong.empty() : OptionalLong.of(join.from());
    }

    /// `joiner` starts from the state at `mark`.
    void begin(ReplicaId joiner, long mark) {
        joins.put(joiner, new Join(mark, NONE, null));
    }

    /// `joiner` is ready, and its digest at `mark` will show it.
    void ready(ReplicaId joiner, long mark) {
        joins.computeIfPresent(joiner, (id, join) -> new Join(join.from(), mark, null));
    }

    /// Whether the mark at which `joiner`, which is ready, is to show its state lies ahead of what
    /// it has executed, so that no further one is needed.
    boolean isShown(ReplicaId joiner, long executed) {
        var join = joins.get(joiner);
        return join != null && join.readyAt() > executed;
    }

    /// `joiner` tells its digest at `mark`.
    void told(ReplicaId joiner, long mark, Digest digest) {
        joins.computeIfPresent(
                joiner,
                (id, join) -> join.readyAt() == mark ? new Join(join.from(), mark, digest) : join);
    }

    /// The digest that `joiner` has told at the mark at which it was to; null for none.
    @Nullable Digest shown(ReplicaId joiner, long mark) {
        var join = joins.get(joiner);
        return join == null || join.readyAt() != mark ? null : join.shown();
    }

    /// Whether a joiner that `shown` this digest at the mark of `comparison` has the state of the
    /// group: `b + 1` slots have it, with its own, and the others vote and are sound.
    static boolean isGroups(Digest shown, Comparison comparison, Membership membership, int liars) {
        int alike = 0;
        for (var slot : membership.slots()) {
            if (slot.isSound()
                    && slot.since() < comparison.number()
                    && shown.equals(comparison.digest(slot.replica().slot()))) {
                alike++;
            }
        }
        return alike >= Math.max(1, liars);
    }
}
