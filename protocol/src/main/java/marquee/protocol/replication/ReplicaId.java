package marquee.protocol.replication;

import marquee.protocol.NodeId;

/// One life of one replica: the `slot` of the group it fills, from 1, and the `incarnation`, from
/// 0, that fills it. A replacement takes the next incarnation, so that late messages of the old
/// process can be told apart and dropped (rule P35).
public record ReplicaId(int slot, int incarnation) {
    /// The most slots a group can have.
    public static final int SLOTS_MAX = 64;

    /// The node that fills the slot, whatever its incarnation.
    public NodeId node() {
        return NodeId.replica(slot);
    }

    /// Who fills the slot after this one.
    public ReplicaId successor() {
        return new ReplicaId(slot, incarnation + 1);
    }

    @Override
    public String toString() {
        return "R" + slot + "/" + incarnation;
    }
}
