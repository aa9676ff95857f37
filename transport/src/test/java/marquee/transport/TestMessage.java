package marquee.transport;

import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// A number and some bytes, the only message of the tests. A number below zero is not readable.
record TestMessage(long number, Bytes content) implements Message {
    static final MessageCodec<TestMessage> CODEC =
            new MessageCodec<>() {
                @Override
                public void encode(Message message, WireWriter out) {
                    var told = (TestMessage) message;
                    out.i64(told.number).raw(told.content.array(), 0, told.content.length());
                }

                @Override
                public @Nullable TestMessage decode(WireReader in) {
                    long number = in.i64();
                    var content = new byte[in.remaining()];
                    for (int i = 0; i < content.length; i++) {
                        content[i] = (byte) in.u8();
                    }
                    boolean readable = in.complete() && number >= 0;
                    return readable ? new TestMessage(number, Bytes.wrap(content)) : null;
                }
            };

    /// A message of `number` and `size` bytes that follow from it.
    static TestMessage of(long number, int size) {
        var content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (number * 31 + i);
        }
        return new TestMessage(number, Bytes.wrap(content));
    }
}
