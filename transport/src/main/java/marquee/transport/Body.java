package marquee.transport;

import java.util.Arrays;

/// The frames of one datagram, behind room for the header. It grows until it is first sent, and is
/// then sent again as it is; several links may hold it. A frame is two bytes, the length of what
/// follows, and then either a whole message or, with the highest bit set, a fragment: the number of
/// its message, its index, how many there are, and its bytes. Behind the last frame there may be
/// zeros up to the end.
final class Body {
    /// The bytes of a frame around a whole message.
    static final int WHOLE_OVERHEAD = 2;

    /// The bytes of a frame around a fragment.
    static final int FRAGMENT_OVERHEAD = 10;

    /// Marks the length of a fragment.
    static final int FRAGMENT = 0x8000;

    /// At most this part of a datagram is filled with zeros.
    private static final int PADDING_PART = 4;

    /// The bytes that are sent; the header's are written anew for each transmission.
    final byte[] datagram;

    /// Up to where the bytes are in use.
    int length = Header.SIZE;

    /// The links that hold it.
    int holders;

    /// Whether it was packed for more than one link.
    boolean shared;

    private boolean sealed;
    private final byte[] hash = new byte[DatagramTags.HASH_SIZE];

    Body(int datagramBytes) {
        this.datagram = new byte[datagramBytes];
    }

    /// Makes the body as new.
    void clear() {
        length = Header.SIZE;
        holders = 0;
        shared = false;
        sealed = false;
    }

    /// Whether a frame of `bytes`, overhead included, may still be added.
    boolean fits(int bytes) {
        return !sealed && bytes <= datagram.length - length;
    }

    /// Adds the message that is the first `count` bytes of `message`.
    void addWhole(byte[] message, int count) {
        u16(count);
        bytes(message, 0, count);
    }

    /// Fragment `index` of the `count` that message number `message` comes in.
    record Fragment(int message, int index, int count) {}

    /// Adds `fragment`, which is the `size` bytes of `source` from `from`.
    void addFragment(Fragment fragment, byte[] source, int from, int size) {
        u16(FRAGMENT | size);
        u16(fragment.message >>> 16);
        u16(fragment.message);
        u16(fragment.index);
        u16(fragment.count);
        bytes(source, from, size);
    }

    /// Takes no further frame. If little room is left it is filled with zeros: datagrams of one
    /// length can leave together (docs/decisions/0100).
    void close() {
        if (!sealed && datagram.length - length <= datagram.length / PADDING_PART) {
            Arrays.fill(datagram, length, datagram.length, (byte) 0);
            length = datagram.length;
        }
    }

    /// Fills the body with the first `size` bytes of `source`, a datagram.
    void copy(byte[] source, int size) {
        System.arraycopy(source, Header.SIZE, datagram, Header.SIZE, size - Header.SIZE);
        length = size;
    }

    /// The hash of the frames, which are final from now on.
    byte[] seal(DatagramTags tags) {
        if (!sealed) {
            sealed = true;
            tags.hashBody(datagram, length, hash);
        }
        return hash;
    }

    private void u16(int value) {
        datagram[length++] = (byte) (value >>> 8);
        datagram[length++] = (byte) value;
    }

    private void bytes(byte[] source, int from, int count) {
        System.arraycopy(source, from, datagram, length, count);
        length += count;
    }
}
