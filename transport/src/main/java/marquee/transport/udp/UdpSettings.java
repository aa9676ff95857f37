package marquee.transport.udp;

import com.google.common.collect.ImmutableMap;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import marquee.protocol.NodeId;
import marquee.transport.LinkFaults;
import org.jspecify.annotations.Nullable;

/// Where a node is and where its peers are.
///
/// @param bind the address to receive on; port 0 takes any free one
/// @param peers where each peer receives; a host name that cannot be resolved yet is tried again
/// @param moves where a life of a node receives that is not the first
/// @param faults how this node's own sockets mistreat what it sends
/// @param faultSeed of the chance behind `faults`
/// @param receiveBufferBytes asked of the kernel for each socket, which may grant less
/// @param recordings the folder in which is taken down what is sent and received; null for nowhere
/// @param yields whether the loop's thread preempts nobody when it is woken, while that is better;
///   not where it starts other processes, or threads on which somebody waits, since they would be
///   scheduled like it for good
public record UdpSettings(
        InetSocketAddress bind,
        ImmutableMap<NodeId, InetSocketAddress> peers,
        Moves moves,
        LinkFaults faults,
        long faultSeed,
        int receiveBufferBytes,
        @Nullable Path recordings,
        boolean yields) {
    /// As much as an unprivileged process is usually granted: some 1 800 datagrams of one frame.
    public static final int RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

    /// Settings with the usual buffers, where nobody moves, nothing goes wrong or is taken down,
    /// and the loop's thread may start what it likes.
    public UdpSettings(InetSocketAddress bind, ImmutableMap<NodeId, InetSocketAddress> peers) {
        this(bind, peers, Moves.NONE, LinkFaults.NONE, 0, RECEIVE_BUFFER_BYTES, null, false);
    }

    /// The same settings, where `told` says who moves.
    public UdpSettings withMoves(Moves told) {
        return new UdpSettings(
                bind, peers, told, faults, faultSeed, receiveBufferBytes, recordings, yields);
    }

    /// The same settings, with `wanted` and a chance of the seed `seed` behind them.
    public UdpSettings withFaults(LinkFaults wanted, long seed) {
        return new UdpSettings(
                bind, peers, moves, wanted, seed, receiveBufferBytes, recordings, yields);
    }

    /// The same settings, with what is sent and received taken down in `folder`, unless that is
    /// null.
    public UdpSettings recordedIn(@Nullable Path folder) {
        return new UdpSettings(
                bind, peers, moves, faults, faultSeed, receiveBufferBytes, folder, yields);
    }

    /// The same settings for a loop that preempts nobody when it is woken, and starts neither
    /// processes nor threads.
    public UdpSettings yielding() {
        return new UdpSettings(
                bind, peers, moves, faults, faultSeed, receiveBufferBytes, recordings, true);
    }

    /// Tells where nodes are that move from life to life.
    public interface Moves {
        /// Nobody moves.
        Moves NONE = (node, incarnation, host) -> null;

        /// Where the life `incarnation` of `node`, which runs beside `host`, receives; perhaps not
        /// resolved yet. Null if it is where it was.
        @Nullable InetSocketAddress address(NodeId node, int incarnation, NodeId host);
    }
}
