package marquee.transport.udp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/// A node's sockets: one receives, one sends, and one sends the empty datagram that wakes a thread
/// which waits for the first. Only [#wake] and [#close] are for any thread.
final class UdpPort implements AutoCloseable {
    private final UdpReceiver receiver;
    private final UdpSender sender;
    private final DatagramChannel waker;
    private final InetSocketAddress address;
    private final InetSocketAddress wakeUp;

    /// Opens the sockets and receives into `buffer`.
    ///
    /// @throws java.net.BindException if the address is taken, or not of this machine
    static UdpPort open(UdpSettings settings, byte[] buffer) throws IOException {
        var sender = UdpSender.open(settings.receiveBufferBytes());
        try {
            var receiver = UdpReceiver.open(settings, buffer, sender::isSegmenting);
            try {
                return new UdpPort(receiver, sender);
            } catch (IOException | RuntimeException e) {
                receiver.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            sender.close();
            throw e;
        }
    }

    private UdpPort(UdpReceiver receiver, UdpSender sender) throws IOException {
        this.receiver = receiver;
        this.sender = sender;
        this.address = receiver.address();
        this.wakeUp =
                address.getAddress().isAnyLocalAddress()
                        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())
                        : address;
        this.waker = DatagramChannel.open();
        waker.configureBlocking(false);
    }

    /// Where the port receives.
    InetSocketAddress address() {
        return address;
    }

    /// What receives.
    UdpReceiver receiver() {
        return receiver;
    }

    /// What sends.
    UdpSender sender() {
        return sender;
    }

    /// Wakes whoever waits for a datagram.
    void wake() {
        try {
            waker.send(ByteBuffer.allocate(0), wakeUp); // A connected one would not send nothing.
        } catch (IOException e) {
            // The port is closed, so nobody waits; or it is full, so nobody sleeps.
        }
    }

    @Override
    public void close() throws IOException {
        receiver.close();
        sender.close();
        waker.close();
    }
}
