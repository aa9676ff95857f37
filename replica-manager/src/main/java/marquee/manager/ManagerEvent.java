package marquee.manager;

import marquee.protocol.replication.ReplicaId;

/// What only the manager's own process can tell a [ReplicaManager].
public sealed interface ManagerEvent {
    /// The process of `replica` has ended, whoever ended it, or could not be started.
    record ProcessEnded(ReplicaId replica) implements ManagerEvent {}
}
