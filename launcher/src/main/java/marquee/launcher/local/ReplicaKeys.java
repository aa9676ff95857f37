package marquee.launcher.local;

import com.google.common.collect.ImmutableList;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.protocol.NodeId;
import marquee.transport.ClusterSecret;
import marquee.transport.PeerKey;

/// The keys of a replica that no manager starts: those of the links between first lives (rule P44).
public final class ReplicaKeys {
    private ReplicaKeys() {}

    /// A line for each link of `replica`; none where the cluster has no secret.
    ///
    /// @throws ConfigException if the secret cannot be read
    public static ImmutableList<String> lines(ClusterConfig config, NodeId replica)
            throws ConfigException {
        var bytes = config.readSecret();
        if (bytes == null) {
            return ImmutableList.of();
        }
        var secret = new ClusterSecret(bytes);
        return config.nodes().stream()
                .filter(peer -> !peer.equals(replica))
                .map(peer -> new PeerKey(peer, 0, secret.key(replica, 0, peer, 0)).line())
                .collect(ImmutableList.toImmutableList());
    }
}
