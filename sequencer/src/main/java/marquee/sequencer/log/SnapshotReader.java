package marquee.sequencer.log;

import com.google.common.primitives.ImmutableLongArray;
import java.nio.ByteBuffer;
import marquee.protocol.replication.Checkpoint;
import marquee.protocol.replication.ChunkSum;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Chunk;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import org.jspecify.annotations.Nullable;

/// Reads the newest snapshot at the start of a process, to its last byte: what it holds is not
/// anywhere else any more, so that one which is damaged ends the start (docs/sequencer-log.md).
final class SnapshotReader {
    private final Disk disk;
    private final String file;
    private final ChunkSum sum = new ChunkSum();
    private final ImmutableLongArray.Builder offsets = ImmutableLongArray.builder();
    private long offset;

    private SnapshotReader(Disk disk, String file) {
        this.disk = disk;
        this.file = file;
    }

    /// The newest snapshot; null if there is none.
    static @Nullable KeptSnapshot newest(Disk disk, long clusterId) throws LogRefusedException {
        var files = SnapshotFile.all(disk);
        return files.isEmpty() ? null : new SnapshotReader(disk, files.getLast()).read(clusterId);
    }

    private KeptSnapshot read(long clusterId) throws LogRefusedException {
        var at = header(clusterId);
        int length = length();
        while (length > 0) {
            offsets.add(offset);
            var chunk = length <= Chunk.BYTES_MAX ? bytes(offset + Integer.BYTES, length) : null;
            if (chunk == null || !ChunkSum.isIntact(chunk)) {
                throw damaged();
            }
            sum.add(chunk);
            offset += Integer.BYTES + length;
            length = length();
        }
        offsets.add(offset);
        var total = sum.sum();
        if (length < 0 || !isEnd(total)) {
            throw damaged();
        }
        return new KeptSnapshot(at, offsets.build(), total);
    }

    private Checkpoint header(long clusterId) throws LogRefusedException {
        var fixed = bytes(0, SnapshotFile.HEADER_FIXED);
        if (fixed == null) {
            throw damaged();
        }
        var in = new WireReader(fixed);
        boolean known = in.i64() == SnapshotFile.MAGIC && in.u16() == SnapshotFile.VERSION;
        long cluster = in.i64();
        int length = in.i32();
        if (!known || length < 0 || length > SnapshotFile.HEADER_MAX) {
            throw damaged();
        }
        int covered = SnapshotFile.HEADER_FIXED + length;
        var all = bytes(0, covered + Integer.BYTES);
        var at = all == null ? null : checkpoint(all, covered);
        if (at == null || !file.equals(SnapshotFile.name(at.number()))) {
            throw damaged();
        }
        if (cluster != clusterId) {
            throw new LogRefusedException(file + " belongs to another cluster");
        }
        offset = (long) covered + Integer.BYTES;
        return at;
    }

    private static @Nullable Checkpoint checkpoint(Bytes header, int covered) {
        var end = new WireReader(header.array(), covered, header.length());
        if (end.i32() != LogFormat.crc(header.array(), 0, covered)) {
            return null;
        }
        var in = new WireReader(header.array(), SnapshotFile.HEADER_FIXED, covered);
        var at = Checkpoint.decode(in);
        return in.complete() ? at : null;
    }

    private boolean isEnd(Bytes total) {
        var end = bytes(offset, SnapshotFile.END_BYTES);
        if (end == null || disk.size(file) != offset + SnapshotFile.END_BYTES) {
            return false;
        }
        var in = new WireReader(end);
        in.i32();
        boolean whole = in.i32() == sum.chunks();
        for (byte its : total.array()) {
            whole &= (byte) in.u8() == its;
        }
        int covered = in.position();
        return in.i32() == LogFormat.crc(end.array(), 0, covered) && whole;
    }

    /// The length that stands at [#offset]; -1 if the file ends there.
    private int length() {
        var bytes = bytes(offset, Integer.BYTES);
        return bytes == null ? -1 : new WireReader(bytes).i32();
    }

    private @Nullable Bytes bytes(long from, int length) {
        var bytes = ByteBuffer.allocate(length);
        disk.read(file, from, bytes);
        return bytes.hasRemaining() ? null : Bytes.wrap(bytes.array());
    }

    private LogRefusedException damaged() {
        return new LogRefusedException(
                file + " is damaged at byte " + offset + ", and nothing else holds what it held");
    }
}
