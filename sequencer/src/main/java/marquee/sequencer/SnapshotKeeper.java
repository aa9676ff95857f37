package marquee.sequencer;

import java.util.function.Consumer;
import marquee.protocol.replication.Checkpoint;
import marquee.protocol.wire.Bytes;
import marquee.sequencer.log.DiskException;
import marquee.sequencer.log.SequencerLog;
import marquee.sequencer.log.SnapshotFile;
import org.jspecify.annotations.Nullable;

/// Writes snapshots, and removes what they make needless. All that may take long, as flushing and
/// removing large files does, is done aside: nothing waits for it, and the order in which it is
/// done is that in which it was asked for. Used by the thread that runs the node.
final class SnapshotKeeper {
    private final SequencerLog log;
    private final WriteAhead.Aside aside;
    private final Consumer<SequencerEvent> submit;

    /// Only touched aside.
    private @Nullable SnapshotFile file;

    SnapshotKeeper(SequencerLog log, WriteAhead.Aside aside, Consumer<SequencerEvent> submit) {
        this.log = log;
        this.aside = aside;
        this.submit = submit;
    }

    void perform(SequencerEffect.OfHistory effect) {
        switch (effect) {
            case SequencerEffect.BeginSnapshot(var at) -> write(at.number(), () -> begin(at));
            case SequencerEffect.AddChunk add -> write(add.number(), () -> add(add));
            case SequencerEffect.KeepSnapshot(long number, var sum) -> {
                aside.run().accept(this::flushLog);
                write(number, () -> finish(sum));
            }
            case SequencerEffect.DropSnapshot(long number) -> write(number, this::drop);
            case SequencerEffect.UseSnapshot(var snapshot) -> {
                log.kept(snapshot);
                long number = snapshot.number();
                remove(number, () -> SnapshotFile.removeOlder(aside.disk(), number));
            }
            case SequencerEffect.CutHistory(long before) -> {
                var files = log.cut(before);
                remove(before, () -> files.forEach(aside.disk()::remove));
            }
            case SequencerEffect.ReadChunk(var reader, var from, int place) ->
                    submit.accept(
                            new SequencerEvent.ChunkRead(
                                    reader, from.number(), place, log.read(from, place)));
        }
    }

    private void begin(Checkpoint at) {
        drop();
        file = SnapshotFile.begin(aside.disk(), log.clusterId(), at);
    }

    private void add(SequencerEffect.AddChunk add) {
        if (file != null) {
            file.add(add.chunk());
            submit.accept(new SequencerEvent.ChunkWritten(add.number(), add.place() + 1));
        }
    }

    /// What fails here ends the sequencer, as any other fault of the log does: a kernel says once
    /// that it could not write something back, and the next flush would certify what is not there.
    private void flushLog() {
        if (file != null) {
            SequencerLog.flush(aside.disk());
        }
    }

    private void finish(Bytes sum) {
        if (file != null) {
            var kept = file.finish(sum);
            file = null;
            submit.accept(new SequencerEvent.SnapshotWritten(kept));
        }
    }

    private void drop() {
        if (file != null) {
            var unfinished = file;
            file = null;
            unfinished.drop();
        }
    }

    /// A disk that does not take a snapshot costs the snapshot, of which nothing stays: the log may
    /// need that room. What cannot do without the disk finds out by itself.
    private void write(long number, Runnable work) {
        aside.run().accept(() -> attempt(work, () -> lose(number)));
    }

    private void lose(long number) {
        file = null;
        submit.accept(new SequencerEvent.SnapshotUnwritten(number));
        removeNow(number, () -> SnapshotFile.removeUnfinished(aside.disk()));
    }

    /// A disk that does not give up what is needless costs that room.
    private void remove(long number, Runnable work) {
        aside.run().accept(() -> removeNow(number, work));
    }

    private void removeNow(long number, Runnable work) {
        attempt(work, () -> submit.accept(new SequencerEvent.Unremoved(number)));
    }

    private static void attempt(Runnable work, Runnable afterFailure) {
        try {
            work.run();
        } catch (DiskException failure) {
            afterFailure.run();
        }
    }
}
