package marquee.sequencer.log;

import java.nio.ByteBuffer;
import marquee.protocol.wire.WireReader;

/// Reads the groups of one segment one after the other, through a buffer that holds at least one
/// whole group.
final class GroupReader {
    private static final int BUFFER = 2 * (LogFormat.GROUP_HEADER + LogFormat.GROUP_MAX);

    private final Disk disk;
    private final byte[] buffer = new byte[BUFFER];
    private String file = "";
    private long bufferStart;
    private int buffered;
    private long offset;
    private int bodyLength;

    /// What stands at a place of a segment.
    enum Found {
        /// A whole group whose checksum is right.
        GROUP,
        /// The end of the segment.
        END,
        /// Something else.
        DAMAGE
    }

    GroupReader(Disk disk) {
        this.disk = disk;
    }

    /// Goes to `offset` of `file`, and forgets what was buffered.
    void seek(String file, long offset) {
        this.file = file;
        this.offset = offset;
        bufferStart = offset;
        buffered = 0;
        bodyLength = 0;
    }

    /// Looks at what stands at [#offset], and stays there.
    Found look() {
        bodyLength = 0;
        int available = buffer(LogFormat.GROUP_HEADER);
        if (available == 0) {
            return Found.END;
        }
        if (available < LogFormat.GROUP_HEADER) {
            return Found.DAMAGE;
        }
        var header = ByteBuffer.wrap(buffer, position(), LogFormat.GROUP_HEADER);
        int length = header.getInt();
        int crc = header.getInt();
        boolean whole =
                length > 0
                        && length <= LogFormat.GROUP_MAX
                        && buffer(LogFormat.GROUP_HEADER + length)
                                >= LogFormat.GROUP_HEADER + length
                        && LogFormat.groupCrc(buffer, body(), length) == crc;
        bodyLength = whole ? length : 0;
        return whole ? Found.GROUP : Found.DAMAGE;
    }

    /// A reader of the body of the group that [#look] found.
    WireReader entries() {
        return new WireReader(buffer, body(), body() + bodyLength);
    }

    /// Goes to the end of the group that [#look] found.
    void next() {
        offset += LogFormat.GROUP_HEADER + bodyLength;
        bodyLength = 0;
    }

    /// Goes one byte on, in search of a group behind a damage.
    void skip() {
        offset++;
    }

    /// The segment that is read.
    String file() {
        return file;
    }

    /// Where in the segment the reader stands.
    long offset() {
        return offset;
    }

    private int position() {
        return (int) (offset - bufferStart);
    }

    private int body() {
        return position() + LogFormat.GROUP_HEADER;
    }

    /// Brings `length` bytes from [#offset] on into the buffer, or as many as there are.
    ///
    /// @return how many are there
    private int buffer(int length) {
        if (buffered - position() < length) {
            int kept = buffered - position();
            System.arraycopy(buffer, position(), buffer, 0, kept);
            bufferStart = offset;
            var room = ByteBuffer.wrap(buffer, kept, BUFFER - kept);
            disk.read(file, offset + kept, room);
            buffered = room.position();
        }
        return buffered - position();
    }
}
