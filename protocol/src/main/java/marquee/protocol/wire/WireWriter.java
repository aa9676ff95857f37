package marquee.protocol.wire;

import com.google.common.base.Preconditions;
import java.util.Arrays;

/// Appends values in their one canonical form to a buffer that grows up to a limit and can be used
/// again. Whoever writes more than the limit has made a mistake: it throws. Not thread-safe.
public final class WireWriter {
    /// The longest text that [#text] writes, in characters.
    public static final int TEXT_MAX = 255;

    private static final int INITIAL = 256;

    private final int limit;
    private byte[] buffer;
    private int length;

    /// Makes a writer of at most `limit` bytes.
    public WireWriter(int limit) {
        this.limit = limit;
        this.buffer = new byte[Math.min(INITIAL, limit)];
    }

    /// Appends the lowest 8 bits of `value`.
    public WireWriter u8(int value) {
        room(1);
        buffer[length++] = (byte) value;
        return this;
    }

    /// Appends the lowest 16 bits of `value`, the highest byte first.
    public WireWriter u16(int value) {
        room(Short.BYTES);
        buffer[length] = (byte) (value >>> 8);
        buffer[length + 1] = (byte) value;
        length += Short.BYTES;
        return this;
    }

    /// Appends 32 bits, the highest byte first.
    public WireWriter i32(int value) {
        room(Integer.BYTES);
        var to = buffer;
        int at = length;
        // The JVM makes one store of these; of calls for single bytes it does not.
        to[at] = (byte) (value >>> 24);
        to[at + 1] = (byte) (value >>> 16);
        to[at + 2] = (byte) (value >>> 8);
        to[at + 3] = (byte) value;
        length = at + Integer.BYTES;
        return this;
    }

    /// Appends 64 bits, the highest byte first.
    public WireWriter i64(long value) {
        room(Long.BYTES);
        var to = buffer;
        int at = length;
        to[at] = (byte) (value >>> 56);
        to[at + 1] = (byte) (value >>> 48);
        to[at + 2] = (byte) (value >>> 40);
        to[at + 3] = (byte) (value >>> 32);
        to[at + 4] = (byte) (value >>> 24);
        to[at + 5] = (byte) (value >>> 16);
        to[at + 6] = (byte) (value >>> 8);
        to[at + 7] = (byte) value;
        length = at + Long.BYTES;
        return this;
    }

    /// Appends a number in as few groups of seven bits as it needs, the lowest first: small numbers
    /// that are not negative are short.
    public WireWriter varint(long value) {
        int groups = (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
        room(groups);
        var to = buffer;
        int last = length + groups - 1;
        long rest = value;
        for (int at = length; at < last; at++) {
            to[at] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[last] = (byte) rest;
        length = last + 1;
        return this;
    }

    /// Appends `text`, ASCII of at most [#TEXT_MAX] characters, behind its length.
    @SuppressWarnings("deprecation") // Of each character the low byte, which is all of ASCII.
    public WireWriter text(String text) {
        int count = text.length();
        Preconditions.checkArgument(count <= TEXT_MAX, "a text of %s", count);
        room(1 + count);
        buffer[length] = (byte) count;
        text.getBytes(0, count, buffer, length + 1);
        length += 1 + count;
        return this;
    }

    /// Appends `bytes` behind their length.
    public WireWriter bytes(Bytes bytes) {
        return varint(bytes.length()).raw(bytes.array(), 0, bytes.length());
    }

    /// Appends `count` bytes of `source` from `from`, without a length.
    public WireWriter raw(byte[] source, int from, int count) {
        room(count);
        System.arraycopy(source, from, buffer, length, count);
        length += count;
        return this;
    }

    /// The number of bytes written.
    public int length() {
        return length;
    }

    /// The buffer itself; the bytes written are its first [#length], until the next call that
    /// writes or clears.
    public byte[] buffer() {
        return buffer;
    }

    /// A copy of what was written.
    public Bytes toBytes() {
        return Bytes.wrap(Arrays.copyOf(buffer, length));
    }

    /// Forgets what was written and keeps the buffer.
    public WireWriter clear() {
        length = 0;
        return this;
    }

    private void room(int more) {
        Preconditions.checkState(more <= limit - length, "more than %s bytes written", limit);
        if (length + more > buffer.length) {
            buffer =
                    Arrays.copyOf(
                            buffer, Math.min(limit, Math.max(2 * buffer.length, length + more)));
        }
    }
}
