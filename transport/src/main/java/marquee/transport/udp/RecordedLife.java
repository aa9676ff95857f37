package marquee.transport.udp;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.invoke.VarHandle;
import java.nio.BufferUnderflowException;
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
    /// The most that a folder has; processes that begin later take nothing down.
    public static final int MAX = Recording.FILES_MAX;

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

    /// When it was last heard of. Whose recording is full may have gone on for long.
    public long last() {
        return Math.max(full, facts.isEmpty() ? begun : facts.getLast().at());
    }

    /// All that lies in `folder`, by the names of the files, whether its process still writes or
    /// not; nothing if there is no such folder. What is no recording is passed over, and of one
    /// that was cut off, the fact that is not whole.
    public static ImmutableList<RecordedLife> all(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return ImmutableList.of();
        }
        var lives = ImmutableList.<RecordedLife>builder();
        for (var file : files(folder)) {
            // Most of it was never written, and is not read either.
            try (var channel = FileChannel.open(file);
                    var arena = Arena.ofConfined()) {
                long bytes = Math.min(channel.size(), Recording.BYTES_MAX);
                var life = of(channel.map(MapMode.READ_ONLY, 0, bytes, arena).asByteBuffer());
                if (life != null) {
                    lives.add(life);
                }
            }
        }
        return lives.build();
    }

    private static ImmutableList<Path> files(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*" + Recording.SUFFIX)) {
            return ImmutableList.sortedCopyOf(files);
        }
    }

    private static @Nullable RecordedLife of(ByteBuffer file) {
        if (file.remaining() < HEAD_BYTES || file.getLong() != Recording.MAGIC) {
            return null;
        }
        VarHandle.acquireFence(); // The head is there since its first word is.
        var node = NodeId.ofWire(Short.toUnsignedInt(file.getShort()));
        if (node == null) {
            return null;
        }
        int incarnation = file.getInt();
        long pid = file.getLong();
        long begun = file.getLong();
        var facts = ImmutableList.<Fact>builder();
        long full = read(file, facts);
        return new RecordedLife(node, incarnation, pid, begun, facts.build(), full);
    }

    /// Adds to `facts` those that are there. Returns when there was no room for more, or 0.
    private static long read(ByteBuffer file, ImmutableList.Builder<Fact> facts) {
        try {
            while (true) {
                byte kind = file.get();
                VarHandle.acquireFence(); // A fact is there since its kind is.
                switch (kind) {
                    case Recording.SENT -> facts.add(sent(file.getLong(), file));
                    case Recording.RECEIVED -> facts.add(received(file.getLong(), file));
                    case Recording.FULL -> {
                        return file.getLong();
                    }
                    default -> {
                        return 0;
                    }
                }
            }
        } catch (BufferUnderflowException e) {
            return 0; // Somebody cut it off.
        }
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
