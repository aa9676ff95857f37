package marquee.protocol;

import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// Writes the messages of a protocol, and reads one receiver's family of them. Strict: each message
/// has exactly one form on the wire. Holds no state.
///
/// @param <M> the family that is read
public interface MessageCodec<M extends Message> {
    /// The most bytes of one message (rule P22).
    int BYTES_MAX = 512 * 1024;

    /// Appends `message` to `out`.
    ///
    /// @throws IllegalArgumentException if `message` is not of this protocol
    void encode(Message message, WireWriter out);

    /// Reads one message that fills `in` to its end.
    ///
    /// @return null if the bytes are no message of the family; never throws, whatever they are
    @Nullable M decode(WireReader in);
}
