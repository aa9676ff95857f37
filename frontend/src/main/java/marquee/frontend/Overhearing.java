package marquee.frontend;

import com.google.common.collect.ImmutableList;
import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;

/// What the managers let the front end overhear as long as somebody watches it.
final class Overhearing {
    private Overhearing() {}

    /// Asks `managers`, those that are there, to be overheard for a while.
    static void watch(ImmutableList<NodeId> managers, Consumer<? super Effect> effects) {
        if (!managers.isEmpty()) {
            effects.accept(new Effect.Multicast(managers, new ToManager.Watch()));
        }
    }

    /// Whether `from` may say `what`: a manager, and of votes its own only.
    static boolean isFit(Peer from, ToFrontEnd.Overheard what) {
        return Links.isManager(from)
                && (!(what instanceof ToFrontEnd.Voted(var vote))
                        || vote.voter().equals(from.id()));
    }
}
