package marquee.sequencer.log;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.EntryCodec;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;

/// The sequencer's log on a [Disk]: entries are gathered with [#append] and written as one group by
/// [#commit], which whoever runs the sequencer calls before anything of it leaves (rule P19). The
/// log stays whole; only sparse places are kept in memory. Not thread-safe, and only one process
/// may use a directory at a time, which the process itself ensures.
///
/// Every method may throw [DiskException]; the log must not be used after that.
public final class SequencerLog {
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
        this.segment = recovery.segment();
        this.segmentBytes = disk.size(segment);
        this.head = recovery.head();
        this.written = head;
        this.cut = recovery.cut();
        beginGroup();
    }

    /// Makes a new, empty log for the cluster of `settings`, and opens it in epoch 1.
    ///
    /// @throws LogRefusedException if there is a log already
    public static SequencerLog create(Disk disk, LogSettings settings) throws LogRefusedException {
        if (disk.files().contains(LogFormat.EPOCH_FILE)
                || LogRecovery.segments(disk).stream()
                        .anyMatch(file -> disk.size(file) > SegmentHeader.BYTES)) {
            throw new LogRefusedException("there is a log already; start without --init");
        }
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
        var recovery = new LogRecovery(disk, visitor, lossAccepted, last.head());
        recovery.run(settings.clusterId());
        LogAdmission.checkHead(last, settings, recovery.head());
        long epoch = last.epoch() + 1;
        var log = new SequencerLog(disk, settings, epoch, recovery);
        log.syncAll();
        log.record(false);
        return log;
    }

    /// The boot epoch of this process (rule P19).
    public long epoch() {
        return epoch;
    }

    /// The newest entry appended; 0 if there is none.
    public long head() {
        return head;
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

    /// Reads entries that were appended, from `from` on: at least one, at most `most`, and no more
    /// once they have [#READ_BYTES_MAX] bytes together.
    public ImmutableList<Entry> read(long from, int most) {
        Preconditions.checkArgument(
                from >= 1 && from <= head && most >= 1, "%s entries from %s", most, from);
        long last = from + Math.min(most - 1, head - from);
        if (last > written) {
            write();
        }
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
        syncAll();
        record(true);
    }

    private void readGroup(Range range) {
        if (reader.look() != GroupReader.Found.GROUP || !range.take(reader.entries())) {
            throw new DiskException(
                    reader.file() + " cannot be read back at byte " + reader.offset());
        }
        reader.next();
    }

    private void syncAll() {
        LogRecovery.segments(disk).forEach(disk::sync);
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
