package marquee.replicas.host;

import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Archived;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ArchivedChunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Chunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Head;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Misbehave;
import marquee.protocol.replication.ReplicationMessage.ToReplica.NoChunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Ordered;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Probe;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ReplyAgain;
import marquee.protocol.replication.ReplicationMessage.ToReplica.StateAt;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Subscribed;
import marquee.protocol.replication.ReplicationMessage.ToReplica.WantChunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.WantSnapshot;
import org.jspecify.annotations.Nullable;

/// Who may say what to a replica.
final class Origin {
    private Origin() {}

    /// Whether `peer` may say `message`: its role says such things, and another replica speaks for
    /// itself alone; else one that lies could be two that agree (rule P39).
    static boolean isFit(Peer peer, ToReplica message) {
        if (peer.id().kind() != kind(message)) {
            return false;
        }
        var claimed = claimed(message);
        return claimed == null
                || claimed.equals(new ReplicaId(peer.id().index(), peer.incarnation()));
    }

    private static NodeId.Kind kind(ToReplica message) {
        return switch (message) {
            case Ordered _,
                    Subscribed _,
                    Head _,
                    Misbehave _,
                    WantSnapshot _,
                    Archived _,
                    ArchivedChunk _ ->
                    NodeId.Kind.SEQUENCER;
            case ReplyAgain _ -> NodeId.Kind.FRONT_END;
            case Probe _ -> NodeId.Kind.MANAGER;
            case StateAt _, WantChunk _, NoChunk _, Chunk _ -> NodeId.Kind.REPLICA;
        };
    }

    /// Which replica is said to speak; null where none is.
    private static @Nullable ReplicaId claimed(ToReplica message) {
        return switch (message) {
            case StateAt at -> at.from();
            case WantChunk wanted -> wanted.from();
            case NoChunk told -> told.from();
            case Chunk chunk -> chunk.from();
            default -> null;
        };
    }
}
