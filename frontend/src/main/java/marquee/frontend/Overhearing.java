package marquee.frontend;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;

/// What the managers let the front end overhear as long as somebody watches it.
final class Overhearing {
    private final Set<NodeId> managers = new LinkedHashSet<>();

    /// The link to `peer` is there.
    void connected(Peer peer) {
        if (isManager(peer)) {
            managers.add(peer.id());
        }
    }

    /// The link to `peer` is not there any more.
    void disconnected(Peer peer) {
        managers.remove(peer.id());
    }

    /// Asks the managers that are there to be overheard for a while.
    void watch(Consumer<? super Effect> effects) {
        if (!managers.isEmpty()) {
            effects.accept(
                    new Effect.Multicast(ImmutableList.copyOf(managers), new ToManager.Watch()));
        }
    }

    /// Whether `from` may say `what`: a manager, and of votes its own only.
    static boolean isFit(Peer from, ToFrontEnd.Overheard what) {
        return isManager(from)
                && (!(what instanceof ToFrontEnd.Voted(var vote))
                        || vote.voter().equals(from.id()));
    }

    private static boolean isManager(Peer peer) {
        return peer.id().kind() == NodeId.Kind.MANAGER;
    }
}
