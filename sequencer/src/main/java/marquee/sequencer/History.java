package marquee.sequencer;

import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Checkpoint;
import marquee.protocol.replication.MemberSlot;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ArchivedChunk;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.sequencer.SequencerEffect.Notice;
import marquee.sequencer.SequencerEffect.Subject;
import marquee.sequencer.log.KeptSnapshot;
import org.jspecify.annotations.Nullable;

/// How much of the order is kept: what lies before a snapshot is cut off once every slot has
/// executed it, or was removed from the group by the order. A slot that lags too far is removed, if
/// the group can bear that; if not, no request is admitted any more (rules P17, P20 and P37).
final class History {
    private final HistoryLimits limits;
    private final Members members;
    private final Slots slots;
    private final HistoryTail tail;
    private final Counters counters;
    private final Snapshots snapshots;
    private final GroupAffairs.Orderer orderer;
    private boolean full;

    /// What of the sequencer the keeping of history touches.
    record Parts(Members members, Slots slots, HistoryTail tail, Counters counters) {}

    History(HistoryLimits limits, Parts parts, Snapshots snapshots, GroupAffairs.Orderer orderer) {
        this.limits = limits;
        this.members = parts.members();
        this.slots = parts.slots();
        this.tail = parts.tail();
        this.counters = parts.counters();
        this.snapshots = snapshots;
        this.orderer = orderer;
    }

    /// Whether there is no room for a further request.
    boolean isFull() {
        return beyondLimit() >= 0;
    }

    /// Whether there is not even room for one that has a place, and is to get another.
    boolean isFullOfAnew() {
        return beyondLimit() >= limits.anewMax();
    }

    /// How many entries there are beyond the most that are kept of new requests; negative while
    /// there is room.
    private long beyondLimit() {
        return tail.head() - tail.oldest() - limits.retainedMax();
    }

    /// Whether a mark is to be ordered for a snapshot.
    boolean wantsMark(long now) {
        var snapshot = tail.snapshot();
        long since = tail.head() - (snapshot == null ? 0 : snapshot.number());
        return snapshots.isDue(now, since, full);
    }

    /// That mark was ordered.
    void begin(long now, Checkpoint at) {
        snapshots.begin(now, at);
    }

    /// A slot has told its digest at the mark of `comparison`; null if that is too old.
    void compared(long now, @Nullable Comparison comparison, Consumer<? super Effect> effects) {
        snapshots.compared(now, comparison, effects);
    }

    /// A replica says something about a snapshot.
    ///
    /// @return whether it has any business saying it
    boolean said(long now, ToSequencer.OfSnapshot message, Consumer<? super Effect> effects) {
        switch (message) {
            case ToSequencer.SnapshotChunk sent -> snapshots.chunk(now, sent, effects);
            case ToSequencer.SnapshotSum told -> snapshots.sum(now, told, effects);
            case ToSequencer.NoSnapshot told -> snapshots.refused(now, told, effects);
            case ToSequencer.WantArchived asked -> {
                return wanted(now, asked, effects);
            }
        }
        return true;
    }

    private boolean wanted(
            long now, ToSequencer.WantArchived asked, Consumer<? super Effect> effects) {
        var kept = tail.snapshot();
        if (kept == null || (kept.number() == asked.number() && asked.place() >= kept.chunks())) {
            return false;
        }
        if (kept.number() == asked.number()) {
            effects.accept(new SequencerEffect.ReadChunk(asked.from().node(), kept, asked.place()));
        } else {
            slots.restart(now, asked.from(), effects); // There is a newer one.
        }
        return true;
    }

    /// A chunk was read for a slot.
    void chunkRead(SequencerEvent.ChunkRead read, Consumer<? super Effect> effects) {
        var chunk = new ArchivedChunk(read.number(), read.place(), read.chunk());
        effects.accept(new Effect.Send(read.reader(), chunk));
    }

    /// A part of a snapshot is written.
    void chunkWritten(
            long now, SequencerEvent.ChunkWritten written, Consumer<? super Effect> effects) {
        snapshots.chunkWritten(now, written, effects);
    }

    /// A snapshot lies on the disk.
    void written(KeptSnapshot snapshot, Consumer<? super Effect> effects) {
        var before = tail.snapshot();
        snapshots.written(snapshot);
        if (before == null || before.number() < snapshot.number()) {
            counters.add(Counter.SNAPSHOTS);
            tail.archived(snapshot);
            long number = snapshot.number();
            effects.accept(new Notice(Subject.SNAPSHOT_KEPT, NodeId.SEQUENCER, number));
            effects.accept(new SequencerEffect.UseSnapshot(snapshot));
            cut(effects);
        }
    }

    /// The disk has not taken a snapshot.
    void unwritten(long number, Consumer<? super Effect> effects) {
        effects.accept(new Notice(Subject.SNAPSHOT_LOST, NodeId.SEQUENCER, number));
        snapshots.unwritten(number, effects);
    }

    /// The disk has not removed what is needless at `number`.
    void unremoved(long number, Consumer<? super Effect> effects) {
        effects.accept(new Notice(Subject.NOT_REMOVED, NodeId.SEQUENCER, number));
    }

    /// Time passes.
    ///
    /// @param managed whether somebody starts another incarnation of a slot that is removed
    void pulse(long now, boolean managed, Consumer<? super Effect> effects) {
        snapshots.expired(now, full, effects);
        if (managed) {
            removeLaggards(now, effects);
        }
        cut(managed, effects);
        boolean wasFull = full;
        full = isFull();
        if (full && !wasFull) {
            effects.accept(new Notice(Subject.HISTORY_FULL, NodeId.SEQUENCER, tail.oldest()));
        }
    }

    private void cut(Consumer<? super Effect> effects) {
        cut(true, effects);
    }

    private void cut(boolean managed, Consumer<? super Effect> effects) {
        var kept = tail.snapshot();
        if (kept == null) {
            return;
        }
        long executed = kept.number();
        for (var slot : members.membership().slots()) {
            if (isWaitedFor(slot, managed)) {
                executed = Math.min(executed, slots.executed(slot.replica()));
            }
        }
        long first = executed + 1 - limits.suffix();
        if (first > tail.oldest()) {
            tail.cut(first);
            counters.add(Counter.CUTS);
            effects.accept(new SequencerEffect.CutHistory(first));
        }
    }

    /// Whether what the slot has not executed must be kept. Who joins can start from the snapshot,
    /// and does if it is too far behind; so can who comes back to a group in which nobody is
    /// replaced.
    private boolean isWaitedFor(MemberSlot slot, boolean managed) {
        var replica = slot.replica();
        boolean far = tail.head() - slots.executed(replica) > limits.lagMax();
        return slot.active()
                ? slots.isSubscribed(replica.slot()) || managed || !far
                : slots.isSubscribed(replica.slot()) && !far;
    }

    private void removeLaggards(long now, Consumer<? super Effect> effects) {
        var kept = tail.snapshot();
        for (var slot : members.membership().slots()) {
            long executed = slots.executed(slot.replica());
            boolean holdsUp = kept != null && executed + limits.suffix() < kept.number();
            int its = slot.replica().slot();
            boolean known = slots.hasSubscribed(its) || slots.isMute(now, its);
            if (slot.active() && known && holdsUp && tail.head() - executed > limits.lagMax()) {
                var removed = members.lagging(slot.replica());
                if (removed != null) {
                    counters.add(Counter.LAGGARDS);
                    effects.accept(new Notice(Subject.LAGGING, slot.replica().node(), executed));
                    orderer.order(now, removed, effects);
                }
            }
        }
    }
}
