package marquee.launcher.simulated;

import java.util.LinkedHashMap;
import java.util.Map;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ReplicaId;
import marquee.transport.ClusterSecret;
import marquee.transport.KeyRing;
import marquee.transport.LinkKeys;
import marquee.transport.PeerKey;

/// Who holds which keys: those who hold the secret make them, and a replica has what its manager
/// has handed it (rule P44). Keys are real, and the same in every run.
final class Keys {
    private final boolean keyed;
    private final Iterable<NodeId> nodes;
    private final ClusterSecret secret = new ClusterSecret(new byte[ClusterSecret.SIZE]);
    private final Map<ReplicaId, KeyRing> rings = new LinkedHashMap<>();

    /// @param keyed whether there are any
    Keys(boolean keyed, Iterable<NodeId> nodes) {
        this.keyed = keyed;
        this.nodes = nodes;
    }

    /// The manager of `replica` hands it the key of its link with `other`.
    void hand(ReplicaId replica, ReplicaId other) {
        give(replica, other.node(), other.incarnation());
    }

    /// The keys of a life of `node`.
    LinkKeys of(NodeId node, int incarnation) {
        if (!keyed) {
            return LinkKeys.NONE;
        }
        return node.kind() == NodeId.Kind.REPLICA
                ? ring(new ReplicaId(node.index(), incarnation))
                : secret.keysOf(node, incarnation);
    }

    private void give(ReplicaId replica, NodeId peer, int life) {
        var key = secret.key(replica.node(), replica.incarnation(), peer, life);
        ring(replica).add(new PeerKey(peer, life, key));
    }

    private KeyRing ring(ReplicaId replica) {
        var known = rings.get(replica);
        if (known == null) {
            known = new KeyRing();
            rings.put(replica, known);
            for (var node : nodes) {
                if (node.kind() != NodeId.Kind.REPLICA) {
                    give(replica, node, 0);
                }
            }
        }
        return known;
    }
}
