package marquee.protocol.replication;

import com.google.common.collect.ImmutableList;
import marquee.protocol.NodeId;

/// What the order says of the group itself: each is an entry like any request, so that everybody
/// applies it between the same two requests (view change in total order; Chockler, Keidar and
/// Vitenberg 2001). What each does is told by [Membership].
public sealed interface MembershipChange extends Entry.Content {
    /// The most judgements in one entry.
    int JUDGEMENTS_MAX = 512;

    /// Whether somebody else fills a slot or votes from this entry on. Of a change that came too
    /// late that is not true; the sequencer orders none.
    default boolean beginsView() {
        return switch (this) {
            case Replaced _, Activated _, JoinFailed _ -> true;
            case Begun _, Judged _, Convicted _, Exited _, ManagerGone _, ManagerBack _ -> false;
        };
    }

    /// The process of `replica` has been heard of: whoever finds it gone starts it no more.
    record Begun(ReplicaId replica) implements MembershipChange {}

    /// Replies of `replica` were judged.
    record Judged(ReplicaId replica, ImmutableList<Judgement> judgements)
            implements MembershipChange {}

    /// `replica` is convicted of incorrect replies or of rotten state, which showed at `number`.
    record Convicted(ReplicaId replica, Cause cause, long number) implements MembershipChange {}

    /// The manager that had started it has seen the process of `replica` end, which had executed
    /// everything up to `executed`; [#UNKNOWN] if it had not told that yet.
    record Exited(ReplicaId replica, long executed) implements MembershipChange {
        /// How far a process was that has not said so since the sequencer started.
        public static final long UNKNOWN = -1;

        /// Whether the process is known to have come no further than to the entry `number`.
        boolean isBefore(long number) {
            return executed != UNKNOWN && executed < number;
        }
    }

    /// The incarnation after `replica` takes its slot, run as `next` says, because a majority of
    /// the electorate, `voters`, wants it.
    record Replaced(ReplicaId replica, Cause cause, Assignment next, ImmutableList<NodeId> voters)
            implements MembershipChange {}

    /// `replica` has the state of the group and votes on every later entry.
    record Activated(ReplicaId replica) implements MembershipChange {}

    /// `replica` does not get to the state of the group; the incarnation after it takes its slot.
    record JoinFailed(ReplicaId replica, Assignment next, ImmutableList<NodeId> voters)
            implements MembershipChange {}

    /// `manager` leaves the electorate.
    record ManagerGone(NodeId manager, ImmutableList<NodeId> voters) implements MembershipChange {}

    /// `manager` is in the electorate again.
    record ManagerBack(NodeId manager) implements MembershipChange {}
}
