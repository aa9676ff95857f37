package marquee.frontend;

import com.google.common.collect.ImmutableList;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.ReplicaId;

/// A replacement as the order tells of it. Times are of the order, in milliseconds since 1970; 0
/// for what has not happened, or was not heard of.
///
/// @param successor the incarnation that takes the slot
/// @param next where it runs, and what
/// @param reason why its predecessor went: a [marquee.protocol.replication.Cause], or
///   [#JOIN_FAILED] for one that had not come to vote
/// @param voters the managers whose votes decided; none where the sequencer did alone
/// @param number the place of the decision in the order
public record Replacement(
        ReplicaId successor,
        Assignment next,
        String reason,
        ImmutableList<NodeId> voters,
        long number,
        Times times) {
    /// The reason of a replacement of one that was to join and did not get there.
    public static final String JOIN_FAILED = "JOIN_FAILED";

    /// When it went how far.
    ///
    /// @param suspected when the order first told of what led to it
    /// @param ordered when it was decided
    /// @param begun when the successor's process was heard of
    /// @param active when the successor came to vote
    /// @param failed when the successor was given up before it did
    public record Times(long suspected, long ordered, long begun, long active, long failed) {
        Times withBegun(long at) {
            return new Times(suspected, ordered, at, active, failed);
        }

        Times withActive(long at) {
            return new Times(suspected, ordered, begun, at, failed);
        }

        Times withFailed(long at) {
            return new Times(suspected, ordered, begun, active, at);
        }
    }

    Replacement with(Times changed) {
        return new Replacement(successor, next, reason, voters, number, changed);
    }
}
