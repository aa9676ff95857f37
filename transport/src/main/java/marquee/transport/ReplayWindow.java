package marquee.transport;

import java.util.Arrays;

/// Knows which of the newest 1 024 packet numbers of one life of a peer have come, so that a
/// recorded datagram is taken once only; anything older is taken for a repeat. Rule P45; the way of
/// RFC 6479.
final class ReplayWindow {
    /// How far back a number may come and still be told apart.
    static final int SIZE = 1_024;

    private static final int WORDS = SIZE / Long.SIZE;

    private final long[] seen = new long[WORDS];
    private long newest;
    private boolean empty = true;

    /// Forgets everything, for a new life.
    void clear() {
        empty = true;
        Arrays.fill(seen, 0);
    }

    /// Takes note of `packet`.
    ///
    /// @return false if it has come before, or is too old to tell
    boolean accept(long packet) {
        if (empty) {
            empty = false;
            newest = packet;
        }
        long ahead = packet - newest;
        if (ahead >= SIZE) {
            Arrays.fill(seen, 0);
        } else {
            for (long passed = 1; passed <= ahead; passed++) {
                seen[word(newest + passed)] &= ~bit(newest + passed);
            }
        }
        if (ahead > 0) {
            newest = packet;
        } else if (-ahead >= SIZE || (seen[word(packet)] & bit(packet)) != 0) {
            return false;
        }
        seen[word(packet)] |= bit(packet);
        return true;
    }

    private static int word(long packet) {
        return (int) (packet >>> 6) & (WORDS - 1);
    }

    private static long bit(long packet) {
        return 1L << packet;
    }
}
