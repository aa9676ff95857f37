package marquee.transport;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/// The keys that a replica was handed, and no others. One thread adds; the node's asks.
public final class KeyRing implements LinkKeys {
    /// Of how many lives of a peer keys are kept: its newest, and the one before.
    static final int LIVES_MAX = 2;

    private volatile ImmutableMap<Life, LinkKey> keys = ImmutableMap.of();

    private record Life(NodeId peer, int incarnation) {
        boolean isLongBefore(PeerKey other) {
            return peer.equals(other.peer()) && incarnation <= other.incarnation() - LIVES_MAX;
        }
    }

    /// Takes `given`, and forgets keys of the same peer's lives of long before.
    public void add(PeerKey given) {
        var kept = Maps.filterKeys(keys, life -> !life.isLongBefore(given));
        keys =
                ImmutableMap.<Life, LinkKey>builder()
                        .putAll(kept)
                        .put(new Life(given.peer(), given.incarnation()), given.key())
                        .buildKeepingLast();
    }

    /// How many there are.
    public int size() {
        return keys.size();
    }

    @Override
    public @Nullable LinkKey with(NodeId peer, int incarnation) {
        return keys.get(new Life(peer, incarnation));
    }
}
