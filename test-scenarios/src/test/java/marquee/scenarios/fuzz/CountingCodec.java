package marquee.scenarios.fuzz;

import java.util.LinkedHashSet;
import java.util.Set;
import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// A codec that remembers which kinds of message it could read.
final class CountingCodec<M extends Message> implements MessageCodec<M> {
    private final MessageCodec<M> codec;
    private final Set<Class<?>> read = new LinkedHashSet<>();

    CountingCodec(MessageCodec<M> codec) {
        this.codec = codec;
    }

    Set<Class<?>> read() {
        return read;
    }

    @Override
    public void encode(Message message, WireWriter out) {
        codec.encode(message, out);
    }

    @Override
    public @Nullable M decode(WireReader in) {
        var message = codec.decode(in);
        if (message != null) {
            read.add(message.getClass());
        }
        return message;
    }
}
