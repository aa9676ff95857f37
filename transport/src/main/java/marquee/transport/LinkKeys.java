package marquee.transport;

import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/// The keys that one life of one node holds. Asked by the thread of the node, for every life of a
/// peer that datagrams name, true or not; what it holds may grow meanwhile.
public interface LinkKeys {
    /// Those of a node that has none, in a cluster without: tags find accidents only.
    LinkKeys NONE = (peer, incarnation) -> null;

    /// The key of the link with the life `incarnation` of `peer`, or null if this node has none. It
    /// is the same whenever it is asked for.
    @Nullable LinkKey with(NodeId peer, int incarnation);
}
