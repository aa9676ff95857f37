package marquee.benchmarks;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/// The raw chain: plain datagrams in the shape of the pipeline, each box its own JVM and one
/// thread. This JVM drives it, in the place of a front end: it sends 100-byte requests to the
/// sequencer's box, which sends them to four replicas' boxes, which send 50-byte replies back; the
/// second reply completes a request, and all four are received. The physical limit that every
/// figure of the pipeline stands beside.
public final class RawChain implements AutoCloseable {
    private static final int REQUEST = 100;
    private static final int REPLY = REQUEST / 2;
    private static final int REPLICAS = 4;
    private static final int QUORUM = 2;
    private static final int POLL_MILLIS = 20;

    private final List<Process> boxes = new ArrayList<>();
    private final DatagramChannel channel;
    private final InetSocketAddress sequencer;
    private final ByteBuffer received = ByteBuffer.allocateDirect(RawRelay.DATAGRAM_MAX);
    private final DatagramPacket packet =
            new DatagramPacket(new byte[RawRelay.DATAGRAM_MAX], RawRelay.DATAGRAM_MAX);
    private final ByteBuffer sent = ByteBuffer.allocateDirect(RawRelay.DATAGRAM_MAX);
    private final int requestsPerDatagram;

    private RawChain(int datagramBytes) throws IOException {
        this.requestsPerDatagram = Math.max(1, datagramBytes / REQUEST);
        this.channel = RawRelay.open();
        int own = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        var replicas = new ArrayList<String>();
        for (int i = 0; i < REPLICAS; i++) {
            replicas.add(box(List.of("replica", String.valueOf(own))));
        }
        var parts = new ArrayList<>(List.of("sequencer"));
        parts.addAll(replicas);
        int port = Integer.parseInt(box(parts));
        this.sequencer = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /// Starts the five boxes.
    ///
    /// @param datagramBytes how many bytes of requests may share a datagram
    /// @throws IOException if a box cannot be started
    public static RawChain start(int datagramBytes) throws IOException {
        return new RawChain(datagramBytes);
    }

    /// Keeps `outstanding` requests under way for `time`.
    public Result run(int outstanding, Duration time) throws IOException {
        var run = new Run(outstanding);
        long start = System.nanoTime();
        long end = start + time.toNanos();
        run.issue(outstanding);
        while (System.nanoTime() < end) {
            run.drain();
        }
        return new Result(
                run.latencies,
                run.completed,
                Duration.ofNanos(System.nanoTime() - start),
                run.lost);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        boxes.forEach(Process::destroyForcibly);
    }

    private String box(List<String> arguments) throws IOException {
        var command = new ArrayList<>(ChildJvm.command(RawRelay.class));
        command.addAll(arguments);
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        boxes.add(process);
        var line = process.inputReader().readLine();
        if (line == null) {
            throw new IOException("a box of the raw chain did not start");
        }
        return line;
    }

    /// One measurement. A request is named by the number in its first eight bytes; a slot of the
    /// two arrays belongs to each request under way.
    private final class Run {
        private final Histogram latencies = new Histogram(3);
        private final long[] sentAt;
        private final int[] replies;
        private final int[] fresh;
        private long completed;
        private long lost;
        private int toIssue;

        Run(int outstanding) {
            this.sentAt = new long[outstanding];
            this.replies = new int[outstanding];
            this.fresh = new int[outstanding];
            Arrays.setAll(fresh, i -> i);
        }

        /// Receives all that has come, then sends as many requests as were completed.
        void drain() throws IOException {
            toIssue = 0;
            if (!await()) {
                reissueLost();
                return;
            }
            channel.configureBlocking(false);
            do {
                take();
                received.clear();
            } while (channel.receive(received) != null);
            channel.configureBlocking(true);
            issue(toIssue);
        }

        private boolean await() throws IOException {
            received.clear();
            channel.socket().setSoTimeout(POLL_MILLIS);
            packet.setLength(RawRelay.DATAGRAM_MAX);
            try {
                channel.socket().receive(packet);
            } catch (SocketTimeoutException e) {
                return false;
            }
            received.put(packet.getData(), 0, packet.getLength());
            return true;
        }

        private void take() {
            received.flip();
            long now = System.nanoTime();
            for (int at = 0; at + REPLY <= received.limit(); at += REPLY) {
                int slot = (int) received.getLong(at);
                long issuedAt = received.getLong(at + Long.BYTES);
                // What an earlier measurement left under way is not of this one.
                boolean own = slot < sentAt.length && sentAt[slot] == issuedAt;
                if (own && ++replies[slot] == QUORUM) {
                    latencies.recordValue(now - issuedAt);
                    completed++;
                    fresh[toIssue++] = slot;
                }
            }
        }

        /// Sends requests for the first `count` fresh slots.
        void issue(int count) throws IOException {
            for (int i = 0; i < count; i += requestsPerDatagram) {
                sent.clear();
                long now = System.nanoTime();
                for (int j = i; j < Math.min(count, i + requestsPerDatagram); j++) {
                    int slot = fresh[j];
                    sentAt[slot] = now;
                    replies[slot] = 0;
                    // A reply is the first half of its datagram: names come first, then padding.
                    name(slot, now, j - i);
                }
                sent.flip();
                int requests = Math.min(count - i, requestsPerDatagram);
                sent.position(0).limit(requests * REQUEST);
                channel.send(sent, sequencer);
            }
        }

        private void name(int slot, long now, int index) {
            sent.limit(sent.capacity());
            sent.putLong(index * REPLY, slot);
            sent.putLong(index * REPLY + Long.BYTES, now);
            sent.position(sent.capacity());
        }

        private void reissueLost() throws IOException {
            int count = 0;
            long before = System.nanoTime() - Duration.ofMillis(POLL_MILLIS).toNanos();
            for (int slot = 0; slot < sentAt.length; slot++) {
                if (sentAt[slot] < before) {
                    fresh[count++] = slot;
                }
            }
            lost += count;
            issue(count);
        }
    }
}
