package marquee.frontend;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashSet;
import java.util.Set;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.ReplicaId;

/// Whom a front end is linked with at present, and who of them may speak for a replica.
final class Links {
    private final int slots;
    private final Set<NodeId> managers = new LinkedHashSet<>();
    private long replicas;
    private boolean sequencer;

    /// @param slots how many the group has
    Links(int slots) {
        this.slots = slots;
    }

    /// The link to `peer` is there.
    void connected(Peer peer) {
        if (isSequencer(peer)) {
            sequencer = true;
        } else if (isReplica(peer)) {
            replicas |= SlotSet.bit(peer.id().index());
        } else if (isManager(peer)) {
            managers.add(peer.id());
        }
    }

    /// The link to `peer` is not there any more.
    void disconnected(Peer peer) {
        if (isSequencer(peer)) {
            sequencer = false;
        } else if (isReplica(peer)) {
            replicas &= ~SlotSet.bit(peer.id().index());
        } else if (isManager(peer)) {
            managers.remove(peer.id());
        }
    }

    boolean hasSequencer() {
        return sequencer;
    }

    /// How many of `active`, as the bits of a [SlotSet], are there.
    int count(long active) {
        return Long.bitCount(replicas & active);
    }

    /// The managers that are there, the one first that came first.
    ImmutableList<NodeId> managers() {
        return ImmutableList.copyOf(managers);
    }

    /// Whether `from` may bring a reply of `replica`: this very life of it, or a manager, which
    /// hands on what its probe has brought to light.
    boolean mayBring(Peer from, ReplicaId replica) {
        return isManager(from)
                ? isSlot(replica.slot())
                : isReplica(from)
                        && from.id().index() == replica.slot()
                        && from.incarnation() == replica.incarnation();
    }

    static boolean isSequencer(Peer peer) {
        return peer.id().equals(NodeId.SEQUENCER);
    }

    static boolean isManager(Peer peer) {
        return peer.id().kind() == NodeId.Kind.MANAGER;
    }

    /// Whether `peer` fills a slot of the group.
    boolean isReplica(Peer peer) {
        return peer.id().kind() == NodeId.Kind.REPLICA && isSlot(peer.id().index());
    }

    private boolean isSlot(int slot) {
        return slot >= 1 && slot <= slots;
    }
}
