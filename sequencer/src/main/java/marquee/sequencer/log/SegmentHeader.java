package marquee.sequencer.log;

import java.nio.ByteBuffer;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// What the first bytes of a segment say.
///
/// @param firstNumber the number of its first entry
record SegmentHeader(int version, long clusterId, long firstNumber) {
    /// How long a header is: magic, version, cluster, first number and checksum.
    static final int BYTES = 30;

    private static final long MAGIC = 0x4d51_5345_474d_4e54L; // "MQSEGMNT"

    /// Makes the segment that begins with this header.
    void create(Disk disk) {
        var out = new WireWriter(BYTES).i64(MAGIC).u16(version).i64(clusterId).i64(firstNumber);
        out.i32(LogFormat.crc(out.buffer(), 0, out.length()));
        disk.replace(LogFormat.segmentName(firstNumber), ByteBuffer.wrap(out.buffer(), 0, BYTES));
    }

    /// Reads the header of the segment `file`.
    ///
    /// @return null if it is damaged
    static @Nullable SegmentHeader read(Disk disk, String file) {
        var bytes = ByteBuffer.allocate(BYTES);
        disk.read(file, 0, bytes);
        var in = new WireReader(bytes.array(), 0, bytes.position());
        long magic = in.i64();
        var header = new SegmentHeader(in.u16(), in.i64(), in.i64());
        int covered = in.position();
        boolean sound = in.i32() == LogFormat.crc(bytes.array(), 0, covered) && in.complete();
        return sound && magic == MAGIC ? header : null;
    }
}
