package marquee.transport.udp;

import com.google.common.collect.ImmutableMap;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/// Where the peers receive. A host name that is not known yet is looked up again now and then, by a
/// thread of its own, since that may take seconds.
final class PeerAddresses {
    /// How long after one attempt to resolve a name the next one is made, in nanoseconds.
    private static final long RETRY_NANOS = 1_000_000_000;

    private static final int NODE_IDS = 1 << 16;

    private final @Nullable Place[] places = new Place[NODE_IDS];

    private static final class Place {
        volatile InetSocketAddress address;
        final AtomicBoolean resolving = new AtomicBoolean();
        long retryAt = Long.MIN_VALUE;

        Place(InetSocketAddress address) {
            this.address = address;
        }
    }

    PeerAddresses(ImmutableMap<NodeId, InetSocketAddress> peers) {
        peers.forEach((id, address) -> places[id.wire()] = new Place(address));
    }

    /// From now on `peer` receives at `address`, which may not be resolved yet.
    void move(NodeId peer, InetSocketAddress address) {
        places[peer.wire()] = new Place(address);
    }

    /// Where `peer` receives, or null if that is not known at `now`.
    @Nullable InetSocketAddress of(NodeId peer, long now) {
        var place = places[peer.wire()];
        if (place == null) {
            return null;
        }
        var address = place.address;
        if (!address.isUnresolved()) {
            return address;
        }
        if (now >= place.retryAt && place.resolving.compareAndSet(false, true)) {
            place.retryAt = now + RETRY_NANOS;
            Thread.startVirtualThread(() -> resolve(place));
        }
        return null;
    }

    private static void resolve(Place place) {
        var address = place.address;
        place.address = new InetSocketAddress(address.getHostString(), address.getPort());
        place.resolving.set(false);
    }
}
