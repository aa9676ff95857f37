package marquee.transport.udp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/// A node's sockets. One receives; when there is nothing, it blocks, with a time-out, which is
/// exact once short ones have become usual ([PreciseWait]). One sends ([UdpSender]). One sends the
/// empty datagram that wakes a thread which blocks on the first. Only [#wake] and [#close] are for
/// any thread.
final class UdpPort implements AutoCloseable {
    private static final int MILLI = 1_000_000;
    private static final int NONE = -1;

    private final DatagramChannel receiver;
    private final UdpSender sender;
    private final DatagramChannel waker;
    private final DatagramPacket packet;
    private final ByteBuffer in;
    private boolean blocking = true;
    private InetSocketAddress wakeUp = new InetSocketAddress(0);

    private final ShortWaits shortWaits = new ShortWaits();
    private volatile @Nullable PreciseWait precise;

    /// Opens the sockets and receives into `buffer`.
    ///
    /// @throws java.net.BindException if the address is taken, or not of this machine
    static UdpPort open(UdpSettings settings, byte[] buffer) throws IOException {
        var port = new UdpPort(settings, buffer);
        try {
            port.prepare(settings);
            return port;
        } catch (IOException | RuntimeException e) {
            port.close();
            throw e;
        }
    }

    private UdpPort(UdpSettings settings, byte[] buffer) throws IOException {
        this.receiver = DatagramChannel.open();
        this.sender = UdpSender.open(settings.receiveBufferBytes());
        this.waker = DatagramChannel.open();
        this.packet = new DatagramPacket(buffer, buffer.length);
        this.in = ByteBuffer.wrap(buffer);
    }

    private void prepare(UdpSettings settings) throws IOException {
        receiver.setOption(StandardSocketOptions.SO_RCVBUF, settings.receiveBufferBytes());
        waker.configureBlocking(false);
        receiver.bind(settings.bind());
        wakeUp =
                address().getAddress().isAnyLocalAddress()
                        ? new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), address().getPort())
                        : address();
    }

    /// Where the port receives.
    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) receiver.getLocalAddress();
    }

    /// What the kernel granted for receiving, in bytes.
    int receiveBufferBytes() throws IOException {
        return receiver.getOption(StandardSocketOptions.SO_RCVBUF);
    }

    /// What sends.
    UdpSender sender() {
        return sender;
    }

    /// Receives a datagram that is there.
    ///
    /// @return its length, or -1 if there is none
    int poll() throws IOException {
        block(false);
        in.clear();
        return receiver.receive(in) == null ? NONE : in.position();
    }

    /// Waits at most `nanos` for a datagram. The wait is given up at the next whole millisecond, or
    /// exactly then once short waits have become usual.
    ///
    /// @return its length, or -1 if none came
    int await(long nanos) throws IOException {
        var exact = precise;
        if (exact == null) {
            if (nanos < MILLI && shortWaits.makeUsual(System.nanoTime())) {
                makePrecise();
            }
            return awaitRoundedUp(nanos);
        }
        try {
            return exact.await(nanos) ? poll() : NONE;
        } catch (IOException e) {
            precise = null;
            return awaitRoundedUp(nanos);
        }
    }

    private int awaitRoundedUp(long nanos) throws IOException {
        block(true);
        long millis = Math.min(Integer.MAX_VALUE, Math.max(1, (nanos + MILLI - 1) / MILLI));
        receiver.socket().setSoTimeout((int) millis);
        packet.setLength(in.capacity());
        try {
            receiver.socket().receive(packet);
            return packet.getLength();
        } catch (SocketTimeoutException e) {
            return NONE;
        }
    }

    private void makePrecise() throws IOException {
        int number = address().getPort();
        Thread.startVirtualThread(() -> precise = CLibrary.tryToMake(() -> PreciseWait.of(number)));
    }

    /// Whether waits are exact by now.
    boolean isPrecise() {
        return precise != null;
    }

    private void block(boolean wanted) throws IOException {
        if (blocking != wanted) {
            receiver.configureBlocking(wanted);
            blocking = wanted;
        }
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
