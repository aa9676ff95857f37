package marquee.replicas.host;

import marquee.protocol.Effect;
import marquee.protocol.replication.FaultOrder;

/// What only a replica's own process can perform.
public sealed interface ReplicaEffect extends Effect.Local {
    /// Say that the replica is ready: it has executed everything that was ordered before it came,
    /// `head` being the newest of that. Comes once in a life.
    record CaughtUp(long head) implements ReplicaEffect {}

    /// Say that something is wrong: `what` happened at the entry `number`.
    record Alarm(ReplicaCount what, long number) implements ReplicaEffect {}

    /// Do wrong what `order` says: the process's own affair.
    record Misbehave(FaultOrder order) implements ReplicaEffect {}

    /// End the process at once, without a word: a fault that was asked for.
    record Crash() implements ReplicaEffect {}

    /// Never return: a fault that was asked for.
    record StandStill() implements ReplicaEffect {}
}
