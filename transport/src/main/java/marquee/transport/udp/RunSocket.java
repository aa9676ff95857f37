package marquee.transport.udp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// Sends many datagrams to one receiver in one call, and never blocks. Used by one thread at a
/// time.
interface RunSocket extends AutoCloseable {
    /// What became of a call.
    enum Sent {
        GONE,
        BUFFER_FULL,
        /// The kernel does not cut for this receiver, for datagrams of this size, or at all.
        REFUSED
    }

    /// Sends the bytes of `run`, a direct buffer, from its start to its position, as datagrams of
    /// `size` bytes, of which the last may be shorter.
    Sent send(InetSocketAddress to, ByteBuffer run, int size);

    @Override
    void close();
}
