package marquee.transport.udp;

import com.google.common.base.Preconditions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.NodeId;
import marquee.protocol.Role;
import marquee.transport.DatagramSink;
import marquee.transport.FaultyLink;
import marquee.transport.LinkCount;
import marquee.transport.LinkFaults;
import marquee.transport.LocalEffects;
import marquee.transport.Node;
import marquee.transport.NodeCount;
import marquee.transport.NodeCounters;
import marquee.transport.NodeSettings;
import org.jspecify.annotations.Nullable;

/// Runs one [Node] on real sockets and the monotonic clock, by one thread: it takes all that has
/// arrived, steps the role, sends what has gathered, and waits for a datagram when there is nothing
/// to do. So batches come from load alone; nothing waits for more (docs/decisions/0012).
///
/// @param <M> the family of messages that the role receives
/// @param <L> the role's own events
public final class EventLoop<M extends Message, L> implements AutoCloseable {
    /// The most events that wait for the loop; further ones are refused.
    public static final int WAITING_EVENTS_MAX = Inbox.EVENTS_MAX;

    /// The most datagrams that one turn takes before it sends, beside one that has ended a sleep: a
    /// quarter of a link's window. Whoever takes a whole window before it acknowledges any of it
    /// has the sender wait meanwhile.
    static final int TURN_DATAGRAMS_MAX = 64;

    /// A turn takes no further datagram once those it took have so many bytes, some two hundred
    /// requests: whoever takes all there is before it sends has everybody else wait meanwhile
    /// (docs/decisions/0168).
    static final int TURN_BYTES = 32 * 1024;

    /// The most events that one turn takes before it sends, for the same reason.
    static final int TURN_EVENTS_MAX = 128;

    /// The longest sleep, in nanoseconds.
    private static final long SLEEP_MAX_NANOS = 1_000_000_000;

    private final UdpPort port;
    private final byte[] buffer;
    private final @Nullable Recording recording;
    private final Node<M, L> node;
    private final FaultyLink faults;
    private final PeerAddresses addresses;
    private final InetSocketAddress address;
    private final Inbox<L> inbox = new Inbox<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private final LongAdder turns = new LongAdder();
    private final LongAdder sleeps = new LongAdder();
    private final LongAdder unresolvedSends = new LongAdder();
    private final int receiveBufferBytes;
    private final int sendBufferBytes;
    private final long origin = System.nanoTime();
    private volatile boolean closed;

    /// Whether the last look took all that had arrived, so that the next one may wait at once: an
    /// exact wait ends at once too if something has come meanwhile.
    private boolean drained;

    /// Opens the sockets of a node that runs `role`. Nothing is received or sent before [#run].
    ///
    /// @throws java.net.BindException if the address is taken, or not of this machine
    public static <M extends Message, L> EventLoop<M, L> open(
            UdpSettings udp,
            NodeSettings node,
            Role<M, L> role,
            MessageCodec<M> codec,
            LocalEffects local)
            throws IOException {
        int datagramBytes = node.limits().sizes().datagramBytes();
        var buffer = new byte[datagramBytes + 1]; // One more, to tell what is too long.
        var port = UdpPort.open(udp, buffer);
        try {
            var recording = Recording.open(udp.recordings(), node.self());
            var ways = new Ways(port, recording);
            return new EventLoop<>(
                    ways, buffer, udp, sink -> new Node<>(node, role, codec, local, sink));
        } catch (IOException | RuntimeException e) {
            port.close();
            throw e;
        }
    }

    /// How datagrams come and go.
    ///
    /// @param recording takes them down; null if nobody wants that
    private record Ways(UdpPort port, @Nullable Recording recording) {}

    private EventLoop(
            Ways ways, byte[] buffer, UdpSettings udp, Function<DatagramSink, Node<M, L>> maker)
            throws IOException {
        this.port = ways.port();
        this.buffer = buffer;
        this.recording = ways.recording();
        this.addresses = new PeerAddresses(udp.peers());
        this.faults = new FaultyLink(new Network(udp.moves()), udp.faults(), udp.faultSeed());
        this.node = maker.apply(recording == null ? faults : recording.before(faults));
        this.address = port.address();
        this.receiveBufferBytes = port.receiver().bufferBytes();
        this.sendBufferBytes = port.sender().bufferBytes();
    }

    /// Where the loop receives.
    public InetSocketAddress address() {
        return address;
    }

    /// Hands `event` to the role, and wakes the loop if it sleeps. For any thread.
    ///
    /// @return false if too many events wait already, or the loop is closed; the event is not taken
    ///   then
    public boolean submit(L event) {
        if (closed || !inbox.add(event)) {
            return false;
        }
        if (inbox.mustWake()) {
            port.wake();
        }
        return true;
    }

    /// Mistreats what is sent from now on as `changed` say. Only for the loop's own thread, as in
    /// performing a local effect.
    public void changeFaults(LinkFaults changed, long seed) {
        faults.change(changed, seed);
    }

    /// Runs the node on the caller's thread until [#close], and not at all if that came before;
    /// once. Whatever the role throws ends the loop and is thrown on (rule P49).
    ///
    /// @throws UncheckedIOException if the sockets fail
    public void run() {
        if (!running.compareAndSet(false, true)) {
            Preconditions.checkState(closed, "the loop ran already");
            return;
        }
        try (port) {
            node.start(now());
            flush();
            while (!closed) {
                turn();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends [#run] soon. For any thread.
    @Override
    public void close() {
        closed = true;
        if (running.compareAndSet(false, true)) {
            try {
                port.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else {
            port.wake();
        }
    }

    /// What the node has counted. For any thread.
    public NodeCounters counters() {
        return node.counters();
    }

    /// What may keep the node apart from the others, in a few words; empty if nothing is known. For
    /// any thread.
    public String complaint() {
        if (counters().of(NodeCount.OTHER_TAGS) > 0) {
            return "some nodes have keys and some have none";
        }
        return counters().of(NodeCount.BAD_TAG) > 0 ? "datagrams come with wrong tags" : "";
    }

    /// What the loop has counted; asks the kernel too, so not for every request. For any thread.
    public LoopCounters loopCounters() {
        return new LoopCounters(
                turns.sum(),
                sleeps.sum(),
                port.sender().lost(),
                port.sender().failed(),
                unresolvedSends.sum(),
                inbox.size(),
                inbox.refused(),
                SocketTable.drops(address.getPort()),
                receiveBufferBytes,
                sendBufferBytes);
    }

    /// Whether the link with `peer` is up. For any thread.
    public boolean isConnected(NodeId peer) {
        return node.counters().of(peer, LinkCount.UP) > 0;
    }

    private void turn() throws IOException {
        boolean idle = drained && inbox.isEmpty();
        boolean received = !idle && receiveAll();
        if (!received && inbox.isEmpty()) {
            sleep();
        }
        submitAll();
        long now = now();
        if (node.nextDeadline() <= now) {
            node.expire(now);
        }
        flush();
        turns.increment();
    }

    private void sleep() throws IOException {
        long deadline = Math.min(node.nextDeadline(), faults.nextDeadline());
        long wait = Math.min(SLEEP_MAX_NANOS, deadline - now());
        if (wait <= 0 || closed || !inbox.mayFallAsleep()) {
            receiveAll();
            return;
        }
        sleeps.increment();
        int length = port.receiver().await(wait);
        inbox.wakened();
        if (length >= 0) {
            receive(length);
            receiveAll();
        }
    }

    /// Takes what has arrived, as much as one turn takes.
    ///
    /// @return whether there was anything
    private boolean receiveAll() throws IOException {
        drained = false;
        int bytes = 0;
        for (int count = 0; count < TURN_DATAGRAMS_MAX && bytes < TURN_BYTES; count++) {
            int length = port.receiver().poll();
            if (length < 0) {
                drained = port.receiver().waitsExactly();
                return count > 0;
            }
            receive(length);
            bytes += length;
        }
        return true;
    }

    private void receive(int length) {
        if (length > 0) { // An empty one only wakes.
            if (recording != null) {
                recording.received(buffer, length);
            }
            node.receive(now(), buffer, length);
        }
    }

    /// All that has come is submitted as of one moment: a look at the clock is dear beside an
    /// event.
    private void submitAll() {
        long now = now();
        for (int count = 0; count < TURN_EVENTS_MAX; count++) {
            var event = inbox.take();
            if (event == null) {
                return;
            }
            node.submit(now, event);
        }
    }

    private void flush() {
        long now = now();
        faults.advance(now);
        node.flush(now);
        port.sender().flush();
    }

    private final class Network implements DatagramSink {
        private final UdpSettings.Moves moves;

        Network(UdpSettings.Moves moves) {
            this.moves = moves;
        }

        @Override
        public void send(NodeId to, byte[] datagram, int length) {
            transmit(to, datagram, length);
        }

        @Override
        public void moved(NodeId node, int incarnation, NodeId host) {
            var moved = moves.address(node, incarnation, host);
            if (moved != null) {
                addresses.move(node, moved);
            }
        }
    }

    private void transmit(NodeId to, byte[] datagram, int length) {
        var peer = addresses.of(to, now());
        if (peer == null) {
            unresolvedSends.increment();
        } else {
            port.sender().send(peer, datagram, length);
        }
    }

    private long now() {
        return System.nanoTime() - origin;
    }
}
