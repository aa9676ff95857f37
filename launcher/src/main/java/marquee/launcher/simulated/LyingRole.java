package marquee.launcher.simulated;

import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Role;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.replicas.host.ReplicaEvent;

/// A correct replica that a liar speaks for.
final class LyingRole implements Role<ToReplica, ReplicaEvent> {
    private final Role<ToReplica, ReplicaEvent> replica;
    private final Liar liar;

    LyingRole(Role<ToReplica, ReplicaEvent> replica, Liar liar) {
        this.replica = replica;
        this.liar = liar;
    }

    @Override
    public void on(
            long now, Event<ToReplica, ReplicaEvent> event, Consumer<? super Effect> effects) {
        replica.on(
                now,
                event,
                effect -> {
                    if (effect instanceof Effect.Send send) {
                        liar.say(send, effects);
                    } else {
                        effects.accept(effect);
                    }
                });
    }
}
