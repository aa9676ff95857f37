package marquee.config.process;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.io.BaseEncoding;
import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.ReplicationMessage.ToManager.ForSpare;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.OfSpare;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// What a manager and its spare say to each other while the spare learns (docs/protocol.md, 4.11),
/// each in one line: `hold …`, `learn …` or [#FORGET] says the manager, `WANTS …` the spare. What
/// is wanted or learned is a message in its form on the wire, in Base64.
public final class SpareTalk {
    /// Forget all that you have learned, and begin anew.
    public static final String FORGET = "forget";

    /// The longest line: a pipe takes two of them whether or not anybody reads.
    public static final int LINE_MAX = 30 * 1024;

    private static final String HOLD = "hold ";
    private static final String LEARN = "learn ";
    private static final String WANTS = "WANTS ";
    private static final BaseEncoding BASE64 = BaseEncoding.base64();

    private SpareTalk() {}

    /// The line by which the spare is told for which `implementations` it may be called.
    public static String line(ImmutableList<String> implementations) {
        return HOLD + String.join(" ", implementations);
    }

    /// The implementations that `line` tells of; none where it tells of none.
    public static ImmutableList<String> held(String line) {
        return line.startsWith(HOLD)
                ? ImmutableList.copyOf(
                        Splitter.on(' ').omitEmptyStrings().split(line.substring(HOLD.length())))
                : ImmutableList.of();
    }

    /// The line by which the spare is taught `lesson`; null if that is too much for one line.
    public static @Nullable String line(ForSpare lesson) {
        var line = LEARN + encoded(ReplicationCodec.forManager(), lesson);
        return line.length() > LINE_MAX ? null : line;
    }

    /// The line by which the spare says that it wants `wish`.
    public static String line(OfSpare wish) {
        return WANTS + encoded(ReplicationCodec.forSequencer(), wish);
    }

    /// The lesson that `line` is, or null where it is none.
    public static @Nullable ForSpare lesson(String line) {
        return decoded(ReplicationCodec.forManager(), LEARN, line) instanceof ForSpare lesson
                ? lesson
                : null;
    }

    /// The wish that `line` is, or null where it is none.
    public static @Nullable OfSpare wish(String line) {
        return decoded(ReplicationCodec.forSequencer(), WANTS, line) instanceof OfSpare wish
                ? wish
                : null;
    }

    private static String encoded(MessageCodec<?> codec, Message message) {
        var out = new WireWriter(MessageCodec.BYTES_MAX);
        codec.encode(message, out);
        return BASE64.encode(out.buffer(), 0, out.length());
    }

    private static @Nullable Message decoded(MessageCodec<?> codec, String word, String line) {
        if (!line.startsWith(word) || !BASE64.canDecode(line.substring(word.length()))) {
            return null;
        }
        var bytes = Bytes.wrap(BASE64.decode(line.substring(word.length())));
        return codec.decode(new WireReader(bytes));
    }
}
