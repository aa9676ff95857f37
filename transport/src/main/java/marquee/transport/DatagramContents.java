package marquee.transport;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// What a datagram says, true or not, for whoever looks on: no tag is checked.
///
/// @param senderIncarnation which process of its node sent it
/// @param hello whether it says that its sender is there
/// @param number its link number; of one that is sent again the same
/// @param frames what it carries, in order; empty if it only acknowledges
public record DatagramContents(
        int senderIncarnation, boolean hello, long number, ImmutableList<Frame> frames) {

    /// One part of a body.
    ///
    /// @param message the bytes of a message, or of a fragment of one
    /// @param index of the fragment, from 0
    /// @param count of the message's fragments; 1 for a whole message
    public record Frame(Bytes message, int index, int count) {}

    /// Reads `datagram`.
    ///
    /// @return null if it is none of ours
    public static @Nullable DatagramContents of(byte[] datagram) {
        var header = new Header();
        if (datagram.length < Header.SIZE || !header.read(datagram)) {
            return null;
        }
        return new DatagramContents(
                header.senderIncarnation,
                header.kind == Header.HELLO,
                header.number,
                frames(datagram));
    }

    private static ImmutableList<Frame> frames(byte[] datagram) {
        var frames = ImmutableList.<Frame>builder();
        int at = Header.SIZE;
        while (datagram.length - at > Body.WHOLE_OVERHEAD) {
            int length = u16(datagram, at);
            boolean whole = length < Body.FRAGMENT;
            int from = at + (whole ? Body.WHOLE_OVERHEAD : Body.FRAGMENT_OVERHEAD);
            int end = from + (whole ? length : length - Body.FRAGMENT);
            if (end > datagram.length || end <= from) {
                break;
            }
            var bytes = Bytes.wrap(Arrays.copyOfRange(datagram, from, end));
            // The index and the count are the last two fields before a fragment's bytes.
            frames.add(
                    whole
                            ? new Frame(bytes, 0, 1)
                            : new Frame(bytes, u16(datagram, from - 4), u16(datagram, from - 2)));
            at = end;
        }
        return frames.build();
    }

    private static int u16(byte[] source, int at) {
        return (source[at] & 0xff) << 8 | (source[at + 1] & 0xff);
    }
}
