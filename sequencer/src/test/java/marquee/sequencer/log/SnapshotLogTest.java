package marquee.sequencer.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.hash.Hashing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Checkpoint;
import marquee.protocol.replication.ChunkSum;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.Judgement.Verdict;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The log of cluster 7, cut behind snapshots.
class SnapshotLogTest {
    private static final long CLUSTER = 7;

    /// Segments of some three entries each.
    private static final LogSettings SETTINGS =
            new LogSettings(CLUSTER, Durability.OS, "", false, 300);

    private static final Membership GROUP =
            Membership.initial(
                            IntStream.rangeClosed(1, 4)
                                    .mapToObj(slot -> new Assignment(NodeId.manager(slot), "one"))
                                    .collect(ImmutableList.toImmutableList()))
                    .after(
                            3,
                            new MembershipChange.Convicted(
                                    new ReplicaId(2, 0), Cause.STRUCK_OUT, 2));

    private MemoryDisk disk = new MemoryDisk();
    private final List<Entry> seen = new ArrayList<>();
    private @Nullable KeptSnapshot shown;

    @Test
    void aStartGoesOnFromTheSnapshotAndTheLogAfterIt() throws LogRefusedException {
        var log = SequencerLog.create(disk, SETTINGS);
        write(log, 1, 40);
        log.kept(snapshot(disk, 30));
        var removed = log.cut(20);
        removed.forEach(disk::remove);
        assertThat(removed).isNotEmpty();
        assertThat(log.first()).isGreaterThan(10).isLessThanOrEqualTo(20);
        assertThat(log.read(log.first(), 3))
                .isEqualTo(Entries.requests(log.first(), log.first() + 2));

        var opened = open(disk);

        assertThat(shown).isEqualTo(log.snapshot());
        assertThat(seen).isEqualTo(Entries.requests(log.first(), 40));
        assertThat(opened.first()).isEqualTo(log.first());
        var kept = opened.snapshot();
        assertThat(kept).isNotNull();
        assertThat(kept.at()).isEqualTo(checkpoint(30));
        for (int place = 0; place < kept.chunks(); place++) {
            assertThat(opened.read(kept, place)).isEqualTo(chunk(30, place));
        }
        write(opened, 41, 50);
        assertThat(open(disk).head()).isEqualTo(50);
    }

    @Test
    void cutsWholeSegmentsOnlyAndNeverTheNewest() throws LogRefusedException {
        var log = SequencerLog.create(disk, SETTINGS);
        write(log, 1, 10);
        assertThatThrownBy(() -> log.cut(5)).hasMessageContaining("no snapshot");
        log.kept(snapshot(disk, 10));

        assertThat(log.cut(1)).isEmpty();
        log.cut(11).forEach(disk::remove);

        assertThat(log.first()).isLessThanOrEqualTo(10);
        write(log, 11, 11);
        assertThat(open(disk).head()).isEqualTo(11);
    }

    /// The log goes from 1 to 40. A snapshot at 20 lies there, and one at 30 is made, and used: the
    /// process dies, at every byte and step of it, by itself and with the host.
    @Test
    void aCrashAtAnyStepLeavesOneOfTheTwoSnapshotsWithAllThatFollowsIt()
            throws LogRefusedException {
        boolean old = false;
        boolean died = true;
        for (long step = 1; died; step++) {
            for (boolean host : new boolean[] {false, true}) {
                var mortal = new MortalDisk();
                var log = SequencerLog.create(mortal, SETTINGS);
                write(log, 1, 40);
                log.kept(snapshot(mortal, 20));
                mortal.dieAfter(step);
                died = !replaced(mortal, log);
                disk = mortal.disk;
                if (host) {
                    disk.cutPower();
                }

                var opened = open(disk);

                var kept = opened.snapshot();
                assertThat(kept).isNotNull();
                assertThat(kept.number()).isIn(20L, 30L);
                old |= kept.number() == 20;
                assertThat(died || kept.number() == 30).isTrue();
                assertThat(opened.first()).isLessThanOrEqualTo(kept.number() + 1);
                assertThat(opened.head()).isGreaterThanOrEqualTo(kept.number());
                assertThat(host || opened.head() == 40).isTrue();
                assertThat(seen).isEqualTo(Entries.requests(opened.first(), opened.head()));
                assertThat(disk.files()).noneMatch(file -> file.startsWith("part-"));
                assertThat(disk.files().stream().filter(file -> file.startsWith("snapshot-")))
                        .hasSize(1);
            }
        }
        assertThat(old).isTrue();
    }

    /// Makes the snapshot at 30 and uses it.
    ///
    /// @return whether the process lived
    private static boolean replaced(MortalDisk mortal, SequencerLog log) {
        try {
            log.kept(snapshot(mortal, 30));
            SnapshotFile.removeOlder(mortal, 30);
            log.cut(25).forEach(mortal::remove);
            return true;
        } catch (MortalDisk.Death death) {
            return false;
        }
    }

    @Test
    void aSnapshotWithAnyBitTurnedOverOrCutOffIsRefusedInOneLine() throws LogRefusedException {
        var log = SequencerLog.create(disk, SETTINGS);
        write(log, 1, 40);
        snapshot(disk, 30);
        var file = SnapshotFile.name(30);
        int size = (int) disk.size(file);
        for (int offset = 0; offset < size; offset++) {
            disk.flip(file, offset, offset % Byte.SIZE);
            refused(file);
            disk.flip(file, offset, offset % Byte.SIZE);
        }
        assertThat(open(disk).head()).isEqualTo(40);
        for (int length = size - 1; length >= 0; length--) {
            disk.truncate(file, length);
            refused(file + " is damaged at byte");
        }
    }

    @Test
    void aGapBetweenSnapshotAndLogIsRefused() throws LogRefusedException {
        var log = SequencerLog.create(disk, SETTINGS);
        write(log, 1, 40);
        var kept = snapshot(disk, 20);
        log.kept(kept);
        log.cut(20).forEach(disk::remove);
        disk.remove(LogRecovery.segments(disk).getFirst());
        disk.remove(LogRecovery.segments(disk).getFirst());
        var next = LogRecovery.segments(disk).getFirst();

        refused("entry 21 is missing: " + next + " comes next");
    }

    @Test
    void aSnapshotThatIsGoneIsRefused() throws LogRefusedException {
        var log = SequencerLog.create(disk, SETTINGS);
        write(log, 1, 40);
        log.kept(snapshot(disk, 30));
        log.cut(20).forEach(disk::remove);
        disk.remove(SnapshotFile.name(30));
        refused("entry 1 is missing");
    }

    @Test
    void aLogThatEndsBeforeTheSnapshotIsRefused() throws LogRefusedException {
        var log = SequencerLog.create(disk, SETTINGS);
        write(log, 1, 40);
        snapshot(disk, 41);
        refused("the log ends at entry 40, but the snapshot is of entry 41");
    }

    @Test
    void aLogThatWouldEndBeforeTheSnapshotKeepsAllItHasThoughALossIsAccepted()
            throws LogRefusedException {
        var log = SequencerLog.create(disk, SETTINGS);
        write(log, 1, 40);
        log.kept(snapshot(disk, 30));
        var segment = LogRecovery.segments(disk).get(3);
        disk.flip(segment, SegmentHeader.BYTES, 3);
        var before = ImmutableMap.copyOf(Maps.toMap(disk.files(), disk::size));
        var rebooted = new LogSettings(CLUSTER, Durability.OS, "another boot", true, 300);

        assertThatThrownBy(() -> open(disk, rebooted))
                .isInstanceOf(LogRefusedException.class)
                .hasMessageContaining("but the snapshot is of entry 30");

        assertThat(Maps.toMap(disk.files(), disk::size)).isEqualTo(before);
    }

    @Test
    void aSnapshotOfAnotherClusterIsRefused() throws LogRefusedException {
        var log = SequencerLog.create(disk, SETTINGS);
        write(log, 1, 40);
        var file = SnapshotFile.begin(disk, CLUSTER + 1, checkpoint(30));
        file.finish(new ChunkSum().sum());
        refused("belongs to another cluster");
        assertThatThrownBy(() -> SequencerLog.create(disk, SETTINGS))
                .isInstanceOf(LogRefusedException.class);
    }

    private void refused(String why) {
        assertThatThrownBy(() -> open(disk))
                .isInstanceOf(LogRefusedException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("\n");
    }

    private SequencerLog open(MemoryDisk from) throws LogRefusedException {
        return open(from, SETTINGS);
    }

    private SequencerLog open(MemoryDisk from, LogSettings settings) throws LogRefusedException {
        seen.clear();
        shown = null;
        return SequencerLog.open(
                from,
                settings,
                new LogVisitor() {
                    @Override
                    public void snapshot(KeptSnapshot snapshot) {
                        assertThat(seen).isEmpty();
                        shown = snapshot;
                    }

                    @Override
                    public void entry(Entry entry) {
                        seen.add(entry);
                    }
                });
    }

    private static void write(SequencerLog log, long from, long to) {
        for (long number = from; number <= to; number++) {
            log.append(Entries.request(number, 20));
            log.commit();
        }
    }

    private static KeptSnapshot snapshot(Disk disk, long number) {
        var file = SnapshotFile.begin(disk, CLUSTER, checkpoint(number));
        var sum = new ChunkSum();
        for (int place = 0; place < 4; place++) {
            file.add(chunk(number, place));
            sum.add(chunk(number, place));
        }
        SequencerLog.flush(disk);
        return file.finish(sum.sum());
    }

    private static Bytes chunk(long number, int place) {
        var bytes = new byte[40 + 7 * place + ChunkSum.BYTES];
        int body = bytes.length - ChunkSum.BYTES;
        Arrays.fill(bytes, 0, body, (byte) (number + place));
        var sum = Hashing.sha256().hashBytes(bytes, 0, body).asBytes();
        System.arraycopy(sum, 0, bytes, body, ChunkSum.BYTES);
        return Bytes.wrap(bytes);
    }

    private static Checkpoint checkpoint(long number) {
        var strikes =
                ImmutableList.of(
                        ImmutableList.<Judgement>of(),
                        ImmutableList.of(
                                new Judgement(4, Verdict.INCORRECT),
                                new Judgement(6, Verdict.SILENT)),
                        ImmutableList.<Judgement>of(),
                        ImmutableList.<Judgement>of());
        return new Checkpoint(number, new Stamp(1_700_000_000_000L, 19_000), GROUP, strikes);
    }
}
