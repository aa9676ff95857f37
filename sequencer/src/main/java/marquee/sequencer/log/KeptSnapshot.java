package marquee.sequencer.log;

import com.google.common.base.Preconditions;
import com.google.common.primitives.ImmutableLongArray;
import java.nio.ByteBuffer;
import marquee.protocol.replication.Checkpoint;
import marquee.protocol.wire.Bytes;

/// A snapshot of the group's state that lies whole and flushed on the disk, in a file of its own:
/// with the log from there on it is all that is needed. What is in its chunks is nothing to the
/// sequencer.
///
/// @param at what the order had come to there
/// @param offsets where each chunk begins in the file, and where the last one ends
/// @param sum what the chunks add up to, as enough slots have told
public record KeptSnapshot(Checkpoint at, ImmutableLongArray offsets, Bytes sum) {
    /// The entry after which the state is.
    public long number() {
        return at.number();
    }

    /// How many chunks there are.
    public int chunks() {
        return offsets.length() - 1;
    }

    /// Reads the chunk at `place`.
    Bytes read(Disk disk, int place) {
        Preconditions.checkElementIndex(place, chunks());
        long start = offsets.get(place) + Integer.BYTES; // Behind its length.
        var bytes = ByteBuffer.allocate((int) (offsets.get(place + 1) - start));
        var file = SnapshotFile.name(number());
        disk.read(file, start, bytes);
        if (bytes.hasRemaining()) {
            throw new DiskException(file + " cannot be read back at byte " + start);
        }
        return Bytes.wrap(bytes.array());
    }
}
