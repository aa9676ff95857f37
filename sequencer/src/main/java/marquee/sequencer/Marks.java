package marquee.sequencer;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.AgreedState;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.MarkDigest;
import marquee.sequencer.SequencerEffect.Notice;
import marquee.sequencer.SequencerEffect.Subject;
import org.jspecify.annotations.Nullable;

/// When marks are ordered, and the comparison of what the slots report at them: state that went bad
/// is found though no reply has shown it (rule P31).
final class Marks {
    /// The least time between two marks.
    static final long GAP_NANOS = 100_000_000;

    private final Group group;
    private final SequencerLimits limits;
    private final Counters counters;
    private final IntPredicate awaited;
    private final IntPredicate believed;
    private final ArrayDeque<Comparison> newest = new ArrayDeque<>();
    private Comparison compared;
    private long orderedAt;
    private int entriesSince;
    private boolean waiting;
    private final ArrayList<Integer> accused = new ArrayList<>();
    private long accusedAt;

    /// @param awaited whether a slot's digest is waited for
    /// @param believed whether what a slot tells from now on is a vote for the right one
    Marks(
            Group group,
            SequencerLimits limits,
            Counters counters,
            IntPredicate awaited,
            IntPredicate believed) {
        this.group = group;
        this.limits = limits;
        this.counters = counters;
        this.awaited = awaited;
        this.believed = believed;
        this.compared = comparison(0);
    }

    /// A request was ordered.
    ///
    /// @return whether a mark is due
    boolean requestOrdered() {
        entriesSince++;
        return entriesSince >= limits.markEvery() && !waiting;
    }

    /// Someone wants a mark. If it is too soon for one, a timer is started.
    ///
    /// @return whether to order it now
    boolean want(long now, Consumer<? super Effect> effects) {
        if (waiting) {
            return false;
        }
        long rest = newest.isEmpty() ? 0 : GAP_NANOS - (now - orderedAt);
        if (rest > 0) {
            waiting = true;
            effects.accept(new Effect.StartTimer(SequencerTimer.MARK, rest));
        }
        return rest <= 0;
    }

    /// A mark was ordered at place `number`.
    void ordered(long now, long number) {
        counters.add(Counter.MARKS);
        orderedAt = now;
        entriesSince = 0;
        waiting = false;
        newest.addLast(comparison(number));
        if (newest.size() > limits.marksMax()) {
            newest.removeFirst();
        }
    }

    /// Takes a slot's digest and compares it.
    void take(MarkDigest told, Consumer<? super Effect> effects) {
        var comparison = find(told.number());
        if (comparison == null) {
            counters.add(Counter.DIGEST_FORGOTTEN);
            return;
        }
        int its = told.from().slot();
        if (!comparison.take(its, told.digest(), believed.test(its))) {
            counters.add(Counter.DIGEST_CONTRADICTED);
        }
        boolean split = comparison.judge(slot -> accuse(comparison, slot, effects));
        if (split) {
            counters.add(Counter.DIGESTS_SPLIT);
            effects.accept(new Notice(Subject.DIGESTS_SPLIT, told.from().node(), told.number()));
        }
        compared();
    }

    /// The newest mark that every awaited slot has reported; while none is awaited, still the last.
    Comparison compared() {
        for (var comparison : newest) {
            if (comparison.number() > compared.number()
                    && comparison.hasAny()
                    && comparison.hasAll(awaited)) {
                compared = comparison;
            }
        }
        return compared;
    }

    /// What the group has agreed on last, among the newest marks; null for nothing.
    @Nullable AgreedState agreed() {
        for (var comparison : (Iterable<Comparison>) newest::descendingIterator) {
            var digest = comparison.agreed();
            if (digest != null) {
                return new AgreedState(comparison.number(), digest);
            }
        }
        return null;
    }

    /// Whether there is a mark at `number` or after it, and every awaited slot has reported the
    /// first of these.
    boolean isCompleteSince(long number) {
        for (var comparison : newest) {
            if (comparison.number() >= number) {
                return comparison.hasAll(awaited);
            }
        }
        return false;
    }

    /// Whether the newest entry, at `head`, is a mark that will do for a report: a complete one, or
    /// one whose digests may still be on their way.
    boolean isFresh(long now, long head) {
        return !newest.isEmpty()
                && newest.getLast().number() == head
                && (isCompleteSince(head) || now - orderedAt < ClusterQueries.PATIENCE_NANOS);
    }

    /// Whether a mark is wanted and its time had not come.
    boolean isWaiting() {
        return waiting;
    }

    /// The slots whose digest at `number` was found not to be the right one, each told once.
    ImmutableList<Integer> takeAccused(long number) {
        if (accused.isEmpty() || accusedAt != number) {
            return ImmutableList.of();
        }
        var taken = ImmutableList.copyOf(accused);
        accused.clear();
        return taken;
    }

    /// What the slot has told is of an incarnation that fills it no longer: it counts no more.
    void forget(int slot) {
        newest.forEach(comparison -> comparison.forget(slot));
        compared.forget(slot); // It may be older than all of these.
    }

    private void accuse(Comparison comparison, int slot, Consumer<? super Effect> effects) {
        accused.add(slot);
        accusedAt = comparison.number();
        counters.add(Counter.DIGEST_DIFFERS);
        effects.accept(
                new Notice(Subject.DIGEST_DIFFERS, NodeId.replica(slot), comparison.number()));
    }

    /// The comparison at the mark `number`, if it is among the newest.
    @Nullable Comparison find(long number) {
        for (var comparison : newest) {
            if (comparison.number() == number) {
                return comparison;
            }
        }
        return null;
    }

    private Comparison comparison(long number) {
        return new Comparison(number, group.slots(), group.quorum());
    }
}
