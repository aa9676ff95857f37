package marquee.sequencer;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import marquee.protocol.replication.Digest;
import org.jspecify.annotations.Nullable;

/// The digests of all slots at one mark. A digest is the right one if it is the only one that a
/// quorum of slots has; if two have one, nobody is accused (rule P11).
final class Comparison {
    private final long number;
    private final int quorum;
    private final @Nullable Digest[] digests;
    private final boolean[] believed;
    private final boolean[] accused;
    private boolean split;

    Comparison(long number, int slots, int quorum) {
        this.number = number;
        this.quorum = quorum;
        this.digests = new @Nullable Digest[slots];
        this.believed = new boolean[slots];
        this.accused = new boolean[slots];
    }

    /// The mark's place in the order.
    long number() {
        return number;
    }

    /// What the slot reported; null if it has not yet.
    @Nullable Digest digest(int slot) {
        return digests[slot - 1];
    }

    /// Takes the slot's digest; the first one stands.
    ///
    /// @param counts whether it can be a vote for the right one
    /// @return false if it had reported another
    boolean take(int slot, Digest digest, boolean counts) {
        var before = digests[slot - 1];
        if (before == null) {
            digests[slot - 1] = digest;
            believed[slot - 1] = counts;
        }
        return before == null || before.equals(digest);
    }

    /// What the slot reported is of somebody who fills it no longer.
    void forget(int slot) {
        digests[slot - 1] = null;
        accused[slot - 1] = false;
    }

    /// Whether any slot has reported.
    boolean hasAny() {
        return Arrays.stream(digests).anyMatch(Objects::nonNull);
    }

    /// Whether every slot that is `awaited` has reported.
    boolean hasAll(IntPredicate awaited) {
        for (int slot = 1; slot <= digests.length; slot++) {
            if (awaited.test(slot) && digests[slot - 1] == null) {
                return false;
            }
        }
        return true;
    }

    /// The right digest; null if there is none yet, or two have a quorum.
    @Nullable Digest agreed() {
        Digest right = null;
        for (var digest : digests) {
            if (digest != null && count(digest) >= quorum) {
                if (right != null && !right.equals(digest)) {
                    return null;
                }
                right = digest;
            }
        }
        return right;
    }

    /// Shows `accuse` each slot whose digest is not the right one, each once.
    ///
    /// @return whether it has come out just now that two digests have a quorum
    boolean judge(IntConsumer accuse) {
        Digest right = null;
        for (var digest : digests) {
            if (digest != null && count(digest) >= quorum) {
                if (right != null && !right.equals(digest)) {
                    boolean news = !split;
                    split = true;
                    return news;
                }
                right = digest;
            }
        }
        for (int i = 0; right != null && i < digests.length; i++) {
            if (digests[i] != null && !right.equals(digests[i]) && !accused[i]) {
                accused[i] = true;
                accuse.accept(i + 1);
            }
        }
        return false;
    }

    private int count(Digest digest) {
        int count = 0;
        for (int i = 0; i < digests.length; i++) {
            count += believed[i] && digest.equals(digests[i]) ? 1 : 0;
        }
        return count;
    }
}
