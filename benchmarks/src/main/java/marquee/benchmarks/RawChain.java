package marquee.benchmarks;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The raw chain: plain datagrams in the shape of the pipeline, each box its own JVM and one
/// thread. This JVM drives it, in the place of a front end: it sends 100-byte requests to the
/// sequencer's box, which sends them to four replicas' boxes, or as many as the pipeline has, which
/// send 50-byte replies back; the second reply completes a request, and all are received. It is
/// what every figure of the pipeline stands beside: what the machine and its kernel cost where each
/// datagram is sent and received by itself. Whoever sends and receives runs of datagrams in one
/// piece, as the pipeline does, can do with less.
public final class RawChain implements Driver, AutoCloseable {
    /// The flags of the boxes' JVMs.
    public static final ImmutableList<String> FLAGS = ChildJvm.FLAGS;

    private static final int REPLICAS = 4;
    private static final String SEQUENCER = "sequencer";

    private static final int REQUEST = 100;
    private static final int REPLY = REQUEST / 2;
    private static final int QUORUM = 2;
    private static final int POLL_MILLIS = 20;
    private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS);

    /// A request that has been under way for so long is lost. While others are answered, or more
    /// become due, what is sent twice only makes the others later, so this is much longer than a
    /// request takes on a busy machine.
    private static final long OVERDUE_NANOS = 10 * SILENCE_NANOS;

    /// Who has answered nothing for so long answers no more.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Process> boxes = new LinkedHashMap<>();
    private final DatagramChannel channel;
    private final InetSocketAddress self;
    private final InetSocketAddress sequencer;
    private final ByteBuffer received = ByteBuffer.allocateDirect(RawRelay.DATAGRAM_MAX);
    private final DatagramPacket packet =
            new DatagramPacket(new byte[RawRelay.DATAGRAM_MAX], RawRelay.DATAGRAM_MAX);
    private final ByteBuffer sent = ByteBuffer.allocateDirect(RawRelay.DATAGRAM_MAX);
    private final int requestsPerDatagram;

    private RawChain(int datagramBytes, Sequencer sequencer) throws IOException {
        this.requestsPerDatagram = Math.max(1, datagramBytes / REQUEST);
        this.channel = RawRelay.open();
        this.self = (InetSocketAddress) channel.getLocalAddress();
        try {
            int port = sequencer.portFor(this);
            this.sequencer = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /// How there comes to be somebody who takes requests.
    private interface Sequencer {
        /// Their port on the loopback address.
        int portFor(RawChain chain) throws IOException;
    }

    /// Starts the five boxes.
    ///
    /// @param datagramBytes how many bytes of requests may share a datagram
    /// @param multicast whether the sequencer's box sends once for all four, not to each of them
    /// @throws IOException if a box cannot be started
    public static RawChain start(int datagramBytes, boolean multicast) throws IOException {
        return multicast
                ? new RawChain(datagramBytes, RawChain::startMembers)
                : start(datagramBytes, REPLICAS);
    }

    /// Starts a chain of so many replicas, to each of which the sequencer's box sends.
    ///
    /// @throws IOException if a box cannot be started
    public static RawChain start(int datagramBytes, int replicas) throws IOException {
        return new RawChain(datagramBytes, chain -> chain.startReplicas(replicas));
    }

    /// Whose boxes run already: requests go to `port` of the loopback address.
    static RawChain to(int port, int datagramBytes) throws IOException {
        return new RawChain(datagramBytes, _ -> port);
    }

    /// The boxes' processes by their names.
    public ImmutableMap<String, ProcessHandle> processes() {
        var handles = ImmutableMap.<String, ProcessHandle>builder();
        boxes.forEach((name, process) -> handles.put(name, process.toHandle()));
        return handles.buildOrThrow();
    }

    @Override
    public Result run(Workload workload) throws IOException {
        long start = System.nanoTime();
        var run = new Run(workload, start);
        try (var _ = workload.isOpen() ? Pacer.start(workload, start, this::wake) : null) {
            return run.drive();
        }
    }

    @Override
    public void close() {
        boxes.values().forEach(Process::destroyForcibly);
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int startReplicas(int replicas) throws IOException {
        var parts = new ArrayList<>(List.of("sequencer"));
        for (int i = 1; i <= replicas; i++) {
            parts.add(box("R" + i, List.of("replica", String.valueOf(self.getPort()))));
        }
        return Integer.parseInt(box(SEQUENCER, parts));
    }

    private int startMembers() throws IOException {
        int port;
        try (var free = RawRelay.open()) {
            port = ((InetSocketAddress) free.getLocalAddress()).getPort();
        }
        for (int i = 1; i <= REPLICAS; i++) {
            box("R" + i, List.of("member", String.valueOf(self.getPort()), String.valueOf(port)));
        }
        return Integer.parseInt(box(SEQUENCER, List.of("sequencer", RawRelay.GROUP + ":" + port)));
    }

    private String box(String name, List<String> arguments) throws IOException {
        var command = new ArrayList<>(ChildJvm.command(RawRelay.class));
        command.addAll(arguments);
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        boxes.put(name, process);
        var line = process.inputReader().readLine();
        if (line == null) {
            throw new IOException("a box of the raw chain did not start");
        }
        return line;
    }

    private void expectBoxes() throws IOException {
        for (var box : boxes.entrySet()) {
            if (!box.getValue().isAlive()) {
                throw new IOException("%s of the raw chain has ended".formatted(box.getKey()));
            }
        }
    }

    /// Ends the wait for a datagram, by one without a reply.
    private void wake() {
        try {
            channel.send(ByteBuffer.allocate(0), self);
        } catch (IOException e) {
            // The chain is closed, so nobody waits.
        }
    }

    /// One measurement. A request is named by its place and by when it was due, in the first
    /// sixteen bytes of what becomes its reply.
    private final class Run {
        private final Traffic traffic;
        private final int[] replies;
        private final int[] again;
        private final long[] sentAt;
        private final boolean isOpen;
        private long datagrams;
        private long sentAgain;
        private long heard;

        Run(Workload workload, long start) {
            this.traffic = new Traffic(workload, start);
            this.replies = new int[workload.outstanding()];
            this.again = new int[workload.outstanding()];
            this.sentAt = new long[workload.outstanding()];
            this.isOpen = workload.isOpen();
            Arrays.fill(replies, QUORUM);
        }

        Result drive() throws IOException {
            issue();
            long now = System.nanoTime();
            heard = now;
            long looked = now;
            while (!traffic.isOver(now)) {
                drain();
                now = System.nanoTime();
                traffic.giveUp(now);
                issue();
                if (now - looked >= SILENCE_NANOS) {
                    expectBoxes();
                    sendLostAgain(now);
                    looked = now;
                }
            }
            var seen = traffic.result(now, datagrams);
            long lost = seen.lost() + sentAgain;
            return new Result(seen.latencies(), seen.completed(), seen.time(), lost, datagrams);
        }

        /// Receives all that has come.
        private void drain() throws IOException {
            if (!await()) {
                return;
            }
            channel.configureBlocking(false);
            do {
                take();
                received.clear();
            } while (channel.receive(received) != null);
            channel.configureBlocking(true);
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
            if (!received.hasRemaining()) {
                return; // The pacer's, who is no answer.
            }
            datagrams++;
            long now = System.nanoTime();
            heard = now;
            for (int at = 0; at + REPLY <= received.limit(); at += REPLY) {
                int place = (int) received.getLong(at);
                long since = received.getLong(at + Long.BYTES);
                // What an earlier measurement left under way is not of this one.
                boolean own = place < replies.length && traffic.since(place) == since;
                if (own && ++replies[place] == QUORUM) {
                    traffic.answered(place, now);
                }
            }
        }

        /// Sends all requests that are due.
        private void issue() throws IOException {
            int count;
            do {
                long now = System.nanoTime();
                count = 0;
                while (count < requestsPerDatagram) {
                    int place = traffic.begin(now);
                    if (place == Traffic.NONE) {
                        break;
                    }
                    again[count++] = place;
                }
                send(0, count, now);
            } while (count == requestsPerDatagram);
        }

        /// Sends the requests `again[from]` to `again[to - 1]` in one datagram.
        private void send(int from, int to, long now) throws IOException {
            if (from == to) {
                return;
            }
            sent.clear();
            for (int i = from; i < to; i++) {
                // A reply is the first half of its datagram: names come first, then padding.
                int at = (i - from) * REPLY;
                sent.putLong(at, again[i]);
                sent.putLong(at + Long.BYTES, traffic.since(again[i]));
                replies[again[i]] = 0;
                sentAt[again[i]] = now;
            }
            sent.limit((to - from) * REQUEST);
            channel.send(sent, sequencer);
            datagrams++;
        }

        /// Sends what is lost again, and in a closed loop where nothing at all is answered what is
        /// under way.
        private void sendLostAgain(long now) throws IOException {
            boolean isSilent = !isOpen && now - heard >= SILENCE_NANOS;
            long overdue = isSilent ? SILENCE_NANOS : OVERDUE_NANOS;
            int count = 0;
            for (int place = 0; place < replies.length; place++) {
                if (replies[place] < QUORUM && now - sentAt[place] >= overdue) {
                    again[count++] = place;
                }
            }
            if (count > 0 && now - heard > PATIENCE.toNanos()) {
                throw new IOException(
                        "the raw chain has not answered for %d s".formatted(PATIENCE.toSeconds()));
            }
            sentAgain += count;
            for (int from = 0; from < count; from += requestsPerDatagram) {
                send(from, Math.min(count, from + requestsPerDatagram), now);
            }
        }
    }
}
