package marquee.sequencer;

import com.google.common.base.Preconditions;
import com.google.common.math.IntMath;
import java.util.Arrays;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.EntryCodec;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;

/// Entries in their binary form, one behind the other in blocks that are used again: as objects
/// they would outlive every collection of young objects, and be garbage only then. They come in the
/// order of their numbers, without gaps, and leave in the same order.
final class EntryRing {
    /// An entry that is longer has a block of its own.
    private static final int BLOCK_BYTES = 64 * 1024;

    private static final byte[] NONE = {};

    private final int max;

    /// The block of each entry, where it starts there, and how long it is.
    private final byte[][] blocks;

    private final int[] starts;
    private final int[] lengths;
    private final WireWriter scratch = new WireWriter(Entry.BYTES_MAX);
    private byte[] newest = NONE;
    private int newestLength;
    private byte[] spare = NONE;
    private long bytes;

    /// Makes a ring of at most `max` entries.
    EntryRing(int max) {
        this.max = max;
        int places = IntMath.ceilingPowerOfTwo(max);
        this.blocks = new byte[places][];
        this.starts = new int[places];
        this.lengths = new int[places];
        Arrays.fill(blocks, NONE);
    }

    /// How many entries there can be.
    int max() {
        return max;
    }

    /// How many bytes the entries have together.
    long bytes() {
        return bytes;
    }

    /// Adds the next entry, for which there must be room.
    void add(Entry entry) {
        int index = index(entry.number());
        Preconditions.checkState(lengths[index] == 0, "no room for entry %s", entry.number());
        EntryCodec.encode(entry, scratch.clear());
        int length = scratch.length();
        if (length > newest.length - newestLength) {
            newest = length <= spare.length ? spare : new byte[Math.max(length, BLOCK_BYTES)];
            newestLength = 0;
            spare = NONE;
        }
        System.arraycopy(scratch.buffer(), 0, newest, newestLength, length);
        blocks[index] = newest;
        starts[index] = newestLength;
        lengths[index] = length;
        newestLength += length;
        bytes += length;
    }

    /// The entry `number`, which must be here.
    Entry at(long number) {
        int index = index(number);
        int start = starts[index];
        var entry = EntryCodec.decode(new WireReader(blocks[index], start, start + lengths[index]));
        Preconditions.checkArgument(
                entry != null && entry.number() == number, "entry %s is not in memory", number);
        return entry;
    }

    /// Forgets the entry `number`, the oldest.
    void forget(long number) {
        int index = index(number);
        var block = blocks[index];
        bytes -= lengths[index];
        blocks[index] = NONE;
        lengths[index] = 0;
        int next = index(number + 1);
        boolean isEmpty = lengths[next] != 0 && starts[next] == 0; // The next begins another.
        if (isEmpty) {
            spare = block;
        }
    }

    private int index(long number) {
        return (int) number & (blocks.length - 1);
    }
}
