package marquee.protocol.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads what a [WireWriter] wrote, out of bytes that nobody vouches for. It never throws and never
/// allocates more than there is left to read: the first value that is cut off or not in its
/// canonical form makes the reader [#failed], and from then on every read gives zero or nothing.
/// Whoever reads asks once, at the end, for [#complete]. Rule P46. Not thread-safe.
public final class WireReader {
    private static final int VARINT_SHIFT_MAX = 63;
    private static final byte[] NO_NAME = {0};

    private byte[] source;
    private int end;
    private int position;
    private boolean failed;
    private String name = "";

    /// The bytes that [#name] is read from again.
    private byte[] nameForm = NO_NAME;

    /// Makes a reader of the bytes of `source` from `from` up to, but without, `end`.
    public WireReader(byte[] source, int from, int end) {
        this.source = source;
        this.position = from;
        this.end = end;
    }

    /// Begins anew with the bytes of `source` from `from` up to, but without, `end`.
    public WireReader reset(byte[] source, int from, int end) {
        this.source = source;
        this.position = from;
        this.end = end;
        failed = false;
        return this;
    }

    /// Makes a reader of all of `bytes`.
    public WireReader(Bytes bytes) {
        this(bytes.array(), 0, bytes.length());
    }

    /// Eight bits, from 0 to 255.
    public int u8() {
        return take(1) ? source[position++] & 0xff : 0;
    }

    /// Sixteen bits, from 0 to 65 535.
    public int u16() {
        if (!take(Short.BYTES)) {
            return 0;
        }
        int at = position;
        position = at + Short.BYTES;
        return ((source[at] & 0xff) << 8) | (source[at + 1] & 0xff);
    }

    /// Thirty-two bits.
    public int i32() {
        if (!take(Integer.BYTES)) {
            return 0;
        }
        int at = position;
        position = at + Integer.BYTES;
        // The JVM makes one load of these; of calls for single bytes it does not.
        return (source[at] << 24)
                | ((source[at + 1] & 0xff) << 16)
                | ((source[at + 2] & 0xff) << 8)
                | (source[at + 3] & 0xff);
    }

    /// Sixty-four bits.
    public long i64() {
        return ((long) i32() << 32) | (i32() & 0xffff_ffffL);
    }

    /// A number written by [WireWriter#varint]; a longer form than needed fails.
    public long varint() {
        long value = 0;
        int at = position;
        for (int shift = 0; shift <= VARINT_SHIFT_MAX && at < end && !failed; shift += 7) {
            long group = source[at++];
            value |= (group & 0x7f) << shift;
            if (group >= 0) {
                position = at;
                boolean padded = group == 0 && shift > 0;
                boolean tooLarge = shift == VARINT_SHIFT_MAX && group > 1;
                return padded || tooLarge ? fail() : value;
            }
        }
        return fail();
    }

    /// A number written by [WireWriter#varint], from `least` to `most`; any other fails, and gives
    /// `least`.
    public int varint(int least, int most) {
        long value = varint();
        if (failed || value < least || value > most) {
            fail();
            return least;
        }
        return (int) value;
    }

    /// A text of at most `most` characters of visible ASCII.
    public String text(int most) {
        int count = u8();
        if (count > most || !take(count)) {
            fail();
            return "";
        }
        int signs = 0;
        for (int i = position; i < position + count; i++) {
            signs |= (source[i] - '!') | ('~' - source[i]); // Negative for what is not visible.
        }
        if (signs < 0) {
            fail();
            return "";
        }
        position += count;
        // The same as in ASCII, which would be checked once more.
        return new String(source, position - count, count, StandardCharsets.ISO_8859_1);
    }

    /// The same as [#text], for a text that is mostly the one that this gave last, in whatever was
    /// read then: it is the same object then, so that what names it lives and compares cheaply.
    public String name(int most) {
        int start = position;
        if (name.length() <= most && isNext(nameForm)) {
            position += nameForm.length;
        } else {
            name = text(most);
            nameForm = failed ? NO_NAME : Arrays.copyOfRange(source, start, position);
        }
        return name;
    }

    private boolean isNext(byte[] sequence) {
        return !failed
                && sequence.length <= end - position
                && Arrays.equals(
                        source, position, position + sequence.length, sequence, 0, sequence.length);
    }

    /// At most `most` bytes behind their length.
    public Bytes bytes(int most) {
        int count = varint(0, most);
        if (!take(count)) {
            return Bytes.EMPTY;
        }
        position += count;
        return Bytes.wrap(Arrays.copyOfRange(source, position - count, position));
    }

    /// All that is left.
    public Bytes rest() {
        int start = position;
        position = failed ? start : end;
        return Bytes.wrap(Arrays.copyOfRange(source, start, position));
    }

    /// Passes over at most `most` bytes behind their length, so that somebody else reads them where
    /// they lie.
    ///
    /// @return how many they are; they end at [#position]
    public int skip(int most) {
        int count = varint(0, most);
        if (!take(count)) {
            return 0;
        }
        position += count;
        return count;
    }

    /// Makes the reader failed: what was read has the right form and an impossible value.
    ///
    /// @return 0, for whoever must return a number
    public int fail() {
        failed = true;
        return 0;
    }

    /// Whether something could not be read.
    public boolean failed() {
        return failed;
    }

    /// Whether everything could be read and nothing is left.
    public boolean complete() {
        return !failed && position == end;
    }

    /// The number of bytes left to read.
    public int remaining() {
        return failed ? 0 : end - position;
    }

    /// Where the next byte lies in the array that is read.
    public int position() {
        return position;
    }

    private boolean take(int count) {
        if (failed || count > end - position) {
            failed = true;
            return false;
        }
        return true;
    }
}
