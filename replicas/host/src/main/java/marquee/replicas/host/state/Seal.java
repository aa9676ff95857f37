package marquee.replicas.host.state;

import com.google.common.hash.Hashing;
import java.util.Arrays;
import java.util.zip.CRC32C;
import marquee.protocol.replication.ChunkSum;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireWriter;

/// What a chunk of a [Snapshot] ends with, so that whoever reads it sees that it is as it was made.
public enum Seal {
    /// SHA-256, for chunks that are kept: by their sum slots vouch for a snapshot that nobody reads
    /// ([ChunkSum], rule P39).
    ARCHIVE(ChunkSum.BYTES),
    /// CRC-32C, for chunks to a replica that joins. It reads them all at once, and believes them
    /// only if they make the digest that enough slots have told (rule P39), so that nothing but
    /// damage on the way is left to find. SHA-256 takes the first compiler 10 ns a byte.
    TRANSFER(Integer.BYTES);

    private final int bytes;

    Seal(int bytes) {
        this.bytes = bytes;
    }

    /// How many bytes it has.
    int bytes() {
        return bytes;
    }

    /// The chunk that `content` becomes by it.
    Bytes seal(WireWriter content) {
        return content.raw(of(content.buffer(), content.length()), 0, bytes).toBytes();
    }

    /// Whether `chunk` is as it was sealed.
    boolean isIntact(Bytes chunk) {
        int length = chunk.length() - bytes;
        return length >= 0
                && Arrays.equals(
                        of(chunk.array(), length), 0, bytes, chunk.array(), length, length + bytes);
    }

    private byte[] of(byte[] content, int length) {
        return switch (this) {
            case ARCHIVE -> Hashing.sha256().hashBytes(content, 0, length).asBytes();
            case TRANSFER -> {
                var sum = new CRC32C();
                sum.update(content, 0, length);
                yield new WireWriter(bytes).i32((int) sum.getValue()).buffer();
            }
        };
    }
}
