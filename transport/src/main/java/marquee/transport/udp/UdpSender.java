package marquee.transport.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Sends datagrams, and never blocks: a full buffer is a lost datagram (rule P24). Those that are
/// sent to one receiver one after another gather in a run, as long as each is as long as the first
/// or the last; the kernel is handed a run in one piece where it can cut it again
/// ([SegmentingSocket]), and each datagram alone otherwise. What that takes is made ready, beside
/// the loop, once runs have become usual: many processes never have so many.
///
/// Used by the loop's thread, but for the counts.
final class UdpSender implements AutoCloseable {
    /// So many runs make it worth while to have the kernel cut them.
    static final int RUNS_UNTIL_CUT = 64;

    private final DatagramChannel channel;
    private final IntFunction<@Nullable RunSocket> opener;
    private final ByteBuffer run = ByteBuffer.allocateDirect(SegmentingSocket.BYTES_MAX);
    private final LongAdder lost = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final int bufferBytes;

    /// Of the run.
    private @Nullable InetSocketAddress receiver;

    private int size;
    private int count;

    private int runs;
    private final Refusals refusals = new Refusals();
    private volatile @Nullable RunSocket segmenting;
    private volatile boolean closed;

    /// Opens one that asks the kernel for `bufferBytes` to send from.
    static UdpSender open(int bufferBytes) throws IOException {
        return open(bufferBytes, bytes -> CLibrary.tryToMake(() -> SegmentingSocket.open(bytes)));
    }

    /// The same, where `opener`, given as many bytes, makes the socket for runs, or null.
    static UdpSender open(int bufferBytes, IntFunction<@Nullable RunSocket> opener)
            throws IOException {
        var channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, bufferBytes);
            channel.configureBlocking(false);
            return new UdpSender(channel, bufferBytes, opener);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    UdpSender(DatagramChannel channel, int bufferBytes, IntFunction<@Nullable RunSocket> opener) {
        this.channel = channel;
        this.bufferBytes = bufferBytes;
        this.opener = opener;
    }

    /// What the kernel granted, in bytes.
    int bufferBytes() throws IOException {
        return channel.getOption(StandardSocketOptions.SO_SNDBUF);
    }

    /// Sends the first `length` bytes of `datagram` to `to` by the next [#flush], or loses them.
    void send(InetSocketAddress to, byte[] datagram, int length) {
        if (!goesOn(to, length)) {
            flush();
            receiver = to;
            size = length;
        }
        run.put(datagram, 0, length);
        count++;
    }

    private boolean goesOn(InetSocketAddress to, int length) {
        return count > 0
                && count < SegmentingSocket.DATAGRAMS_MAX
                && to.equals(receiver)
                && run.position() == count * size // None was shorter yet, which ends a run.
                && length <= size
                && length <= run.remaining();
    }

    /// Sends what has gathered.
    void flush() {
        var to = receiver;
        if (to == null || count == 0) {
            return;
        }
        if (count == 1 || !sendInOnePiece(to)) {
            sendOneByOne(to);
        }
        run.clear();
        count = 0;
    }

    /// @return false if that cannot be done
    private boolean sendInOnePiece(InetSocketAddress to) {
        var socket = segmenting;
        if (socket == null) {
            if (runs < RUNS_UNTIL_CUT && ++runs == RUNS_UNTIL_CUT) {
                Thread.startVirtualThread(this::openSegmenting);
            }
            return false;
        }
        if (!refusals.mayAsk(to)) {
            return false;
        }
        var sent = socket.send(to, run, size);
        if (sent == RunSocket.Sent.REFUSED) {
            refusals.refused(to);
            return false;
        }
        refusals.taken(to);
        if (sent == RunSocket.Sent.BUFFER_FULL) {
            lost.add(count);
        }
        return true;
    }

    private void sendOneByOne(InetSocketAddress to) {
        int end = run.position();
        for (int start = 0; start < end; start += size) {
            run.limit(Math.min(start + size, end)).position(start);
            try {
                if (channel.send(run, to) == 0) {
                    lost.increment();
                }
            } catch (IOException | UnsupportedAddressTypeException e) {
                failed.increment(); // As lost as by the network: a link does not mind.
            }
        }
    }

    private void openSegmenting() {
        var opened = opener.apply(bufferBytes);
        synchronized (channel) {
            if (opened != null && closed) {
                opened.close();
            } else {
                segmenting = opened;
            }
        }
    }

    /// Whether runs go in one piece by now.
    boolean isSegmenting() {
        return segmenting != null;
    }

    /// How many datagrams found the buffer full. For any thread.
    long lost() {
        return lost.sum();
    }

    /// How many datagrams the kernel refused. For any thread.
    long failed() {
        return failed.sum();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        synchronized (channel) {
            closed = true;
            if (segmenting != null) {
                segmenting.close();
                segmenting = null;
            }
        }
    }
}
