package marquee.frontend;

import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.View;
import org.jspecify.annotations.Nullable;

/// Those whose replies count in one view: each votes in it, and nobody has taken its slot since
/// (docs/protocol.md, rule P35). Asked for every reply, so they are made once a view.
final class Voters {
    private final long view;
    private final @Nullable ReplicaId[] bySlot;
    private final long slots;

    /// Makes the voters of `view`, where the members of `newest` fill the slots by now.
    Voters(View view, View newest) {
        this.view = view.number();
        this.bySlot = new @Nullable ReplicaId[view.members().size()];
        long found = 0;
        for (var member : view.members()) {
            var replica = member.replica();
            int index = replica.slot() - 1;
            boolean current = newest.members().get(index).replica().equals(replica);
            if (view.isActive(replica) && current) {
                bySlot[index] = replica;
                found |= SlotSet.bit(replica.slot());
            }
        }
        this.slots = found;
    }

    /// The number of the view.
    long view() {
        return view;
    }

    /// Their slots, as the bits of a [SlotSet].
    long slots() {
        return slots;
    }

    /// Whether `replica` is one of them.
    boolean has(ReplicaId replica) {
        int index = replica.slot() - 1;
        return index < bySlot.length && replica.equals(bySlot[index]);
    }
}
