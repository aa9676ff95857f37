package marquee.sequencer.log;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.EntryCodec;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// The sequencer's log on a [Disk]: entries are gathered with [#append] and written as one group by
/// [#commit], which whoever runs the sequencer calls before anything of it leaves (rule P19). Only
/// sparse places are kept in memory. What a snapshot makes needless can be cut off at its beginning
/// (rule P20). Not thread-safe, and only one process may use a directory at a time, which the
/// process itself ensures.
///
/// Every method may throw [DiskException]; the log must not be used after that.
public final class SequencerLog {
    /// The file whose presence makes a directory a log; of a new log it is written last.
    public static final String EPOCH_FILE = LogFormat.EPOCH_FILE;

    /// How many bytes of entries one [#read] gathers before it stops.
    public static final int READ_BYTES_MAX = 256 * 1024;

    /// How much is gathered before it is written where nothing is promised.
    private static final int LAZY_BYTES = 64 * 1024;

    private final Disk disk;
    private final LogSettings settings;
    private final long epoch;
    private final long cut;
    private final LogIndex index;
    private final GroupReader reader;
    private final WireWriter group = new WireWriter(LogFormat.GROUP_HEADER + LogFormat.GROUP_MAX);
    private final ArrayDeque<Long> starts;
    private @Nullable KeptSnapshot snapshot;
    private String segment;
    private long segmentBytes;
    private long head;
    private long written;

    private SequencerLog(Disk disk, LogSettings settings, long epoch, LogRecovery recovery) {
        this.disk = disk;
        this.settings = settings;
        this.epoch = epoch;
        this.index = recovery.index();
        this.reader = new GroupReader(disk);
        this.starts = new ArrayDeque<>(recovery.starts());
        this.segment = recovery.segment();
        this.segmentBytes = disk.size(segment);
        this.head = recovery.head();
        this.written = head;
        this.cut = recovery.cut();
        beginGroup();
    }

    /// Makes a new, empty log for the cluster of `settings`, and opens it in epoch 1.
    ///
    /// @throws LogRefusedException if there is a log already, or a part of one
    public static SequencerLog create(Disk disk, LogSettings settings) throws LogRefusedException {
        if (disk.files().contains(LogFormat.EPOCH_FILE)) {
            throw new LogRefusedException("there is a log already; start without --init");
        }
        LogAdmission.checkRemains(disk);
        new SegmentHeader(LogFormat.VERSION, settings.clusterId(), 1).create(disk);
        new EpochRecord(settings.clusterId(), 0, true, settings.durability(), 0, "").write(disk);
        return open(disk, settings, entry -> {});
    }

    /// Opens a log in its next epoch, which is flushed when this returns, and shows `visitor`
    /// everything in it.
    ///
    /// @throws LogRefusedException if there is none, or it must not be continued as asked
    public static SequencerLog open(Disk disk, LogSettings settings, LogVisitor visitor)
            throws LogRefusedException {
        var last = LogAdmission.lastUse(disk, settings);
        boolean lossAccepted = LogAdmission.lossAccepted(last, settings);
        var snapshot = SnapshotReader.newest(disk, settings.clusterId());
        long cutAt = snapshot == null ? 0 : snapshot.number();
        if (snapshot != null) {
            visitor.snapshot(snapshot);
        }
        var known = new LogRecovery.Known(lossAccepted, last.head(), cutAt);
        var recovery = new LogRecovery(disk, visitor, known);
        recovery.run(settings.clusterId());
        LogAdmission.checkHead(last, settings, recovery.head());
        LogAdmission.checkSnapshot(cutAt, recovery.head());
        long epoch = last.epoch() + 1;
        var log = new SequencerLog(disk, settings, epoch, recovery);
        log.snapshot = snapshot;
        SnapshotFile.removeUnfinished(disk);
        SnapshotFile.removeOlder(disk, cutAt);
        flush(disk);
        log.record(false);
        return log;
    }

    /// Flushes all that was written to the log on `disk`.
    public static void flush(Disk disk) {
        LogRecovery.segments(disk).forEach(disk::sync);
    }

    /// The boot epoch of this process (rule P19).
    public long epoch() {
        return epoch;
    }

    /// The cluster whose order it holds.
    public long clusterId() {
        return settings.clusterId();
    }

    /// The newest entry appended; 0 if there is none.
    public long head() {
        return head;
    }

    /// The oldest entry that can be read.
    public long first() {
        return starts.getFirst();
    }

    /// The snapshot that history may be cut behind; null if there is none.
    public @Nullable KeptSnapshot snapshot() {
        return snapshot;
    }

    /// Takes note that `kept`, which is newer than any before it, lies on the disk.
    public void kept(KeptSnapshot kept) {
        snapshot = kept;
    }

    /// Reads the chunk at `place` of `from`, which is [#snapshot] or was.
    public Bytes read(KeptSnapshot from, int place) {
        return from.read(disk, place);
    }

    /// Forgets the entries before `number`, as far as they fill whole segments: they are not read
    /// any more.
    ///
    /// @return the files that hold nothing else, in the order in which they are to be removed
    public ImmutableList<String> cut(long number) {
        Preconditions.checkArgument(
                snapshot != null && number <= snapshot.number() + 1, "no snapshot at %s", number);
        var files = ImmutableList.<String>builder();
        long cut = starts.removeFirst();
        while (!starts.isEmpty() && starts.getFirst() <= number) {
            files.add(LogFormat.segmentName(cut));
            cut = starts.removeFirst();
        }
        starts.addFirst(cut);
        index.cut(cut);
        return files.build();
    }

    /// How many bytes of an interrupted write were cut off when the log was opened.
    public long cut() {
        return cut;
    }

    /// Gathers the next entry. A full group is written at once.
    public void append(Entry entry) {
        Preconditions.checkArgument(
                entry.number() == head + 1, "entry %s after %s", entry.number(), head);
        EntryCodec.encode(entry, group);
        head = entry.number();
        if (group.length() - LogFormat.GROUP_HEADER > LogFormat.GROUP_FULL) {
            write();
        }
    }

    /// Writes what was gathered and, if so promised, flushes it: once for all of it. When this
    /// returns the promise of the log's durability holds for every entry appended.
    public void commit() {
        boolean lazy = settings.durability() == Durability.NONE && group.length() < LAZY_BYTES;
        if (!lazy) {
            write();
        }
    }

    /// Writes what was gathered if `last`, or the newest entry before it, is among that.
    public void write(long last) {
        if (Math.min(last, head) > written) {
            write();
        }
    }

    /// Reads entries that were appended, from `from` on: at least one, at most `most`, and no more
    /// once they have [#READ_BYTES_MAX] bytes together.
    public ImmutableList<Entry> read(long from, int most) {
        Preconditions.checkArgument(
                from >= first() && from <= head && most >= 1, "%s entries from %s", most, from);
        long last = from + Math.min(most - 1, head - from);
        write(last);
        var range = new Range(from, last);
        var place = index.before(from);
        reader.seek(place.file(), place.offset());
        readGroup(range);
        while (!range.complete()) {
            if (reader.look() == GroupReader.Found.END) {
                reader.seek(LogFormat.segmentName(range.next()), SegmentHeader.BYTES);
            }
            readGroup(range);
        }
        return range.entries();
    }

    /// Writes and flushes everything, and takes note of a clean stop. The log must not be used
    /// afterwards.
    public void close() {
        write();
        flush(disk);
        record(true);
    }

    private void readGroup(Range range) {
        if (reader.look() != GroupReader.Found.GROUP || !range.take(reader.entries())) {
            throw new DiskException(
                    reader.file() + " cannot be read back at byte " + reader.offset());
        }
        reader.next();
    }

    private void beginGroup() {
        group.clear().i64(0);
    }

    private void write() {
        if (group.length() == LogFormat.GROUP_HEADER) {
            return;
        }
        if (segmentBytes + group.length() > settings.segmentBytesMax()) {
            new SegmentHeader(LogFormat.VERSION, settings.clusterId(), written + 1).create(disk);
            segment = LogFormat.segmentName(written + 1);
            starts.addLast(written + 1);
            segmentBytes = SegmentHeader.BYTES;
        }
        LogFormat.sealGroup(group);
        disk.append(segment, ByteBuffer.wrap(group.buffer(), 0, group.length()));
        if (settings.durability() == Durability.FSYNC) {
            disk.sync(segment);
        }
        index.add(written + 1, segment, segmentBytes);
        segmentBytes += group.length();
        written = head;
        beginGroup();
    }

    private void record(boolean cleanStop) {
        new EpochRecord(
                        settings.clusterId(),
                        epoch,
                        cleanStop,
                        settings.durability(),
                        head,
                        settings.hostBoot())
                .write(disk);
    }

    /// The entries that one reading asks for, as far as they are read.
    private static final class Range {
        private final long from;
        private final long last;
        private final ImmutableList.Builder<Entry> entries = ImmutableList.builder();
        private long next;
        private int bytes;

        Range(long from, long last) {
            this.from = from;
            this.last = last;
        }

        /// Takes what it asks for of a group; false if the group holds something that is no entry.
        boolean take(WireReader group) {
            while (group.remaining() > 0 && !complete()) {
                int start = group.position();
                var entry = EntryCodec.decode(group);
                if (entry == null) {
                    return false;
                }
                next = entry.number() + 1;
                if (entry.number() >= from) {
                    entries.add(entry);
                    bytes += group.position() - start;
                }
            }
            return true;
        }

        boolean complete() {
            return next > last || bytes >= READ_BYTES_MAX;
        }

        long next() {
            return next;
        }

        ImmutableList<Entry> entries() {
            return entries.build();
        }
    }
}
