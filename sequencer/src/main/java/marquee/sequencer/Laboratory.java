package marquee.sequencer;

import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.FaultOrder;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.ChangeFaults;

/// Has roles do wrong what people ask for, where the cluster is there for that: the sequencer knows
/// everybody, and is the one whom everybody believes. Nothing of it is in the order.
final class Laboratory {
    private final boolean open;
    private final Slots slots;

    /// @param open whether this is a laboratory at all
    Laboratory(boolean open, Slots slots) {
        this.open = open;
        this.slots = slots;
    }

    /// A front end asks for faults.
    void changeFaults(Peer from, ChangeFaults change, Consumer<? super Effect> effects) {
        if (open) {
            change.nodes().forEach(node -> tell(node, change.order(), effects));
        }
        effects.accept(
                new Effect.Send(from.id(), new ToFrontEnd.FaultsChanged(change.query(), open)));
    }

    private void tell(NodeId node, FaultOrder order, Consumer<? super Effect> effects) {
        switch (node.kind()) {
            case SEQUENCER -> effects.accept(new SequencerEffect.Misbehave(order));
            case FRONT_END ->
                    effects.accept(new Effect.Send(node, new ToFrontEnd.Misbehave(order)));
            case MANAGER -> effects.accept(new Effect.Send(node, new ToManager.Misbehave(order)));
            case REPLICA -> {
                slots.misbehaves(node, order);
                effects.accept(new Effect.Send(node, new ToReplica.Misbehave(order)));
            }
        }
    }
}
