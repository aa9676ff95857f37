package marquee.transport;

import marquee.protocol.Peer;

/// What a link asks of its node.
interface LinkHost {
    /// `link` has come up.
    void onConnected(Link link, Peer peer);

    /// `link` has gone down and was up.
    void onDisconnected(Link link, Peer peer);

    /// A message of the peer.
    ///
    /// @return whether it was of the role's family
    boolean onMessage(Peer from, byte[] source, int start, int end);

    /// Writes `header` in front of `body`, and the tag in front of it, and sends it if it has the
    /// key.
    void transmit(Link link, Header header, Body body);

    /// Counts.
    void count(Link link, LinkCount count, long more);

    /// A header to fill in.
    Header header();
}
