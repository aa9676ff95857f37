package marquee.sequencer.log;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import java.nio.ByteBuffer;
import marquee.protocol.replication.Checkpoint;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireWriter;

/// A [KeptSnapshot] while it is written. The file has another name until all of it is flushed, so
/// that a crash at any moment leaves the snapshot before it as it was. The table of its bytes is in
/// docs/sequencer-log.md. Not thread-safe; it may have a [Disk] of its own.
///
/// Every method may throw [DiskException]; the file must not be used after that.
public final class SnapshotFile {
    static final long MAGIC = 0x4d51_534e_4150_5354L; // "MQSNAPST"
    static final int VERSION = 3;

    /// The most bytes of a header: the membership, and what is known of each slot's replies.
    static final int HEADER_MAX = 1 << 20;

    /// Magic, version, cluster and the length of the checkpoint.
    static final int HEADER_FIXED = 22;

    /// Zero in the place of a chunk's length, the number of chunks, their sum, a checksum.
    static final int END_BYTES = 44;

    private static final String PREFIX = "snapshot-";
    private static final String UNFINISHED = "part-";
    private static final int DIGITS = 19;

    private final Disk disk;
    private final Checkpoint at;
    private final String unfinished;
    private final ImmutableLongArray.Builder offsets = ImmutableLongArray.builder();
    private long size;
    private int chunks;

    private SnapshotFile(Disk disk, Checkpoint at) {
        this.disk = disk;
        this.at = at;
        this.unfinished = UNFINISHED + digits(at.number());
    }

    /// Begins the file of a snapshot at `at`.
    public static SnapshotFile begin(Disk disk, long clusterId, Checkpoint at) {
        var file = new SnapshotFile(disk, at);
        var checkpoint = new WireWriter(HEADER_MAX);
        at.encode(checkpoint);
        var out = new WireWriter(HEADER_FIXED + HEADER_MAX + Integer.BYTES);
        out.i64(MAGIC).u16(VERSION).i64(clusterId).i32(checkpoint.length());
        out.raw(checkpoint.buffer(), 0, checkpoint.length());
        out.i32(LogFormat.crc(out.buffer(), 0, out.length()));
        removeUnfinished(disk);
        disk.replace(file.unfinished, ByteBuffer.allocate(0));
        file.append(ByteBuffer.wrap(out.buffer(), 0, out.length()));
        return file;
    }

    /// Appends the next chunk.
    public void add(Bytes chunk) {
        offsets.add(size);
        chunks++;
        var framed = ByteBuffer.allocate(Integer.BYTES + chunk.length());
        append(framed.putInt(chunk.length()).put(chunk.array()).flip());
    }

    /// Flushes the file and gives it its name: from now on a start finds it. The log up to here was
    /// flushed before ([SequencerLog#flush]).
    ///
    /// @param sum what the chunks add up to
    public KeptSnapshot finish(Bytes sum) {
        offsets.add(size);
        var out = new WireWriter(END_BYTES).i32(0).i32(chunks).raw(sum.array(), 0, sum.length());
        out.i32(LogFormat.crc(out.buffer(), 0, out.length()));
        append(ByteBuffer.wrap(out.buffer(), 0, out.length()));
        disk.sync(unfinished);
        disk.rename(unfinished, name(at.number()));
        return new KeptSnapshot(at, offsets.build(), sum);
    }

    /// Takes the unfinished file away.
    public void drop() {
        disk.remove(unfinished);
    }

    /// The file of a snapshot at `number`; names sort as numbers do.
    static String name(long number) {
        return PREFIX + digits(number);
    }

    /// The snapshots on `disk`, in order.
    static ImmutableList<String> all(Disk disk) {
        return disk.files().stream()
                .filter(file -> file.startsWith(PREFIX))
                .collect(ImmutableList.toImmutableList());
    }

    /// Takes away snapshots older than the one at `number`.
    public static void removeOlder(Disk disk, long number) {
        all(disk).stream().filter(file -> file.compareTo(name(number)) < 0).forEach(disk::remove);
    }

    /// Takes away what was never finished.
    public static void removeUnfinished(Disk disk) {
        disk.files().stream().filter(file -> file.startsWith(UNFINISHED)).forEach(disk::remove);
    }

    private void append(ByteBuffer bytes) {
        size += bytes.remaining();
        disk.append(unfinished, bytes);
    }

    private static String digits(long number) {
        return Strings.padStart(Long.toString(number), DIGITS, '0');
    }
}
