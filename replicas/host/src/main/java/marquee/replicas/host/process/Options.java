package marquee.replicas.host.process;

import marquee.config.RoleFaults;
import marquee.config.process.Parent;
import marquee.protocol.NodeId;
import marquee.replicas.host.state.ReplicatedState;
import marquee.transport.LinkKeys;
import org.jspecify.annotations.Nullable;

/// What a replica is told on its command line.
///
/// @param self whose slot of the cluster it fills
/// @param life which of the lives of its slot it is
/// @param implementation the name of the implementation it runs, whatever the description says
/// @param faults how it answers incorrectly, and how its own links mistreat what it sends
/// @param seed of the chance behind faults and of the jitter of repeats
/// @param given what it has from whoever started it
/// @param logRequests whether it writes the text log of requests
public record Options(
        NodeId self,
        Life life,
        String implementation,
        RoleFaults faults,
        long seed,
        Given given,
        boolean logRequests) {
    /// What a replica has from whoever started it.
    ///
    /// @param parent with whose end it ends; null for nobody
    /// @param keys of its links; [LinkKeys#NONE] in a cluster without
    /// @param learned the state of the group, as far as it knows it, on an application of the
    ///   implementation it runs; null for nothing
    public record Given(@Nullable Parent parent, LinkKeys keys, @Nullable ReplicatedState learned) {
        /// What a replica has that knows nothing of the group.
        public Given(@Nullable Parent parent, LinkKeys keys) {
            this(parent, keys, null);
        }
    }

    /// One life of a slot.
    ///
    /// @param incarnation which, from 0
    /// @param host the manager that has started it; the slot's own where there is none
    public record Life(int incarnation, NodeId host) {
        /// The first life of the slot of `self`, at home.
        public static Life first(NodeId self) {
            return new Life(0, NodeId.manager(self.index()));
        }
    }
}
