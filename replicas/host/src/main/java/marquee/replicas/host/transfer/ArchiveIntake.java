package marquee.replicas.host.transfer;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import marquee.protocol.replication.ChunkSum;
import marquee.protocol.wire.Bytes;

/// The chunks of one of the sequencer's snapshots, as they come. Enough slots have vouched for what
/// all of them add up to (docs/protocol.md, rule P38).
final class ArchiveIntake {
    /// How often what comes may be wrong, a chunk or the sum of all: what is wrong on the
    /// sequencer's disk does not get better.
    static final int ATTEMPTS_MAX = 3;

    private final long number;
    private final int expected;
    private final Bytes vouched;
    private final List<Bytes> chunks = new ArrayList<>();
    private ChunkSum sum = new ChunkSum();
    private int attempts;

    /// @param number the entry after which the state is
    /// @param expected how many chunks there are
    /// @param vouched what they add up to
    ArchiveIntake(long number, int expected, Bytes vouched) {
        this.number = number;
        this.expected = expected;
        this.vouched = vouched;
    }

    /// The entry after which the state is.
    long number() {
        return number;
    }

    /// How many chunks are here, which is the place of the next one.
    int count() {
        return chunks.size();
    }

    /// How many chunks there are.
    int expected() {
        return expected;
    }

    /// Takes a chunk.
    ///
    /// @return false if it is not the next one, or is damaged, which counts as an attempt
    /// @throws IllegalStateException if that was the last attempt
    boolean take(long itsNumber, int place, Bytes chunk) {
        if (itsNumber != number || place != count()) {
            return false;
        }
        if (!ChunkSum.isIntact(chunk)) {
            fail();
            return false;
        }
        chunks.add(chunk);
        sum.add(chunk);
        return true;
    }

    /// Whether the last chunk is here.
    boolean isComplete() {
        return count() == expected;
    }

    /// Whether what came is what slots have vouched for.
    boolean isRight() {
        return isComplete() && sum.sum().equals(vouched);
    }

    /// All that came.
    ImmutableList<Bytes> chunks() {
        return ImmutableList.copyOf(chunks);
    }

    /// Begins anew, since what came is not right.
    ///
    /// @throws IllegalStateException if that was the last attempt
    void restart() {
        fail();
        chunks.clear();
        sum = new ChunkSum();
    }

    private void fail() {
        attempts++;
        checkState(
                attempts < ATTEMPTS_MAX,
                "the snapshot at %s came damaged, or to another sum, %s times",
                number,
                attempts);
    }
}
