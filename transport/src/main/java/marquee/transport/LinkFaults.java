package marquee.transport;

import com.google.common.base.Preconditions;

/// How badly a network treats the datagrams of one sender. Shares are per mille.
///
/// @param dropPerMille lost
/// @param duplicatePerMille sent twice
/// @param reorderPerMille held back for up to [FaultyLink#REORDER_NANOS], so that later ones pass
/// @param corruptPerMille with some bits turned over, or cut short
/// @param delayNanos how long each one is held back
public record LinkFaults(
        int dropPerMille,
        int duplicatePerMille,
        int reorderPerMille,
        int corruptPerMille,
        long delayNanos) {
    /// A network that does nothing bad.
    public static final LinkFaults NONE = new LinkFaults(0, 0, 0, 0, 0);

    private static final int PER_MILLE = 1_000;

    public LinkFaults {
        checkShare(dropPerMille);
        checkShare(duplicatePerMille);
        checkShare(reorderPerMille);
        checkShare(corruptPerMille);
        Preconditions.checkArgument(delayNanos >= 0, "a delay of %s ns", delayNanos);
    }

    private static void checkShare(int perMille) {
        Preconditions.checkArgument(
                perMille >= 0 && perMille <= PER_MILLE, "a share of %s per mille", perMille);
    }
}
