package marquee.manager;

import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.OfSpare;

/// What only the manager's own process can tell a [ReplicaManager].
public sealed interface ManagerEvent {
    /// The process of `replica` has ended, whoever ended it, or could not be started.
    record ProcessEnded(ReplicaId replica) implements ManagerEvent {}

    /// There is a spare now that can be told what to hold, and knows nothing yet.
    record SpareAtHand() implements ManagerEvent {}

    /// There is no spare any more: it was called, or has ended.
    record SpareGone() implements ManagerEvent {}

    /// The spare wants to learn something, and nothing else until it has learned that.
    record SpareWants(OfSpare wish) implements ManagerEvent {}
}
