package marquee.sequencer.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import marquee.protocol.Chance;
import marquee.protocol.replication.Entry;
import org.junit.jupiter.api.Test;

/// The log of cluster 7 on a simulated disk.
class SequencerLogTest {
    private static final long CLUSTER = 7;
    private static final LogSettings OS = LogSettings.of(CLUSTER, Durability.OS);
    private static final LogSettings FSYNC = LogSettings.of(CLUSTER, Durability.FSYNC);
    private static final String SEGMENT = LogFormat.segmentName(1);

    private final MemoryDisk disk = new MemoryDisk();
    private final List<Entry> seen = new ArrayList<>();

    @Test
    void showsAfterARestartWhatWasCommittedAndNothingElse() throws LogRefusedException {
        var log = SequencerLog.create(disk, OS);
        write(log, 1, 3);
        write(log, 4, 4);
        log.append(Entries.request(5, 20));

        assertThat(SequencerLog.open(disk, OS, seen::add).head()).isEqualTo(4);
        assertThat(seen).isEqualTo(Entries.requests(1, 4));
    }

    @Test
    void takesTheNextEpochAtEachStartAndFlushesItFirstP19() throws LogRefusedException {
        assertThat(SequencerLog.create(disk, OS).epoch()).isEqualTo(1);
        for (int epoch = 2; epoch < 10; epoch++) {
            assertThat(SequencerLog.open(disk, OS, seen::add).epoch()).isEqualTo(epoch);
            disk.cutPower();
        }
    }

    @Test
    void cutsATornLastGroupWhereverItIsTorn() throws LogRefusedException {
        var log = SequencerLog.create(disk, OS);
        write(log, 1, 3);
        long whole = disk.size(SEGMENT);
        write(log, 4, 5);
        int last = disk.tearable();
        for (int torn = 1; torn <= last; torn++) {
            var copy = new MemoryDisk();
            write(SequencerLog.create(copy, OS), 1, 3);
            var again = SequencerLog.open(copy, OS, entry -> {});
            write(again, 4, 5);
            assertThat(copy.tear(torn)).isEqualTo(torn);
            seen.clear();

            var opened = SequencerLog.open(copy, OS, seen::add);

            assertThat(opened.head()).isEqualTo(3);
            assertThat(opened.cut()).isEqualTo(last - torn);
            assertThat(copy.size(SEGMENT)).isEqualTo(whole);
            assertThat(seen).isEqualTo(Entries.requests(1, 3));
            write(opened, 4, 9);
            assertThat(SequencerLog.open(copy, OS, entry -> {}).head()).isEqualTo(9);
        }
    }

    @Test
    void cutsALastGroupWithAnyBitTurnedOver() throws LogRefusedException {
        var before = SequencerLog.create(disk, OS);
        write(before, 1, 3);
        int whole = (int) disk.size(SEGMENT);
        write(before, 4, 5);
        int end = (int) disk.size(SEGMENT);
        for (int offset = whole; offset < end; offset++) {
            var copy = new MemoryDisk();
            var log = SequencerLog.create(copy, OS);
            write(log, 1, 3);
            write(log, 4, 5);
            copy.flip(SEGMENT, offset, offset % Byte.SIZE);

            assertThat(SequencerLog.open(copy, OS, entry -> {}).head()).isEqualTo(3);
        }
    }

    @Test
    void refusesDamageThatSoundEntriesFollow() throws LogRefusedException {
        var log = SequencerLog.create(disk, OS);
        write(log, 1, 3);
        int whole = (int) disk.size(SEGMENT);
        write(log, 4, 5);
        int end = (int) disk.size(SEGMENT);
        write(log, 6, 7);
        for (int offset = whole; offset < end; offset++) {
            disk.flip(SEGMENT, offset, offset % Byte.SIZE);

            assertRefused(OS, "is damaged at byte " + whole);
            disk.flip(SEGMENT, offset, offset % Byte.SIZE);
        }
        assertThat(SequencerLog.open(disk, OS, seen::add).head()).isEqualTo(7);
    }

    @Test
    void refusesAnyBitTurnedOverInAHeaderOrTheEpochRecord() throws LogRefusedException {
        write(SequencerLog.create(disk, OS), 1, 3);
        for (int offset = 0; offset < SegmentHeader.BYTES; offset++) {
            disk.flip(SEGMENT, offset, offset % Byte.SIZE);
            assertRefused(OS, "damaged header");
            disk.flip(SEGMENT, offset, offset % Byte.SIZE);
        }
        for (int offset = 0; offset < disk.size(LogFormat.EPOCH_FILE); offset++) {
            disk.flip(LogFormat.EPOCH_FILE, offset, offset % Byte.SIZE);
            assertRefused(OS, "epoch is damaged");
            disk.flip(LogFormat.EPOCH_FILE, offset, offset % Byte.SIZE);
        }
        assertThat(SequencerLog.open(disk, OS, seen::add).head()).isEqualTo(3);
    }

    @Test
    void throwsNothingButARefusalWhateverTheBytes() throws LogRefusedException {
        var chance = new Chance(19);
        int refused = 0;
        for (int round = 0; round < 3_000; round++) {
            var copy = new MemoryDisk();
            var log = SequencerLog.create(copy, OS);
            write(log, 1, 3);
            write(log, 4, 5);
            for (int flips = 1 + chance.below(8); flips > 0; flips--) {
                copy.flip(SEGMENT, chance.below((int) copy.size(SEGMENT)), chance.below(Byte.SIZE));
            }
            try {
                assertThat(SequencerLog.open(copy, OS, entry -> {}).head()).isLessThan(5);
            } catch (LogRefusedException refusal) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1, 2_999);
    }

    @Test
    void flushesOncePerCommitWithFsync() throws LogRefusedException {
        var log = SequencerLog.create(disk, FSYNC);
        int before = disk.syncs();

        write(log, 1, 500);
        log.commit();
        write(log, 501, 501);

        assertThat(disk.syncs() - before).isEqualTo(2);
        disk.cutPower();
        assertThat(SequencerLog.open(disk, FSYNC, seen::add).head()).isEqualTo(501);
    }

    @Test
    void neverFlushesAnEntryWithOs() throws LogRefusedException {
        var log = SequencerLog.create(disk, OS);
        int before = disk.syncs();

        write(log, 1, 500);

        assertThat(disk.syncs()).isEqualTo(before);
    }

    @Test
    void refusesToContinueALogThatPromisedNothing() throws LogRefusedException {
        var none = LogSettings.of(CLUSTER, Durability.NONE);
        var log = SequencerLog.create(disk, none);
        write(log, 1, 3);
        log.close();

        assertRefused(none, "durability none");
        assertRefused(OS, "durability none");
    }

    @Test
    void refusesToPromiseNothingOfALogThatHasPromisedSomething() throws LogRefusedException {
        write(SequencerLog.create(disk, OS), 1, 3);

        assertRefused(LogSettings.of(CLUSTER, Durability.NONE), "durability none would end");
        assertThat(SequencerLog.open(disk, OS, seen::add).head()).isEqualTo(3);
    }

    @Test
    void refusesAMissingLogAnOldOneWithInitAndAnotherClusters() throws LogRefusedException {
        assertRefused(OS, "there is no log; make a new one with --init");
        write(SequencerLog.create(disk, OS), 1, 3);

        assertThatThrownBy(() -> SequencerLog.create(disk, OS))
                .isInstanceOf(LogRefusedException.class)
                .hasMessageContaining("there is a log already");
        assertRefused(LogSettings.of(8, Durability.OS), "belongs to another cluster");
        assertThat(SequencerLog.open(disk, OS, seen::add).head()).isEqualTo(3);
    }

    @Test
    void refusesEntriesWhoseEpochFileIsMissingWithInitAndWithout() throws LogRefusedException {
        write(SequencerLog.create(disk, OS), 1, 3);
        disk.remove("epoch");

        assertRefused(OS, "the file epoch is missing beside entries");
        assertThatThrownBy(() -> SequencerLog.create(disk, OS))
                .isInstanceOf(LogRefusedException.class)
                .hasMessageContaining("the file epoch is missing beside entries");
    }

    @Test
    void refusesAnUncleanRebootOfTheHostWithOsUnlessTheLossIsAccepted() throws LogRefusedException {
        write(SequencerLog.create(disk, onBoot("a", false)), 1, 3);
        assertThat(SequencerLog.open(disk, onBoot("a", false), entry -> {}).head()).isEqualTo(3);

        assertRefused(onBoot("b", false), "--accept-loss starts without them");

        assertThat(SequencerLog.open(disk, onBoot("b", true), seen::add).head()).isEqualTo(3);
        assertThat(SequencerLog.open(disk, onBoot("b", false), seen::add).head()).isEqualTo(3);
    }

    @Test
    void startsAfterACleanStopWhateverTheHostDid() throws LogRefusedException {
        var log = SequencerLog.create(disk, onBoot("a", false));
        write(log, 1, 3);
        log.close();
        disk.cutPower();

        assertThat(SequencerLog.open(disk, onBoot("b", false), seen::add).head()).isEqualTo(3);
    }

    @Test
    void refusesALogThatIsShorterThanItWas() throws LogRefusedException {
        var log = SequencerLog.create(disk, OS);
        write(log, 1, 3);
        long three = disk.size(SEGMENT);
        write(log, 4, 5);
        log.close();
        disk.truncate(SEGMENT, three);

        assertRefused(OS, "the log ends at entry 3, but it has had entry 5");
    }

    @Test
    void cutsNothingThatWasInTheLogAtACleanStop() throws LogRefusedException {
        var log = SequencerLog.create(disk, OS);
        write(log, 1, 3);
        write(log, 4, 5);
        log.close();
        long size = disk.size(SEGMENT);
        disk.flip(SEGMENT, (int) size - 1, 3);

        assertRefused(OS, "entries that were sent may follow");
        assertThat(disk.size(SEGMENT)).isEqualTo(size);
    }

    @Test
    void cutsAHoleThatARebootLeftIfTheLossIsAccepted() throws LogRefusedException {
        var log = SequencerLog.create(disk, onBoot("a", false));
        write(log, 1, 3);
        int hole = (int) disk.size(SEGMENT);
        write(log, 4, 5);
        write(log, 6, 7);
        disk.flip(SEGMENT, hole + 10, 3);

        assertRefused(onBoot("a", true), "is damaged at byte " + hole);
        assertThat(SequencerLog.open(disk, onBoot("b", true), seen::add).head()).isEqualTo(3);
    }

    @Test
    void goesOnBeforeALostSegmentIfTheLossIsAccepted() throws LogRefusedException {
        var log = SequencerLog.create(disk, smallOnBoot("a", false));
        for (int number = 1; number < 40; number++) {
            write(log, number, number);
        }
        var segments = LogRecovery.segments(disk);
        int size = (int) disk.size(segments.get(1));
        disk.flip(segments.get(1), size - 1, 3);

        assertRefused(smallOnBoot("a", true), "entries that were sent may follow");
        var opened = SequencerLog.open(disk, smallOnBoot("b", true), seen::add);
        assertThat(LogRecovery.segments(disk)).isEqualTo(segments.subList(0, 2));
        write(opened, opened.head() + 1, 50);
        assertThat(opened.read(1, 50)).isEqualTo(Entries.requests(1, 50));
        assertThat(SequencerLog.open(disk, smallOnBoot("b", false), seen::add).head())
                .isEqualTo(50);
    }

    @Test
    void readsEveryRangeBackOverSegmentsAndGroups() throws LogRefusedException {
        var small = new LogSettings(CLUSTER, Durability.OS, "", false, 2_000);
        var log = SequencerLog.create(disk, small);
        for (int first = 1; first < 200; first += 4) {
            write(log, first, first + 3);
        }
        log.append(Entries.request(201, 20));

        assertRanges(log, 201);
        assertThat(LogRecovery.segments(disk).size()).isGreaterThan(3);
        var again = SequencerLog.open(disk, small, seen::add);
        assertThat(seen).isEqualTo(Entries.requests(1, 201));
        assertRanges(again, 201);
    }

    @Test
    void readsLongEntriesWithinItsLimitOfBytes() throws LogRefusedException {
        var log = SequencerLog.create(disk, OS);
        for (int number = 1; number <= 40; number++) {
            log.append(Entries.request(number, Entry.OPERATION_MAX));
        }
        log.commit();

        assertThat(log.read(3, 30)).hasSize(4).first().isEqualTo(request(3));
        assertThat(log.read(40, 30)).containsExactly(request(40));
        assertThat(SequencerLog.open(disk, OS, seen::add).head()).isEqualTo(40);
    }

    @Test
    void refusesAMissingSegment() throws LogRefusedException {
        var small = new LogSettings(CLUSTER, Durability.OS, "", false, 500);
        var log = SequencerLog.create(disk, small);
        for (int number = 1; number < 40; number++) {
            write(log, number, number);
        }
        var segments = LogRecovery.segments(disk);
        disk.remove(segments.get(1));

        assertRefused(small, "is missing: " + segments.get(2) + " comes next");
    }

    @Test
    void failsOnAFullDiskAndCutsWhatWasWrittenInPart() throws LogRefusedException {
        var log = SequencerLog.create(disk, OS);
        write(log, 1, 3);
        disk.limit(50);

        assertThatThrownBy(() -> write(log, 4, 9))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining("no space left");
        disk.limit(Long.MAX_VALUE);
        assertThat(SequencerLog.open(disk, OS, seen::add).head()).isEqualTo(3);
    }

    private static LogSettings onBoot(String boot, boolean acceptLoss) {
        return new LogSettings(
                CLUSTER, Durability.OS, boot, acceptLoss, LogSettings.SEGMENT_BYTES_MAX);
    }

    private static LogSettings smallOnBoot(String boot, boolean acceptLoss) {
        return new LogSettings(CLUSTER, Durability.OS, boot, acceptLoss, 500);
    }

    private static Entry request(long number) {
        return Entries.request(number, Entry.OPERATION_MAX);
    }

    private static void write(SequencerLog log, long from, long to) {
        Entries.requests(from, to).forEach(log::append);
        log.commit();
    }

    private static void assertRanges(SequencerLog log, long head) {
        for (long from = 1; from <= head; from += 3) {
            for (int most : new int[] {1, 2, 5, 50, 1_000}) {
                long to = Math.min(head, from + most - 1);
                assertThat(log.read(from, most)).isEqualTo(Entries.requests(from, to));
            }
        }
    }

    private void assertRefused(LogSettings settings, String line) {
        assertThatThrownBy(() -> SequencerLog.open(disk, settings, entry -> {}))
                .isInstanceOf(LogRefusedException.class)
                .hasMessageContaining(line);
    }
}
