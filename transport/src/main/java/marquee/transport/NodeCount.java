package marquee.transport;

import java.util.Locale;

/// What is counted for a node as a whole: drops that cannot be laid at the door of a link, since
/// who sent them is not known.
public enum NodeCount {
    /// Drop: a datagram too short, too long, or not of this version.
    MALFORMED,
    /// Drop: a datagram whose tag is wrong.
    BAD_TAG,
    /// Drop: a datagram with a keyed tag at a node without keys, or the other way round.
    OTHER_TAGS,
    /// Drop: a datagram from or for a life of a peer that this node has no key for.
    NO_KEY,
    /// Drop: a datagram of another cluster.
    FOREIGN,
    /// Drop: a datagram meant for another node.
    MISDIRECTED,
    /// Drop: a datagram of a node that is no peer.
    UNKNOWN_SENDER,
    /// Drop: a message to a node that is no peer.
    UNKNOWN_RECEIVER;

    /// The name in lower case, as metrics have it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
