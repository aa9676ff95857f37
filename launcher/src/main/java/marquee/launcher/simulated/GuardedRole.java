package marquee.launcher.simulated;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Message;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.Role;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Reply;
import marquee.protocol.replication.ReplicationMessage.ToReplica.WantChunk;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.OrderAnew;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.SubscribeFromStart;
import marquee.simulation.Marks;
import marquee.simulation.Violation;
import org.jspecify.annotations.Nullable;

/// One life of a role, watched for what no role may meet.
///
/// Invariant I9, fencing: once a role knows which incarnation fills a slot, nothing that an earlier
/// one says comes to it, and nothing counts that it said before.
final class GuardedRole<M extends Message, L> implements Role<M, L> {
    private final NodeId id;
    private final Role<M, L> role;
    private final Marks marks;
    private final Map<NodeId, Integer> expected = new HashMap<>();
    private final Testimony testimony = new Testimony();
    private @Nullable WantChunk wanted;
    private @Nullable NodeId donor;
    private long expired;

    GuardedRole(NodeId id, Role<M, L> role, Marks marks) {
        this.id = id;
        this.role = role;
        this.marks = marks;
    }

    /// The incarnation that the role knows to fill the slot of `node`.
    int incarnation(NodeId node) {
        return expected.getOrDefault(node, 0);
    }

    /// Whether `replica` told the role `outcome`, and the role knows of nobody who fills its slot
    /// since.
    boolean hasWord(ReplicaId replica, Outcome outcome) {
        return testimony.has(replica, outcome)
                && replica.incarnation() >= incarnation(replica.node());
    }

    /// How many timers have run out.
    long expired() {
        return expired;
    }

    @Override
    public void on(long now, Event<M, L> event, Consumer<? super Effect> effects) {
        switch (event) {
            case Event.Received<M, L>(var from, var message) -> hear(from, message);
            case Event.Connected<M, L>(var peer) -> checkFencing(peer);
            case Event.Expired<M, L> _ -> expired++;
            default -> {}
        }
        role.on(
                now,
                event,
                effect -> {
                    look(effect);
                    effects.accept(effect);
                });
    }

    @Override
    public String toString() {
        return id.toString();
    }

    private void hear(Peer from, Message message) {
        checkFencing(from);
        if (message instanceof Reply(var teller, var outcome)) {
            testimony.heard(speaker(from, teller), outcome);
        }
    }

    /// Whose word came from `from`: a replica speaks for itself, whoever it says it is; a manager
    /// passes on what `teller` told it.
    private static ReplicaId speaker(Peer from, ReplicaId teller) {
        return from.id().kind() == NodeId.Kind.REPLICA
                ? new ReplicaId(from.id().index(), from.incarnation())
                : teller;
    }

    private void checkFencing(Peer from) {
        if (!expected.isEmpty() && from.incarnation() < incarnation(from.id())) {
            throw new Violation("I9", id + " hears " + from + ", which was replaced");
        }
    }

    private void look(Effect effect) {
        switch (effect) {
            case Effect.Expect(var node, int incarnation, _) ->
                    expected.merge(node, incarnation, Math::max);
            case Effect.Send(var to, WantChunk chunk) -> wants(to, chunk);
            case Effect.Send(_, OrderAnew _) -> marks.counter("ordered anew").hit();
            case Effect.Send(_, SubscribeFromStart _) ->
                    marks.counter("state built from the whole order").hit();
            default -> {}
        }
    }

    private void wants(NodeId to, WantChunk chunk) {
        boolean same = wanted != null && wanted.number() == chunk.number();
        if (same && !to.equals(donor)) {
            marks.counter("transfer goes on with another donor").hit();
        }
        wanted = chunk;
        donor = to;
    }
}
