package marquee.sequencer.log;

import com.google.common.base.Strings;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import marquee.protocol.replication.Entry;
import marquee.protocol.wire.WireWriter;

/// The bytes of a log. A *segment* is a header and then groups. A *group* is what one drain of the
/// sequencer's loop ordered, and is written and judged as a whole: its length, the CRC-32C of
/// length and body, and the body, which is one or more entries back to back. The table is in
/// docs/sequencer-log.md.
final class LogFormat {
    /// The most bytes of a group's body: a group takes no further entry beyond the first constant.
    static final int GROUP_FULL = 256 * 1024;

    static final int GROUP_MAX = GROUP_FULL + Entry.BYTES_MAX;

    /// Length and checksum.
    static final int GROUP_HEADER = 8;

    static final int VERSION = 3;

    /// The file whose presence makes a directory a log.
    static final String EPOCH_FILE = "epoch";

    private static final String SEGMENT_PREFIX = "segment-";
    private static final int DIGITS = 19;

    private LogFormat() {}

    /// The name of the segment that starts with entry `firstNumber`; names sort as numbers do.
    static String segmentName(long firstNumber) {
        return SEGMENT_PREFIX + Strings.padStart(Long.toString(firstNumber), DIGITS, '0');
    }

    static boolean isSegment(String file) {
        return file.startsWith(SEGMENT_PREFIX);
    }

    /// The checksum of `length` bytes of `bytes` from `from` on.
    static int crc(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /// The checksum of a group's `length` and of its body, which starts at `body`.
    static int groupCrc(byte[] bytes, int body, int length) {
        var crc = new CRC32C();
        for (int shift = 24; shift >= 0; shift -= 8) {
            crc.update(length >>> shift);
        }
        crc.update(bytes, body, length);
        return (int) crc.getValue();
    }

    /// Writes the header of a group into `group`, whose body is everything behind the first
    /// [#GROUP_HEADER] bytes.
    static void sealGroup(WireWriter group) {
        int length = group.length() - GROUP_HEADER;
        int crc = groupCrc(group.buffer(), GROUP_HEADER, length);
        ByteBuffer.wrap(group.buffer()).putInt(length).putInt(crc);
    }
}
