package marquee.scenarios.fuzz;

import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// A codec that counts what it could read.
final class CountingCodec<M extends Message> implements MessageCodec<M> {
    private final MessageCodec<M> codec;
    private long read;

    CountingCodec(MessageCodec<M> codec) {
        this.codec = codec;
    }

    long read() {
        return read;
    }

    @Override
    public void encode(Message message, WireWriter out) {
        codec.encode(message, out);
    }

    @Override
    public @Nullable M decode(WireReader in) {
        var message = codec.decode(in);
        read += message == null ? 0 : 1;
        return message;
    }
}
