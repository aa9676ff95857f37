package marquee.sequencer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import marquee.protocol.replication.Checkpoint;
import marquee.protocol.replication.Judgement;
import marquee.protocol.wire.Bytes;
import marquee.sequencer.SequencerEffect.AddChunk;
import marquee.sequencer.SequencerEffect.BeginSnapshot;
import marquee.sequencer.SequencerEffect.DropSnapshot;
import marquee.sequencer.SequencerEffect.KeepSnapshot;
import marquee.sequencer.SequencerEffect.UseSnapshot;
import marquee.sequencer.SequencerEvent.ChunkWritten;
import marquee.sequencer.SequencerEvent.SnapshotUnwritten;
import marquee.sequencer.SequencerEvent.SnapshotWritten;
import marquee.sequencer.SequencerEvent.Unremoved;
import marquee.sequencer.log.DiskException;
import marquee.sequencer.log.Durability;
import marquee.sequencer.log.ForwardingDisk;
import marquee.sequencer.log.KeptSnapshot;
import marquee.sequencer.log.LogRefusedException;
import marquee.sequencer.log.LogSettings;
import marquee.sequencer.log.MemoryDisk;
import marquee.sequencer.log.SequencerLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What lies on a disk that refuses to write, to flush, or to remove.
class SnapshotKeeperTest {
    private static final Checkpoint AT = checkpoint(3);
    private static final Bytes CHUNK = Bytes.wrap(new byte[100]);
    private static final Bytes SUM = Bytes.wrap(new byte[32]);

    private final MemoryDisk memory = new MemoryDisk();
    private final StubbornDisk disk = new StubbornDisk(memory);
    private final SequencerLog log;
    private final List<SequencerEvent> submitted = new ArrayList<>();
    private final SnapshotKeeper keeper;

    SnapshotKeeperTest() throws LogRefusedException {
        log = SequencerLog.create(disk, LogSettings.of(7, Durability.NONE));
        keeper = new SnapshotKeeper(log, new WriteAhead.Aside(disk, Runnable::run), submitted::add);
    }

    @Test
    void aFullDiskIsGivenBackWhatASnapshotTook() {
        keeper.perform(new BeginSnapshot(AT));
        assertThat(snapshotFiles()).hasSize(1);
        memory.limit(10);

        keeper.perform(new AddChunk(3, 0, CHUNK));

        assertThat(submitted).containsExactly(new SnapshotUnwritten(3));
        assertThat(snapshotFiles()).isEmpty();
    }

    @Test
    void aSnapshotThatCannotEvenBeginLeavesNothing() {
        memory.limit(10);

        keeper.perform(new BeginSnapshot(AT));

        assertThat(submitted).containsExactly(new SnapshotUnwritten(3));
        assertThat(snapshotFiles()).isEmpty();
    }

    @Test
    void whatComesForASnapshotAfterItFailedChangesNothing() {
        keeper.perform(new BeginSnapshot(AT));
        memory.limit(10);
        keeper.perform(new AddChunk(3, 0, CHUNK));
        memory.limit(Long.MAX_VALUE);

        keeper.perform(new AddChunk(3, 1, CHUNK));
        keeper.perform(new KeepSnapshot(3, SUM));
        keeper.perform(new DropSnapshot(3));

        assertThat(submitted).containsExactly(new SnapshotUnwritten(3));
        assertThat(snapshotFiles()).isEmpty();
    }

    @Test
    void aSnapshotThatCannotBeFlushedIsLost() {
        keeper.perform(new BeginSnapshot(AT));
        disk.refusesToFlush = "part-";

        keeper.perform(new KeepSnapshot(3, SUM));

        assertThat(submitted).containsExactly(new SnapshotUnwritten(3));
        assertThat(snapshotFiles()).isEmpty();
    }

    @Test
    void aLogThatCannotBeFlushedEndsTheSequencerThoughOnlyASnapshotWantedItP19() {
        keeper.perform(new BeginSnapshot(AT));
        disk.refusesToFlush = "segment-";

        assertThatThrownBy(() -> keeper.perform(new KeepSnapshot(3, SUM)))
                .isInstanceOf(DiskException.class);

        assertThat(submitted).isEmpty();
    }

    @Test
    void anOlderSnapshotThatCannotBeRemovedDoesNotHarmTheOneThatIsWritten() {
        keep(3);
        var newer = keep(5);
        keeper.perform(new BeginSnapshot(checkpoint(7)));
        disk.refusesToRemove = true;
        submitted.clear();

        keeper.perform(new UseSnapshot(newer));

        assertThat(submitted).containsExactly(new Unremoved(5));
        keeper.perform(new AddChunk(7, 0, CHUNK));
        assertThat(submitted).last().isEqualTo(new ChunkWritten(7, 1));
    }

    @Test
    void aPartThatCannotBeRemovedEitherIsToldAndMakesRoomForTheNext() {
        keeper.perform(new BeginSnapshot(AT));
        memory.limit(10);
        disk.refusesToRemove = true;
        keeper.perform(new AddChunk(3, 0, CHUNK));
        assertThat(submitted).containsExactly(new SnapshotUnwritten(3), new Unremoved(3));

        disk.refusesToRemove = false;
        memory.limit(Long.MAX_VALUE);
        keep(5);

        assertThat(snapshotFiles())
                .singleElement()
                .asString()
                .startsWith("snapshot-")
                .endsWith("5");
    }

    private KeptSnapshot keep(long number) {
        keeper.perform(new BeginSnapshot(checkpoint(number)));
        keeper.perform(new AddChunk(number, 0, CHUNK));
        keeper.perform(new KeepSnapshot(number, SUM));
        assertThat(submitted).last().isInstanceOf(SnapshotWritten.class);
        return ((SnapshotWritten) submitted.getLast()).snapshot();
    }

    private List<String> snapshotFiles() {
        return disk.files().stream()
                .filter(file -> file.startsWith("part-") || file.startsWith("snapshot-"))
                .toList();
    }

    private static Checkpoint checkpoint(long number) {
        var strikes =
                Collections.nCopies(Bench.GROUP.slots().size(), ImmutableList.<Judgement>of());
        return new Checkpoint(number, Bench.stamp(0), Bench.GROUP, ImmutableList.copyOf(strikes));
    }

    /// Does not remove or flush files as long as that is wanted.
    private static final class StubbornDisk extends ForwardingDisk {
        private boolean refusesToRemove;

        /// How the names begin of the files that it does not flush.
        private @Nullable String refusesToFlush;

        StubbornDisk(MemoryDisk disk) {
            super(disk);
        }

        @Override
        public void remove(String file) {
            if (refusesToRemove) {
                throw new DiskException(file + ": operation not permitted");
            }
            super.remove(file);
        }

        @Override
        public void sync(String file) {
            if (refusesToFlush != null && file.startsWith(refusesToFlush)) {
                throw new DiskException(file + ": input/output error");
            }
            super.sync(file);
        }
    }
}
