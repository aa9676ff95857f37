package marquee.protocol.replication;

import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/// One slot of the group as the order describes it.
///
/// @param replica the incarnation that fills it
/// @param active whether that incarnation votes; it joins if not
/// @param since the entry with which this began
/// @param begun whether its process has been heard of
/// @param assignment where the incarnation runs, and what
/// @param cause why its predecessor was replaced; null in the first incarnation
/// @param certain whether nobody doubts why the predecessor went: it was convicted, was seen to
///   end, or only made room for one on the slot's own host
/// @param conviction what the incarnation itself is convicted of; null if of nothing
/// @param exited whether its process was seen to end
/// @param crashedAt the entry that told of the last process seen to end; -1 if none was
/// @param crashedAgain whether the incarnation's own process was seen to end, and is known to have
///   come no further than the one seen to end before it, so that one entry may have ended both
/// @param quickDeaths how many incarnations in a row have ended soon after they had become active,
///   or before
/// @param shut whether the slot's own host cannot run it: a join there failed before its process
///   was heard of, and that host's manager has not come back since
public record MemberSlot(
        ReplicaId replica,
        boolean active,
        long since,
        boolean begun,
        Assignment assignment,
        @Nullable Cause cause,
        boolean certain,
        @Nullable Cause conviction,
        boolean exited,
        long crashedAt,
        boolean crashedAgain,
        int quickDeaths,
        boolean shut) {
    /// An incarnation that ends within so many entries of its activation has died soon: progress
    /// makes a death one of its own.
    public static final long SOON = 1_000;

    /// No process of the slot was seen to end.
    public static final long NEVER = -1;

    /// A slot whose first incarnation votes from the first entry on.
    public static MemberSlot first(int slot, Assignment assignment) {
        var first = new ReplicaId(slot, 0);
        return new MemberSlot(
                first,
                true,
                0,
                false,
                assignment,
                null,
                false,
                null,
                false,
                NEVER,
                false,
                0,
                false);
    }

    /// Whether the incarnation can be one of the correct ones that the group counts on: it votes,
    /// is convicted of nothing, and was not seen to end.
    public boolean isSound() {
        return active && conviction == null && !exited;
    }

    /// Whether what the incarnation tells of its state at `number` is believed: it is sound, and
    /// voted before.
    public boolean isSoundAt(long number) {
        return isSound() && since < number;
    }

    /// The host that the slot belongs to.
    public NodeId home() {
        return NodeId.manager(replica.slot());
    }

    /// Whether the incarnation joins and has not been heard of: a join that fails so has failed to
    /// start.
    public boolean isUnheard() {
        return !active && !begun;
    }

    /// Whether an incorrect incarnation was found here whose successor does not vote yet.
    public boolean hidesConviction() {
        return conviction != null || (!active && cause != null && cause.isConviction());
    }

    /// Whether the incarnation's fault is beyond doubt.
    public boolean isCertainlyFaulty() {
        return conviction != null || exited;
    }

    MemberSlot heardOf() {
        return with(active, since, true, conviction);
    }

    MemberSlot convicted(Cause of) {
        return with(active, since, begun, of);
    }

    MemberSlot activated(long number) {
        return with(true, number, begun, conviction);
    }

    /// The process has ended, as `end`, the entry `number`, tells.
    MemberSlot exited(MembershipChange.Exited end, long number) {
        return new MemberSlot(
                replica,
                active,
                since,
                begun,
                assignment,
                cause,
                certain,
                conviction,
                true,
                number,
                end.isBefore(crashedAt),
                quickDeaths,
                shut);
    }

    /// The next incarnation, which joins from the entry `number` on.
    MemberSlot replaced(long number, Cause why, Assignment next) {
        boolean moves = active && why == Cause.HOME; // A join that fails keeps the cause.
        boolean soon = !active || number - since < SOON;
        return new MemberSlot(
                replica.successor(),
                false,
                number,
                false,
                next,
                why,
                why == Cause.HOME || isCertainlyFaulty() || (!active && certain),
                null,
                false,
                crashedAt,
                false,
                moves || !soon ? 0 : quickDeaths + 1,
                shut || (isUnheard() && assignment.host().equals(home())));
    }

    /// The manager of the slot's own host is there anew: it may try again.
    MemberSlot opened() {
        return with(active, since, begun, conviction, false);
    }

    private MemberSlot with(boolean votes, long from, boolean heardOf, @Nullable Cause of) {
        return with(votes, from, heardOf, of, shut);
    }

    private MemberSlot with(
            boolean votes, long from, boolean heardOf, @Nullable Cause of, boolean isShut) {
        return new MemberSlot(
                replica,
                votes,
                from,
                heardOf,
                assignment,
                cause,
                certain,
                of,
                exited,
                crashedAt,
                crashedAgain,
                quickDeaths,
                isShut);
    }
}
