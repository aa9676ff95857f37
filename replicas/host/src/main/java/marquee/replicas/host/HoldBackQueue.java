package marquee.replicas.host;

import com.google.common.math.IntMath;
import java.util.Arrays;
import marquee.protocol.replication.Entry;
import org.jspecify.annotations.Nullable;

/// Entries received but not yet deliverable: a ring in which each number within reach has a place
/// of its own (rule P14).
final class HoldBackQueue {
    private final @Nullable Entry[] ring;

    /// Makes a queue of at most `limit` entries.
    HoldBackQueue(int limit) {
        ring = new Entry[IntMath.ceilingPowerOfTwo(limit)];
    }

    /// Holds `entry`, whose number is one of the `limit` after the newest executed one, unless one
    /// with its number is held already.
    ///
    /// @return the one that is held already
    @Nullable Entry offer(Entry entry) {
        var held = ring[place(entry.number())];
        if (held == null) {
            ring[place(entry.number())] = entry;
        }
        return held;
    }

    /// Lets go of everything: entries of another stretch of the order are next.
    void clear() {
        Arrays.fill(ring, null);
    }

    /// Lets go of the entry `number`, if it is held.
    @Nullable Entry poll(long number) {
        int place = place(number);
        var held = ring[place];
        ring[place] = null;
        return held;
    }

    private int place(long number) {
        return (int) number & (ring.length - 1);
    }
}
