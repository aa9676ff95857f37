package marquee.manager;

import com.google.common.collect.ImmutableList;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Group;

/// What a [ReplicaManager] is told of its cluster.
///
/// @param self the manager's own name
/// @param implementations the names there are, in the order that the sequencer has them in
/// @param frontEnds all front ends, which are handed replies that a probe has brought to light
public record ManagerSettings(
        NodeId self,
        Group group,
        ImmutableList<String> implementations,
        ImmutableList<NodeId> frontEnds) {
    /// The other managers of the cluster, in their order.
    ImmutableList<NodeId> others() {
        var others = ImmutableList.<NodeId>builder();
        for (int slot = 1; slot <= group.slots(); slot++) {
            if (slot != self.index()) {
                others.add(NodeId.manager(slot));
            }
        }
        return others.build();
    }
}
