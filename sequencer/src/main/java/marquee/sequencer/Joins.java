package marquee.sequencer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.ReplicaId;
import org.jspecify.annotations.Nullable;

/// The replicas that join: which mark's state each was sent to, and whether it has shown that it
/// has the state of the group (rules P38 and P39). Bounded by the number of slots.
final class Joins {
    /// Where one starts that needs nobody else's state.
    static final long ORDER = 0;

    private static final long NONE = 0;

    /// What a joiner has come to. It may be ahead of all that vote, so what it has told at earlier
    /// marks is kept until they have told theirs.
    private final class Join {
        /// The mark whose state it starts from; 0 for the beginning of the order.
        private final long from;

        /// Its digests at the newest marks since it was ready first.
        private final SequencedMap<Long, Digest> shown = new LinkedHashMap<>();

        /// Where it was ready first, and last; 0 for nowhere yet.
        private long firstReady = NONE;

        private long lastReady = NONE;

        Join(long from) {
            this.from = from;
        }

        void ready(long mark) {
            firstReady = firstReady == NONE ? mark : firstReady;
            lastReady = mark;
        }

        void told(long mark, Digest digest) {
            if (firstReady != NONE && mark >= firstReady) {
                shown.putIfAbsent(mark, digest);
                if (shown.size() > marksMax) {
                    shown.pollFirstEntry();
                }
            }
        }
    }

    private final int marksMax;
    private final Map<ReplicaId, Join> joins = new HashMap<>();

    /// @param marksMax at how many marks digests are kept
    Joins(int marksMax) {
        this.marksMax = marksMax;
    }

    /// Forgets whoever joins no longer.
    void follow(Membership membership) {
        joins.keySet()
                .removeIf(joiner ->
                        !membership.isCurrent(joiner) || membership.slot(joiner.slot()).active());
    }

    /// The mark whose state `joiner` was sent to; empty if it has not asked yet.
    OptionalLong from(ReplicaId joiner) {
        var join = joins.get(joiner);
        return join == null ? OptionalLong.empty() : OptionalLong.of(join.from);
    }

    /// `joiner` starts from the state at `mark`.
    void begin(ReplicaId joiner, long mark) {
        joins.put(joiner, new Join(mark));
    }

    /// `joiner` is ready, and its digest at the next mark, at `mark` or behind it, will show it.
    void ready(ReplicaId joiner, long mark) {
        var join = joins.get(joiner);
        if (join != null) {
            join.ready(mark);
        }
    }

    /// Whether the mark at which `joiner`, which is ready, is to show its state lies ahead of what
    /// it has executed, so that no further one is needed.
    boolean isShown(ReplicaId joiner, long executed) {
        var join = joins.get(joiner);
        return join != null && join.lastReady > executed;
    }

    /// `joiner` tells its digest at `mark`.
    void told(ReplicaId joiner, long mark, Digest digest) {
        var join = joins.get(joiner);
        if (join != null) {
            join.told(mark, digest);
        }
    }

    /// Who has shown at the mark of `comparison` that it has the state of the group: `b + 1` slots
    /// have it, with its own. The others vote and are sound, or, where too few of these are left to
    /// be asked, have built their state from the order alone, as everybody has after a power cut of
    /// everything (rule P38).
    List<ReplicaId> complete(Comparison comparison, Membership membership, int liars) {
        var complete = new ArrayList<ReplicaId>();
        boolean few = sound(comparison.number(), membership) <= liars;
        for (var slot : membership.slots()) {
            var shown = shown(slot.replica(), comparison.number());
            if (!slot.active() && shown != null) {
                int alike = alike(shown, slot.replica(), comparison, membership, few);
                if (alike >= Math.max(1, liars)) {
                    complete.add(slot.replica());
                }
            }
        }
        return complete;
    }

    /// Who has shown at the mark of `comparison` another state than that of `enough` slots that
    /// vote and are sound: it will never have theirs, and its join is over (rule P38).
    List<ReplicaId> rotten(Comparison comparison, Membership membership, int enough) {
        var rotten = new ArrayList<ReplicaId>();
        for (var slot : membership.slots()) {
            var shown = shown(slot.replica(), comparison.number());
            if (!slot.active() && shown != null) {
                var others = sound(comparison, membership);
                if (others.size() >= enough
                        && !others.getFirst().equals(shown)
                        && others.stream().allMatch(others.getFirst()::equals)) {
                    rotten.add(slot.replica());
                }
            }
        }
        return rotten;
    }

    private static List<Digest> sound(Comparison comparison, Membership membership) {
        var digests = new ArrayList<Digest>();
        for (var slot : membership.slots()) {
            var digest = comparison.digest(slot.replica().slot());
            if (slot.isSoundAt(comparison.number()) && digest != null) {
                digests.add(digest);
            }
        }
        return digests;
    }

    private static long sound(long number, Membership membership) {
        return membership.slots().stream().filter(slot -> slot.isSoundAt(number)).count();
    }

    private int alike(
            Digest shown,
            ReplicaId joiner,
            Comparison comparison,
            Membership membership,
            boolean few) {
        int alike = 0;
        for (var slot : membership.slots()) {
            var other = slot.replica();
            boolean counts =
                    slot.active()
                            ? slot.isSoundAt(comparison.number())
                            : few && !other.equals(joiner) && isFromOrder(other);
            var its =
                    slot.active()
                            ? comparison.digest(other.slot())
                            : shown(other, comparison.number());
            if (counts && shown.equals(its)) {
                alike++;
            }
        }
        return alike;
    }

    private boolean isFromOrder(ReplicaId joiner) {
        var join = joins.get(joiner);
        return join != null && join.from == ORDER;
    }

    private @Nullable Digest shown(ReplicaId joiner, long mark) {
        var join = joins.get(joiner);
        return join == null ? null : join.shown.get(mark);
    }
}
