package marquee.frontend;

import com.google.common.base.Preconditions;
import java.time.Duration;

/// The bounds of a front end (rule P47).
///
/// @param pendingMax how many calls may wait for their answers (`pendingRequestsMax`)
/// @param deadline how long a call waits at most
/// @param verdictsMax how many places of the order are judged at once; a power of two
/// @param heldBytesMax how many bytes of one slot's replies wait for a quorum
/// @param questionsMax how many questions to the sequencer may be open
public record FrontEndLimits(
        int pendingMax, Duration deadline, int verdictsMax, long heldBytesMax, int questionsMax) {
    /// What a front end keeps to unless its configuration says otherwise.
    public static final FrontEndLimits DEFAULT =
            new FrontEndLimits(4_096, Duration.ofSeconds(10), 65_536, 32 << 20, 64);

    public FrontEndLimits {
        Preconditions.checkArgument(pendingMax > 0, "pendingMax %s", pendingMax);
        Preconditions.checkArgument(Integer.bitCount(verdictsMax) == 1, "verdicts %s", verdictsMax);
        Preconditions.checkArgument(!deadline.isNegative(), "deadline %s", deadline);
    }

    /// These limits with another bound for waiting calls and another deadline.
    public FrontEndLimits with(int pendingMax, Duration deadline) {
        return new FrontEndLimits(pendingMax, deadline, verdictsMax, heldBytesMax, questionsMax);
    }
}
