package marquee.manager;

import com.google.common.collect.ImmutableList;
import marquee.protocol.Effect;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.FaultOrder;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToManager.ForSpare;

/// What a [ReplicaManager] asks of its own process.
public sealed interface ManagerEffect extends Effect.Local {
    /// Start the process of `replica` with `implementation`. There will be one
    /// [ManagerEvent.ProcessEnded] for it.
    ///
    /// @param others who is in the other slots by now
    /// @param first whether it is the slot's first incarnation, which alone takes over the faults
    ///   that were asked for
    record StartProcess(
            ReplicaId replica,
            String implementation,
            ImmutableList<ReplicaId> others,
            boolean first)
            implements ManagerEffect {}

    /// Give the process of `replica`, which has been started, the key of its link with `newcomer`
    /// (rule P44).
    record HandKey(ReplicaId replica, ReplicaId newcomer) implements ManagerEffect {}

    /// End the process of `replica`, if it still runs.
    record EndProcess(ReplicaId replica) implements ManagerEffect {}

    /// What a spare is told, if there is one.
    sealed interface ToSpare extends ManagerEffect {}

    /// Have the spare be ready to run any of `implementations`, the likeliest first.
    record Hold(ImmutableList<String> implementations) implements ToSpare {}

    /// Tell the spare what it wanted to learn.
    record Teach(ForSpare lesson) implements ToSpare {}

    /// Have the spare forget what it has learned and begin anew.
    record Forget() implements ToSpare {}

    /// Do wrong what `order` says: the process's own affair.
    record Misbehave(FaultOrder order) implements ManagerEffect {}

    /// Tell the operator that this manager votes for `ballot`.
    ///
    /// @param unmet whether that is about a manager that has not been there since this one started:
    ///   it may be that nobody has started it yet
    record Votes(Ballot ballot, boolean unmet) implements ManagerEffect {}
}
