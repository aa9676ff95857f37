package marquee.transport;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;

/// What makes a [Node] this one.
///
/// @param self this life of the node; its boot is positive
/// @param clusterId drops the datagrams of other clusters that share a network
/// @param peers whom the node has a link with; each of them must have this node among its own
/// @param seed of the jitter of repeats
/// @param firstNumber where links and packets begin to count; any number at all (rule P21)
/// @param keys of the node's links; [LinkKeys#NONE] in a cluster without
public record NodeSettings(
        Peer self,
        long clusterId,
        LinkLimits limits,
        ImmutableList<NodeId> peers,
        long seed,
        long firstNumber,
        LinkKeys keys) {
    /// The greatest incarnation that a datagram can name.
    public static final int INCARNATION_MAX = 0xffff;

    public NodeSettings {
        Preconditions.checkArgument(self.boot() > 0, "boot %s", self.boot());
        Preconditions.checkArgument(
                self.incarnation() >= 0 && self.incarnation() <= INCARNATION_MAX,
                "incarnation %s",
                self.incarnation());
        Preconditions.checkArgument(!peers.contains(self.id()), "%s links to itself", self.id());
        Preconditions.checkArgument(
                peers.stream().distinct().count() == peers.size(), "a peer twice: %s", peers);
    }

    /// Settings that count from 1, without keys.
    public NodeSettings(
            Peer self, long clusterId, LinkLimits limits, ImmutableList<NodeId> peers, long seed) {
        this(self, clusterId, limits, peers, seed, 1, LinkKeys.NONE);
    }

    /// The same settings, counting from `number`.
    public NodeSettings withFirstNumber(long number) {
        return new NodeSettings(self, clusterId, limits, peers, seed, number, keys);
    }

    /// The same settings, with `held` for keys.
    public NodeSettings withKeys(LinkKeys held) {
        return new NodeSettings(self, clusterId, limits, peers, seed, firstNumber, held);
    }
}
