package marquee.protocol.replication;

import marquee.protocol.NodeId;

/// What the managers vote on. Two votes are on the same question if their ballots are of one kind
/// and about the same [#subject]; why is told beside it (core of rule P33).
public sealed interface Ballot {
    /// Whom it is about: an incarnation, or a manager. Late votes are on a subject that is no
    /// longer there.
    Object subject();

    /// Replace `replica`, because of `cause`.
    record Replace(ReplicaId replica, Cause cause) implements Ballot {
        @Override
        public ReplicaId subject() {
            return replica;
        }
    }

    /// Give up the join of `replica`.
    record FailJoin(ReplicaId replica) implements Ballot {
        @Override
        public ReplicaId subject() {
            return replica;
        }
    }

    /// Take `manager` out of the electorate.
    record Dismiss(NodeId manager) implements Ballot {
        @Override
        public NodeId subject() {
            return manager;
        }
    }

    /// Whether votes on `other` and on this one count together.
    default boolean asksTheSameAs(Ballot other) {
        return getClass() == other.getClass() && subject().equals(other.subject());
    }

    /// One manager's vote.
    ///
    /// @param stampMillis the newest time of the order that the voter knew, so that a vote that has
    ///   grown old is told from a fresh one
    record Vote(NodeId voter, Ballot ballot, long stampMillis) {}
}
