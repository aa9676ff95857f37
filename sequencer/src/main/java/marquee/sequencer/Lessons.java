package marquee.sequencer;

import com.google.common.collect.ImmutableList;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.ReplicationMessage.ToManager.Entries;
import marquee.protocol.replication.ReplicationMessage.ToManager.Part;
import marquee.protocol.replication.ReplicationMessage.ToManager.SnapshotAt;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.OfSpare;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantEntries;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantPart;

/// What the spares of managers learn: some entries of the order, or a chunk of the snapshot, each
/// when it is asked for. Nothing is remembered of them here, and nothing is kept for them
/// (docs/protocol.md, 4.11).
final class Lessons {
    /// The most bytes of entries in one lesson, about, unless it is of one entry: in a line of text
    /// a pipe takes two such lessons.
    static final int BYTES_MAX = 16 * 1024;

    private final HistoryTail tail;
    private final Marks marks;
    private final Counters counters;

    Lessons(HistoryTail tail, Marks marks, Counters counters) {
        this.tail = tail;
        this.marks = marks;
        this.counters = counters;
    }

    /// The spare of `manager` wants to learn.
    ///
    /// @return whether there is, or was, such a thing
    boolean wanted(NodeId manager, OfSpare wish, Consumer<? super Effect> effects) {
        return switch (wish) {
            case WantEntries(long executed) -> entries(manager, executed, effects);
            case WantPart(long number, int place) -> part(manager, number, place, effects);
        };
    }

    /// Entries were read back for `manager`.
    void historyRead(
            NodeId manager, ImmutableList<Entry> entries, Consumer<? super Effect> effects) {
        counters.add(Counter.HISTORY_READ);
        teach(manager, entries.iterator(), effects);
    }

    /// A chunk was read for a manager.
    static void chunkRead(SequencerEvent.ChunkRead read, Consumer<? super Effect> effects) {
        effects.accept(
                new Effect.Send(
                        read.reader(), new Part(read.number(), read.place(), read.chunk())));
    }

    private boolean entries(NodeId manager, long executed, Consumer<? super Effect> effects) {
        long next = executed + 1;
        if (executed > tail.head()) {
            return false;
        }
        if (tail.isGone(next)) {
            return tellSnapshot(manager, effects);
        }
        if (next < tail.first()) {
            int most = (int) Math.min(Entries.MAX, tail.first() - next);
            effects.accept(new SequencerEffect.ReadHistory(manager, next, most));
        } else {
            long last = Math.min(tail.head(), executed + Entries.MAX);
            var some = LongStream.rangeClosed(next, last).mapToObj(tail::at).iterator();
            teach(manager, some, effects);
        }
        return true;
    }

    private boolean part(NodeId manager, long number, int place, Consumer<? super Effect> effects) {
        var kept = tail.snapshot();
        if (kept == null || number != kept.number()) {
            return tellSnapshot(manager, effects); // There may be a newer one.
        }
        if (place >= kept.chunks()) {
            return false;
        }
        effects.accept(new SequencerEffect.ReadChunk(manager, kept, place));
        return true;
    }

    private boolean tellSnapshot(NodeId manager, Consumer<? super Effect> effects) {
        var kept = tail.snapshot();
        if (kept == null) {
            return false;
        }
        counters.add(Counter.SENT_TO_SNAPSHOT);
        effects.accept(
                new Effect.Send(manager, new SnapshotAt(kept.number(), kept.chunks(), kept.sum())));
        return true;
    }

    private void teach(NodeId manager, Iterator<Entry> some, Consumer<? super Effect> effects) {
        var lesson = ImmutableList.<Entry>builder();
        int bytes = 0;
        while (some.hasNext()) {
            var entry = some.next();
            bytes += HistoryTail.bytes(entry);
            if (bytes > BYTES_MAX && bytes > HistoryTail.bytes(entry)) {
                break; // What is longer is a lesson by itself.
            }
            lesson.add(entry);
        }
        effects.accept(
                new Effect.Send(manager, new Entries(tail.head(), marks.agreed(), lesson.build())));
    }
}
