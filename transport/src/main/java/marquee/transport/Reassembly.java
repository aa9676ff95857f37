package marquee.transport;

import java.util.Arrays;

/// Takes the frames of one link's bodies, in order, and hands on whole messages. It keeps one
/// message in the making, never more bytes than have come (but for the doubling of an array), and
/// never more than a message may have. Rules P22 and P46.
final class Reassembly {
    private static final byte[] NOTHING = new byte[0];
    private static final int LENGTH_MASK = Body.FRAGMENT - 1;
    private static final int FRAGMENT_FIELDS = Body.FRAGMENT_OVERHEAD - Body.WHOLE_OVERHEAD;

    private final int messageMax;
    private byte[] partial = NOTHING;
    private int length;
    private int message;
    private int arrived;
    private int count;

    /// What is told of the messages.
    interface Listener {
        /// A message: the bytes of `source` from `from` up to, but without, `end`.
        ///
        /// @return false if the link has been reset meanwhile, so that the rest is void
        boolean onMessage(byte[] source, int from, int end);

        /// A frame made no sense; the rest of its body is dropped.
        void onMalformed();
    }

    Reassembly(int messageMax) {
        this.messageMax = messageMax;
    }

    /// Drops the message in the making.
    void clear() {
        partial = NOTHING;
        length = 0;
        arrived = 0;
        count = 0;
    }

    /// Takes the body at the end of the first `end` bytes of `datagram`.
    void take(byte[] datagram, int end, Listener listener) {
        int at = Header.SIZE;
        while (at < end) {
            if (isPadding(datagram, at, end)) {
                return;
            }
            int frame = end - at < Body.WHOLE_OVERHEAD ? 0 : u16(datagram, at);
            at += Body.WHOLE_OVERHEAD;
            int size = frame & LENGTH_MASK;
            boolean whole = frame < Body.FRAGMENT;
            int fields = whole ? 0 : FRAGMENT_FIELDS;
            if (size == 0 || size > end - at - fields || (whole && count > 0)) {
                clear();
                listener.onMalformed();
                return;
            }
            boolean goesOn =
                    whole
                            ? listener.onMessage(datagram, at, at + size)
                            : takeFragment(datagram, at, size, listener);
            if (!goesOn) {
                return;
            }
            at += fields + size;
        }
    }

    private boolean takeFragment(byte[] datagram, int at, int size, Listener listener) {
        int id = u16(datagram, at) << 16 | u16(datagram, at + 2);
        int index = u16(datagram, at + 4);
        int of = u16(datagram, at + 6);
        boolean first = count == 0 && index == 0 && of > 1 && of <= LinkLimits.FRAGMENTS_MAX;
        boolean next = count > 0 && id == message && index == arrived && of == count;
        if (!(first || next) || size > messageMax - length) {
            clear();
            listener.onMalformed();
            return false;
        }
        message = id;
        count = of;
        append(datagram, at + FRAGMENT_FIELDS, size);
        arrived++;
        if (arrived < count) {
            return true;
        }
        byte[] source = partial;
        int end = length;
        clear();
        return listener.onMessage(source, 0, end);
    }

    private void append(byte[] datagram, int from, int size) {
        int needed = length + size;
        if (needed > partial.length) {
            partial = Arrays.copyOf(partial, Math.min(messageMax, Math.max(2 * length, needed)));
        }
        System.arraycopy(datagram, from, partial, length, size);
        length = needed;
    }

    private static boolean isPadding(byte[] datagram, int from, int end) {
        int at = from;
        while (at < end && datagram[at] == 0) {
            at++;
        }
        return at == end;
    }

    private static int u16(byte[] source, int at) {
        return (source[at] & 0xff) << 8 | (source[at + 1] & 0xff);
    }
}
