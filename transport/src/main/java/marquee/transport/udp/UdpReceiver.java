package marquee.transport.udp;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Receives datagrams; when there is none, it blocks, with a time-out, which is exact once short
/// ones have become usual ([PreciseWait]). Runs of datagrams come in one piece once the node sends
/// some itself ([UnitingReceiver]). Used by the loop's thread.
final class UdpReceiver implements AutoCloseable {
    /// No datagram.
    static final int NONE = -1;

    private static final int MILLI = 1_000_000;

    private final DatagramChannel channel;
    private final boolean yields;
    private final BooleanSupplier sendsRuns;
    private final DatagramPacket packet;
    private final ByteBuffer in;
    private boolean blocking = true;

    private final ShortWaits shortWaits = new ShortWaits();
    private volatile @Nullable PreciseWait precise;

    private boolean makesUniting;
    private volatile @Nullable UnitingReceiver made;
    private @Nullable UnitingReceiver uniting;
    private boolean closed;

    /// Opens one that receives into `buffer`.
    ///
    /// @param sendsRuns whether the node has had the kernel cut runs, so that functions of C can be
    ///   called, and runs are likely to come
    /// @throws BindException if the address is taken, or not of this machine: which address it is
    ///   and which of the two, as the end of a sentence
    static UdpReceiver open(UdpSettings settings, byte[] buffer, BooleanSupplier sendsRuns)
            throws IOException {
        var channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, settings.receiveBufferBytes());
            bind(channel, settings.bind());
            return new UdpReceiver(channel, settings.yields(), buffer, sendsRuns);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    static void bind(DatagramChannel channel, InetSocketAddress address) throws IOException {
        try {
            channel.bind(address);
        } catch (UnsupportedAddressTypeException e) {
            throw new BindException(
                    "UDP port %d of %s, expected an address of IPv4, as there is no IPv6"
                            .formatted(address.getPort(), address.getHostString()));
        } catch (BindException e) {
            throw PortRefusal.of("UDP", address, e.getMessage());
        }
    }

    private UdpReceiver(
            DatagramChannel channel, boolean yields, byte[] buffer, BooleanSupplier sendsRuns) {
        this.channel = channel;
        this.yields = yields;
        this.sendsRuns = sendsRuns;
        this.packet = new DatagramPacket(buffer, buffer.length);
        this.in = ByteBuffer.wrap(buffer);
    }

    /// Where it receives.
    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    /// What the kernel granted, in bytes.
    int bufferBytes() throws IOException {
        return channel.getOption(StandardSocketOptions.SO_RCVBUF);
    }

    /// Receives a datagram that is there.
    ///
    /// @return its length, or -1 if there is none
    int poll() throws IOException {
        var runs = uniting == null ? unite() : uniting;
        if (runs != null) {
            return runs.receive(in.array());
        }
        block(false);
        in.clear();
        return channel.receive(in) == null ? NONE : in.position();
    }

    /// Waits at most `nanos` for a datagram, once [#poll] has found none. The wait is given up at
    /// the next whole millisecond, or exactly then once short waits have become usual.
    ///
    /// @return its length, or -1 if none came
    int await(long nanos) throws IOException {
        var exact = precise;
        if (exact != null) {
            return exact.await(nanos) ? poll() : NONE;
        }
        if (nanos < MILLI && shortWaits.makeUsual(System.nanoTime())) {
            int port = address().getPort();
            Thread.startVirtualThread(() -> makePrecise(port));
        }
        return awaitRoundedUp(nanos);
    }

    private int awaitRoundedUp(long nanos) throws IOException {
        block(true);
        long millis = Math.min(Integer.MAX_VALUE, Math.max(1, (nanos + MILLI - 1) / MILLI));
        channel.socket().setSoTimeout((int) millis);
        packet.setLength(in.capacity());
        try {
            channel.socket().receive(packet);
            return packet.getLength();
        } catch (SocketTimeoutException e) {
            return NONE;
        }
    }

    /// Has waits be exact if they are not yet.
    ///
    /// @return whether they are
    private synchronized boolean makePrecise(int port) {
        if (precise == null && !closed) {
            precise = CLibrary.tryToMake(() -> PreciseWait.of(port, yields));
        }
        return precise != null;
    }

    private void makeUniting(int port) {
        if (makePrecise(port)) { // What comes in one piece is not for the JDK's waits.
            made = CLibrary.tryToMake(() -> UnitingReceiver.of(port));
        }
    }

    /// Has runs come in one piece when it is time. Nothing else may receive afterwards.
    private @Nullable UnitingReceiver unite() throws IOException {
        if (!makesUniting && sendsRuns.getAsBoolean()) {
            makesUniting = true;
            int port = address().getPort();
            Thread.startVirtualThread(() -> makeUniting(port));
        }
        var ready = made;
        if (ready != null) {
            made = null;
            uniting = ready.begin() ? ready : null;
        }
        return uniting;
    }

    /// Whether waits are exact by now; until then the socket changes its mode for each.
    boolean waitsExactly() {
        return precise != null;
    }

    /// Whether runs come in one piece by now.
    boolean isUniting() {
        return uniting != null;
    }

    private void block(boolean wanted) throws IOException {
        if (blocking != wanted) {
            channel.configureBlocking(wanted);
            blocking = wanted;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        var exact = precise;
        if (exact != null) {
            exact.close();
        }
        channel.close();
    }
}
