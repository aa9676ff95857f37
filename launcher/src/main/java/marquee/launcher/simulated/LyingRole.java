package marquee.launcher.simulated;

import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Role;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Reply;
import marquee.protocol.replication.ReplicationMessage.ToManager.Evidence;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Ordered;
import marquee.replicas.host.ReplicaEvent;

/// A correct replica that a liar speaks for.
final class LyingRole implements Role<ToReplica, ReplicaEvent> {
    private final ReplicaId self;
    private final Role<ToReplica, ReplicaEvent> replica;
    private final Liar liar;

    LyingRole(ReplicaId self, Role<ToReplica, ReplicaEvent> replica, Liar liar) {
        this.self = self;
        this.replica = replica;
        this.liar = liar;
    }

    @Override
    public void on(
            long now, Event<ToReplica, ReplicaEvent> event, Consumer<? super Effect> effects) {
        if (event instanceof Event.Received(_, Ordered(var entry))) {
            liar.received(entry, replies(effects));
        }
        replica.on(now, event, effect -> perform(effect, effects));
    }

    private void perform(Effect effect, Consumer<? super Effect> effects) {
        switch (effect) {
            case Effect.Send(var to, Reply(_, var right)) ->
                    liar.reply(to, right, replies(effects));
            case Effect.Send(var to, Evidence(_, var right)) ->
                    liar.reply(
                            to,
                            right,
                            (whom, said) ->
                                    effects.accept(
                                            new Effect.Send(whom, new Evidence(self, said))));
            case Effect.Send send -> liar.say(send, effects);
            default -> effects.accept(effect);
        }
    }

    private Liar.Sender replies(Consumer<? super Effect> effects) {
        return (to, said) -> effects.accept(new Effect.Send(to, new Reply(self, said)));
    }
}
