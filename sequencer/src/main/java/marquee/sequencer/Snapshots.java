package marquee.sequencer;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.replication.Checkpoint;
import marquee.protocol.replication.ChunkSum;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToReplica.WantSnapshot;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.NoSnapshot;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.SnapshotChunk;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.SnapshotSum;
import marquee.protocol.wire.Bytes;
import marquee.sequencer.log.KeptSnapshot;
import org.jspecify.annotations.Nullable;

/// How the sequencer comes to a snapshot of the state at a mark. Slots that have told the same
/// digest there add up their chunks; one of them sends its own, and they are kept if `b + 1` slots
/// have come to what they add up to (rules P20 and P39). An attempt that fails is given up as a
/// whole, and the next one, at a later mark, takes another slot's chunks.
final class Snapshots {
    /// How many chunks are asked for ahead.
    static final int AHEAD = 4;

    /// So long enough slots may take to tell the same digest, and the one whose chunks are wanted
    /// to send another.
    static final long PATIENCE_NANOS = 2_000_000_000;

    /// So long the others may take to add up, and the disk to write everything.
    static final long LONG_PATIENCE_NANOS = 60_000_000_000L;

    /// So much longer than that all its chunks may take, for each asked for: a source that lies
    /// could send one just in time for ever, and nothing would be cut off meanwhile.
    static final long CHUNK_NANOS = 5_000_000;

    /// The most chunks of a state: half a gibibyte, more than any replica takes in.
    static final int CHUNKS_MAX = 1 << 15;

    /// So soon after a failure the next attempt may begin; after each further one twice as late.
    static final long RETRY_NANOS = 1_000_000_000;

    private static final int DOUBLINGS_MAX = 5;

    private final Group group;
    private final HistoryLimits limits;
    private final Members members;
    private final Counters counters;
    private @Nullable Attempt attempt;
    private long begunAt;
    private long restNanos;
    private int failures;
    private int turn;

    /// What is known of the snapshot that is being made.
    private static final class Attempt {
        private final Checkpoint at;
        private final Set<ReplicaId> asked = new LinkedHashSet<>();
        private final Set<ReplicaId> refused = new LinkedHashSet<>();
        private final Map<ReplicaId, Bytes> sums = new LinkedHashMap<>();
        private final ChunkSum sum = new ChunkSum();
        private @Nullable ReplicaId source;
        private @Nullable Bytes total;
        private int wanted;
        private boolean writing;
        private long heardAt;

        Attempt(long now, Checkpoint at) {
            this.at = at;
            this.heardAt = now;
        }
    }

    Snapshots(Group group, HistoryLimits limits, Members members, Counters counters) {
        this.group = group;
        this.limits = limits;
        this.members = members;
        this.counters = counters;
    }

    /// Whether a mark is to be ordered for a snapshot, `since` entries after the last one. While
    /// customers wait for it, because history is `full`, attempts that failed before do not count.
    boolean isDue(long now, long since, boolean full) {
        long rest = full ? Math.min(restNanos, RETRY_NANOS) : restNanos;
        return attempt == null
                && since >= limits.snapshotEvery()
                && (rest == 0 || now - begunAt >= rest);
    }

    /// The mark was ordered, and `at` is what the order has come to there.
    void begin(long now, Checkpoint at) {
        attempt = new Attempt(now, at);
        begunAt = now;
    }

    /// A slot has told its digest at the mark of `comparison`.
    void compared(long now, @Nullable Comparison comparison, Consumer<? super Effect> effects) {
        var its = attempt;
        if (its == null || comparison == null || comparison.number() != its.at.number()) {
            return;
        }
        var agreeing = agreeing(comparison);
        if (agreeing.isEmpty()) {
            return;
        }
        if (its.source == null) {
            var source = agreeing.get(Math.floorMod(turn, agreeing.size()));
            its.source = source;
            its.heardAt = now;
            effects.accept(new SequencerEffect.BeginSnapshot(its.at));
            want(its, source, AHEAD, effects);
        }
        for (var slot : agreeing) {
            if (!its.asked.contains(slot)) {
                ask(its, slot, 0, effects);
            }
        }
    }

    /// The slot whose chunks are wanted sends one.
    void chunk(long now, SnapshotChunk sent, Consumer<? super Effect> effects) {
        var its = attempt;
        if (its == null
                || sent.number() != its.at.number()
                || !sent.from().equals(its.source)
                || its.total != null) {
            counters.add(Counter.SNAPSHOT_STRAYS);
        } else if (sent.place() != its.sum.chunks()
                || sent.place() >= its.wanted
                || !ChunkSum.isIntact(sent.chunk())) {
            fail(effects);
        } else {
            its.heardAt = now;
            its.sum.add(sent.chunk());
            effects.accept(new SequencerEffect.AddChunk(sent.number(), sent.place(), sent.chunk()));
        }
    }

    /// A chunk is written: the next ones may come. So no more of them wait than were asked for.
    void chunkWritten(
            long now, SequencerEvent.ChunkWritten written, Consumer<? super Effect> effects) {
        var its = attempt;
        if (its != null
                && its.source != null
                && its.total == null
                && written.number() == its.at.number()) {
            its.heardAt = now;
            want(its, its.source, written.chunks() + AHEAD, effects);
        }
    }

    /// A slot tells what its chunks add up to.
    void sum(long now, SnapshotSum told, Consumer<? super Effect> effects) {
        var its = attempt;
        if (its == null
                || told.number() != its.at.number()
                || !its.asked.contains(told.from())
                || its.sums.putIfAbsent(told.from(), told.sum()) != null) {
            counters.add(Counter.SNAPSHOT_STRAYS);
            return;
        }
        if (told.from().equals(its.source)) {
            its.heardAt = now;
            its.total = its.sum.sum();
            if (told.chunks() != its.sum.chunks() || !told.sum().equals(its.total)) {
                fail(effects);
                return;
            }
        }
        judge(now, its, effects);
    }

    /// A slot has not kept the state.
    void refused(long now, NoSnapshot told, Consumer<? super Effect> effects) {
        var its = attempt;
        if (its == null || told.number() != its.at.number()) {
            counters.add(Counter.SNAPSHOT_STRAYS);
        } else if (told.from().equals(its.source) && its.total == null) {
            fail(effects);
        } else {
            its.refused.add(told.from());
            judge(now, its, effects);
        }
    }

    /// Time passes.
    ///
    /// @param full whether no request is admitted before there is a snapshot
    void expired(long now, boolean full, Consumer<? super Effect> effects) {
        var its = attempt;
        if (its == null) {
            return;
        }
        boolean lost = its.source != null && !its.writing && !isSound(its.source);
        if (lost || now - its.heardAt >= patience(its, full) || isSlow(now, its, full)) {
            fail(effects);
        }
    }

    /// Whether all chunks together take too long; after each failure they may take twice as long.
    private boolean isSlow(long now, Attempt its, boolean full) {
        long least = full ? PATIENCE_NANOS : LONG_PATIENCE_NANOS;
        long most = (least << Math.min(failures, DOUBLINGS_MAX)) + its.wanted * CHUNK_NANOS;
        return its.total == null && now - begunAt >= most;
    }

    /// While customers wait, others than those asked may sooner come to the same sum; with each
    /// attempt that has failed they have twice as long.
    private long patience(Attempt its, boolean full) {
        if (its.total == null) {
            return PATIENCE_NANOS;
        }
        return full && !its.writing
                ? PATIENCE_NANOS << Math.min(failures, DOUBLINGS_MAX)
                : LONG_PATIENCE_NANOS;
    }

    /// A snapshot lies on the disk.
    void written(KeptSnapshot snapshot) {
        if (attempt != null && attempt.at.number() == snapshot.number()) {
            attempt = null;
            failures = 0;
            restNanos = limits.snapshotGapNanos();
        }
    }

    /// The disk has not taken what was to be written.
    void unwritten(long number, Consumer<? super Effect> effects) {
        if (attempt != null && attempt.at.number() == number) {
            fail(effects);
        }
    }

    private void judge(long now, Attempt its, Consumer<? super Effect> effects) {
        var total = its.total;
        if (total == null || its.writing) {
            return;
        }
        var counted =
                its.sums.entrySet().stream()
                        .filter(told -> isSound(told.getKey()))
                        .map(Map.Entry::getValue)
                        .collect(ImmutableList.toImmutableList());
        if (counted.stream().filter(total::equals).count() >= group.quorum()) {
            its.writing = true;
            its.heardAt = now;
            effects.accept(new SequencerEffect.KeepSnapshot(its.at.number(), total));
        } else if (counted.stream().anyMatch(sum -> isAnothersQuorum(sum, total, counted))
                || hopes(its) < group.quorum()) {
            fail(effects);
        }
    }

    /// How many slots may have come to the same sum in the end.
    private long hopes(Attempt its) {
        return its.asked.stream()
                .filter(slot -> isSound(slot) && !its.refused.contains(slot))
                .count();
    }

    private boolean isAnothersQuorum(Bytes sum, Bytes total, ImmutableList<Bytes> counted) {
        return !sum.equals(total) && counted.stream().filter(sum::equals).count() >= group.quorum();
    }

    /// The slots that count and have the one digest which `b + 1` of them have; none if there is no
    /// such digest, or two.
    private ImmutableList<ReplicaId> agreeing(Comparison comparison) {
        var byDigest = new LinkedHashMap<Digest, ImmutableList.Builder<ReplicaId>>();
        for (var slot : members.membership().slots()) {
            var digest = comparison.digest(slot.replica().slot());
            if (digest != null && slot.isSoundAt(comparison.number())) {
                byDigest.computeIfAbsent(digest, key -> ImmutableList.builder())
                        .add(slot.replica());
            }
        }
        var large =
                byDigest.values().stream()
                        .map(ImmutableList.Builder::build)
                        .filter(slots -> slots.size() >= group.quorum())
                        .toList();
        return large.size() == 1 ? large.getFirst() : ImmutableList.of();
    }

    private boolean isSound(ReplicaId replica) {
        var membership = members.membership();
        return membership.isCurrent(replica) && membership.slot(replica.slot()).isSound();
    }

    private static void want(
            Attempt its, ReplicaId source, int upTo, Consumer<? super Effect> effects) {
        its.wanted = Math.min(upTo, CHUNKS_MAX);
        ask(its, source, its.wanted, effects);
    }

    private static void ask(
            Attempt its, ReplicaId slot, int place, Consumer<? super Effect> effects) {
        its.asked.add(slot);
        var wanted = new WantSnapshot(its.at.number(), place);
        effects.accept(new Effect.Send(slot.node(), wanted));
    }

    private void fail(Consumer<? super Effect> effects) {
        counters.add(Counter.SNAPSHOTS_FAILED);
        if (attempt != null && attempt.source != null) {
            effects.accept(new SequencerEffect.DropSnapshot(attempt.at.number()));
        }
        attempt = null;
        turn++;
        restNanos = RETRY_NANOS << Math.min(failures++, DOUBLINGS_MAX);
    }
}
