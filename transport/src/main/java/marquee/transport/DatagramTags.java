package marquee.transport;

import org.jspecify.annotations.Nullable;

/// How a node tags its datagrams, and tells those that carry the right tag. A body is summed or
/// hashed once, however many receivers and transmissions it has. Used by one thread.
sealed interface DatagramTags permits SumTags, KeyedTags {
    /// The bytes of a body's sum or hash, whichever it is.
    int HASH_SIZE = 32;

    /// Whether tags depend on keys.
    boolean areKeyed();

    /// Writes the hash of the body of `datagram`, which ends at `length`, into `hash`.
    void hashBody(byte[] datagram, int length, byte[] hash);

    /// Writes the tag of `datagram`, whose header is written and whose body has the hash `hash`.
    ///
    /// @param link the link that it is sent on
    /// @param incarnation of its receiver
    /// @return false if there is no key for that
    boolean write(byte[] datagram, byte[] hash, int link, int incarnation);

    /// Why the first `length` bytes of `datagram` do not carry the tag they should; null if they
    /// do.
    ///
    /// @param link the link of the node that it names as its sender; negative if there is none
    @Nullable NodeCount fault(byte[] datagram, int length, int link);
}
