package marquee.transport;

import marquee.protocol.NodeId;

/// Where a [Node] puts the datagrams it sends.
public interface DatagramSink {
    /// Sends the first `length` bytes of `buffer` to `to` as one datagram, or loses it; never
    /// blocks. The buffer is used again after the call: whoever keeps the bytes copies them.
    void send(NodeId to, byte[] buffer, int length);

    /// A datagram to `to` was lost on purpose before it came here, which only onlookers care about.
    default void lost(NodeId to, byte[] buffer, int length) {}

    /// From now on `node` is in its life `incarnation`, beside `host`. Where nodes never move there
    /// is nothing to do.
    default void moved(NodeId node, int incarnation, NodeId host) {}
}
