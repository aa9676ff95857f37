package marquee.frontend;

import com.google.common.collect.ImmutableList;
import marquee.protocol.NodeId;
import marquee.protocol.replication.FaultOrder;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// What a front end's own process can hand over to a [FrontEnd]. A `call` is the process's number
/// for whoever waits; each call gets exactly one [FrontEndEffect] with that number back.
public sealed interface FrontEndEvent {
    /// A client calls `operation`, at most [marquee.protocol.replication.Entry#OPERATION_MAX]
    /// bytes.
    ///
    /// @param id the name the client gave its request (rule P1); null for none, and then the front
    ///   end's own session names it
    record Called(long call, @Nullable RequestId id, Bytes operation) implements FrontEndEvent {}

    /// Somebody wants to see the cluster.
    record ClusterAsked(long call) implements FrontEndEvent {}

    /// Somebody wants the business date to be `businessDay`, in days since 1970-01-01.
    record DateAsked(long call, int businessDay) implements FrontEndEvent {}

    /// Somebody wants `nodes` to do wrong what `order` says.
    record FaultsAsked(long call, ImmutableList<NodeId> nodes, FaultOrder order)
            implements FrontEndEvent {}

    /// Somebody wants to see the front end's own counts; answered at once.
    record StatusAsked(long call) implements FrontEndEvent {}

    /// Somebody watches, which is said once a second and answered by nothing: what the managers
    /// find and think is to be [FrontEndEffect.Overheard].
    record Watched() implements FrontEndEvent {}
}
