package marquee.protocol.replication;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.util.Arrays;
import marquee.protocol.wire.Bytes;

/// The one checksum of all chunks of a state. A chunk ends with the SHA-256 of what stands before;
/// the sum is the SHA-256 of those, in their order. Equal states have equal chunks, and so equal
/// sums, whoever makes them: so whoever knows nothing of what is in a chunk can tell that enough
/// slots have the same state (docs/protocol.md, rule P39). Used by one thread.
public final class ChunkSum {
    /// The bytes of a sum, and of the checksum that a chunk ends with.
    public static final int BYTES = 32;

    private final Hasher sums = Hashing.sha256().newHasher();
    private int chunks;

    /// Whether `chunk` is as it was made.
    public static boolean isIntact(Bytes chunk) {
        int length = chunk.length() - BYTES;
        if (length < 0) {
            return false;
        }
        var sum = Hashing.sha256().hashBytes(chunk.array(), 0, length).asBytes();
        return Arrays.equals(sum, 0, BYTES, chunk.array(), length, chunk.length());
    }

    /// Adds the next chunk, which is intact.
    public void add(Bytes chunk) {
        sums.putBytes(chunk.array(), chunk.length() - BYTES, BYTES);
        chunks++;
    }

    /// How many chunks were added.
    public int chunks() {
        return chunks;
    }

    /// The sum of all chunks. None can be added afterwards.
    public Bytes sum() {
        return Bytes.wrap(sums.hash().asBytes());
    }
}
