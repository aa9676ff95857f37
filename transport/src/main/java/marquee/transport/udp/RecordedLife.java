package marquee.transport.udp;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import marquee.protocol.NodeId;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// What one process took down of what it sent and got. Times are microseconds of the wall clock.
///
/// @param pid the process
/// @param begun when it opened its sockets
/// @param facts in their order
/// @param full when there was no room for more; 0 if there always was
public record RecordedLife(
        NodeId node, int incarnation, long pid, long begun, ImmutableList<Fact> facts, long full) {
    private static final int HEAD_BYTES = 30;

    /// Something that happened at the process.
    public sealed interface Fact {
        /// When.
        long at();
    }

    /// It sent `datagram` to `to`.
    public record Sent(long at, NodeId to, Bytes datagram) implements Fact {}

    /// It received a datagram.
    public record Received(long at, Mark mark) implements Fact {}

    /// What tells a datagram from all others, nearly.
    public record Mark(int checksum, int length) {
        /// The mark of `datagram`.
        public static Mark of(Bytes datagram) {
            int length = datagram.length();
            return new Mark(Recording.checksum(datagram.array(), length), length);
        }
    }

    /// When it was last heard of.
    public long last() {
        return facts.isEmpty() ? begun : facts.getLast().at();
    }

    /// All that lies in `folder`, whether its process still writes or not; nothing if there is no
    /// such folder. What is no recording is passed over.
    public static ImmutableList<RecordedLife> all(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return ImmutableList.of();
        }
        try (var files = Files.newDirectoryStream(folder, "*" + Recording.SUFFIX)) {
            var lives = ImmutableList.<RecordedLife>builder();
            for (var file : files) {
                // Most of it was never written, and is not read either.
                try (var channel = FileChannel.open(file)) {
                    var life = of(channel.map(MapMode.READ_ONLY, 0, channel.size()));
                    if (life != null) {
                        lives.add(life);
                    }
                }
            }
            return lives.build();
        }
    }

    private static @Nullable RecordedLife of(ByteBuffer file) {
        if (file.remaining() < HEAD_BYTES || file.getLong() != Recording.MAGIC) {
            return null;
        }
        var node = NodeId.ofWire(Short.toUnsignedInt(file.getShort()));
        if (node == null) {
            return null;
        }
        int incarnation = file.getInt();
        long pid = file.getLong();
        long begun = file.getLong();
        var facts = ImmutableList.<Fact>builder();
        while (file.hasRemaining()) {
            byte kind = file.get();
            if (kind == 0) {
                break;
            }
            long at = file.getLong();
            if (kind == Recording.FULL) {
                return new RecordedLife(node, incarnation, pid, begun, facts.build(), at);
            }
            facts.add(kind == Recording.SENT ? sent(at, file) : received(at, file));
        }
        return new RecordedLife(node, incarnation, pid, begun, facts.build(), 0);
    }

    private static Sent sent(long at, ByteBuffer file) {
        var to = NodeId.ofWire(Short.toUnsignedInt(file.getShort()));
        var bytes = new byte[Short.toUnsignedInt(file.getShort())];
        file.get(bytes);
        return new Sent(at, to == null ? NodeId.SEQUENCER : to, Bytes.wrap(bytes));
    }

    private static Received received(long at, ByteBuffer file) {
        int checksum = file.getInt();
        return new Received(at, new Mark(checksum, Short.toUnsignedInt(file.getShort())));
    }
}
