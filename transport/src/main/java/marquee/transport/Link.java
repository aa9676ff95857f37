package marquee.transport;

import marquee.protocol.Chance;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import org.jspecify.annotations.Nullable;

/// One node's end of the link with one peer: the handshake of lives and streams, and between two
/// handshakes a stream of numbered datagrams each way.
///
/// A *stream* is named by its first number, which never comes twice within a life: whoever gives a
/// stream up begins the next one behind it. A hello says "this is my life, my stream begins at this
/// number", and, once it knows them, the same of the other side. A link is connected when the peer
/// is known and has shown that it knows this life and stream; both ends repeat hellos until then.
/// So the ends may start in any order, start again, or give up one without the other.
final class Link {
    private final NodeId id;
    private final LinkHost host;
    private final Peer self;
    private final LinkClock clock;
    private final BodyPool pool;
    private final SendWindow sending;
    private final ReceiveWindow receiving;
    private final RoundTrip roundTrip;
    private final ReplayWindow replays = new ReplayWindow();
    private final Reassembly reassembly;
    private final Reassembly.Listener listener = new Delivery();

    private @Nullable Peer peer;
    private boolean streamKnown;
    private long peerStart;
    private long start;
    private long packet;
    private int stream;
    private boolean connected;
    private int expected;
    private long heldBytes;

    Link(NodeId id, NodeSettings settings, BodyPool pool, LinkHost host, Chance chance) {
        this.id = id;
        this.host = host;
        this.self = settings.self();
        this.pool = pool;
        var limits = settings.limits();
        this.clock = new LinkClock(limits.presence(), chance);
        this.start = settings.firstNumber();
        this.packet = settings.firstNumber();
        this.roundTrip = new RoundTrip(limits);
        this.sending = new SendWindow(limits, pool, roundTrip, start);
        this.receiving = new ReceiveWindow(limits, pool, chance);
        this.reassembly = new Reassembly(limits.messageBytes());
    }

    /// Whom the link leads to.
    NodeId id() {
        return id;
    }

    /// Whether the link is up.
    boolean isConnected() {
        return connected;
    }

    /// Begins the handshake.
    void start(long now) {
        clock.start(now);
    }

    /// The body queued last, if any.
    @Nullable Body tail() {
        return sending.tail();
    }

    /// Queues `body`; where too much is held already the link is reset instead.
    boolean offer(Body body) {
        if (sending.offer(body)) {
            return true;
        }
        count(LinkCount.QUEUE_FULL);
        disconnect();
        return false;
    }

    /// Hears no life of the peer with a lower incarnation any more; one that is connected is given
    /// up (rule P35).
    ///
    /// @return false if that was so before
    boolean expect(int incarnation) {
        if (incarnation <= expected) {
            return false;
        }
        expected = incarnation;
        var known = peer;
        if (known != null && known.incarnation() < incarnation) {
            disconnect();
            peer = null;
            streamKnown = false;
        }
        return true;
    }

    /// Takes a datagram of this peer, whose tag is right and whose header is read.
    void receive(long now, Header header, byte[] datagram, int length) {
        if (header.senderIncarnation < expected) {
            count(LinkCount.FENCED);
            return;
        }
        var known = peer;
        int order = known == null ? 1 : compareLife(header, known);
        if (order < 0) {
            count(LinkCount.WRONG_LIFE);
            return;
        }
        if (order > 0) {
            if (header.kind != Header.HELLO) {
                count(LinkCount.NOT_CONNECTED);
                answerWithHello(now);
                return;
            }
            meet(new Peer(id, header.senderIncarnation, header.senderBoot));
        }
        if (!replays.accept(header.packet)) {
            count(LinkCount.REPLAYED);
            return;
        }
        clock.heard(now);
        count(LinkCount.RECEIVED);
        host.count(this, LinkCount.RECEIVED_BYTES, length);
        if (header.kind == Header.HELLO) {
            onHello(now, header);
        } else {
            onData(now, header, datagram, length);
        }
    }

    private static int compareLife(Header header, Peer known) {
        return header.senderIncarnation == known.incarnation()
                ? Long.compare(header.senderBoot, known.boot())
                : Integer.compare(header.senderIncarnation, known.incarnation());
    }

    /// A later life of the peer, or the first one.
    private void meet(Peer life) {
        disconnect();
        peer = life;
        streamKnown = false;
        replays.clear();
        roundTrip.clear();
    }

    private void onHello(long now, Header header) {
        long ahead = streamKnown ? header.number - peerStart : 1;
        if (ahead < 0) {
            count(LinkCount.WRONG_LIFE); // It was overtaken by the hello of a later stream.
            return;
        }
        if (ahead > 0) {
            disconnect();
            streamKnown = true;
            peerStart = header.number;
            receiving.restart(peerStart);
        }
        boolean knowsMe = knowsMe(header) && header.ack == start - 1;
        if (knowsMe && !connected) {
            connect(now, header);
        }
        if (connected) {
            receiving.acknowledgeAt(now);
        } else {
            answerWithHello(now);
        }
    }

    private void onData(long now, Header header, byte[] datagram, int length) {
        if (!knowsMe(header)) {
            count(LinkCount.WRONG_LIFE);
            answerWithHello(now);
            return;
        }
        if (!connected) {
            if (!streamKnown || header.ack != start - 1) {
                count(LinkCount.NOT_CONNECTED);
                answerWithHello(now);
                return;
            }
            connect(now, header);
        } else if (sending.acknowledge(now, header) == SendWindow.Ack.FALSE) {
            count(LinkCount.BAD_ACKS);
        }
        if (connected && length > Header.SIZE) {
            onBody(now, header.number, datagram, length);
        }
    }

    private boolean knowsMe(Header header) {
        return header.receiverIncarnation == self.incarnation()
                && header.receiverBoot == self.boot();
    }

    private void onBody(long now, long number, byte[] datagram, int length) {
        switch (receiving.judge(now, number)) {
            case NEXT -> deliver(datagram, length);
            case EARLY -> {
                count(LinkCount.OUT_OF_ORDER);
                receiving.keep(number, datagram, length);
            }
            case REPEATED -> count(LinkCount.DUPLICATES);
            case BEYOND -> count(LinkCount.BEYOND_WINDOW);
        }
    }

    /// Delivers the body of `datagram`, and those that waited for it. What the role does about a
    /// message may reset the link; then nothing waits any more.
    private void deliver(byte[] datagram, int length) {
        reassembly.take(datagram, length, listener);
        for (var body = receiving.takeNext(); body != null; body = receiving.takeNext()) {
            reassembly.take(body.datagram, body.length, listener);
            pool.release(body);
        }
    }

    private void connect(long now, Header header) {
        connected = true;
        clock.up(now);
        sending.acknowledge(now, header);
        count(LinkCount.CONNECTED);
        host.count(this, LinkCount.UP, 1);
        host.onConnected(this, knownPeer());
    }

    /// Gives up both streams: what was sent and not acknowledged is dropped.
    private void disconnect() {
        if (!connected) {
            return;
        }
        connected = false;
        stream++;
        start = sending.next() + 1;
        sending.restart(start);
        receiving.restart(peerStart);
        reassembly.clear();
        clock.down();
        count(LinkCount.DISCONNECTED);
        host.count(this, LinkCount.UP, -1);
        host.onDisconnected(this, knownPeer());
    }

    private void answerWithHello(long now) {
        if (!connected) {
            clock.answerWithHello(now);
        }
    }

    /// Does what is due: gives up a silent peer, or finds that something was lost.
    void expire(long now) {
        if (!connected) {
            return;
        }
        if (clock.isPatienceOver(now)) {
            disconnect();
            return;
        }
        var due = sending.expire(now);
        if (due != null) {
            count(due);
        }
    }

    /// Sends what there is to send.
    void flush(long now) {
        countHeld();
        if (!connected) {
            if (clock.takeHello(now)) {
                hello(now);
            }
            return;
        }
        boolean waited = sending.waitsForBudget();
        for (var next = sending.takeNext(now, packet);
                next != null;
                next = sending.takeNext(now, packet)) {
            send(now, next);
        }
        if (!waited && sending.waitsForBudget()) {
            count(LinkCount.BUDGET_WAITS);
        }
        if (receiving.isDue(now) || clock.isKeepAliveDue(now)) {
            transmit(now, fill(now, Header.DATA), null);
        }
        if (clock.takeQuestion(now)) {
            hello(now);
        }
    }

    private void countHeld() {
        long held = sending.heldBytes();
        if (held != heldBytes) {
            host.count(this, LinkCount.HELD_BYTES, held - heldBytes);
            heldBytes = held;
        }
    }

    private void send(long now, SendWindow.Sent sent) {
        if (sent.times > 1) {
            count(LinkCount.RETRANSMITTED);
        }
        var header = fill(now, Header.DATA);
        header.number = sent.number;
        transmit(now, header, sent.body);
    }

    private void hello(long now) {
        var header = fill(now, Header.HELLO);
        header.number = start;
        transmit(now, header, null);
    }

    private Header fill(long now, int kind) {
        var header = host.header();
        var known = peer;
        header.kind = kind;
        header.receiverIncarnation = known == null ? expected : known.incarnation();
        header.receiverBoot = known == null || !streamKnown ? 0 : known.boot();
        header.number = 0;
        receiving.acknowledge(now, header);
        return header;
    }

    private void transmit(long now, Header header, @Nullable Body body) {
        header.packet = packet++;
        clock.sent(now);
        var sent = body == null ? pool.take() : body;
        count(LinkCount.SENT);
        host.count(this, LinkCount.SENT_BYTES, sent.length);
        host.transmit(this, header, sent);
        if (body == null) {
            pool.release(sent);
        }
    }

    /// When the link wants to be woken, from `now` on.
    long deadline(long now) {
        if (!connected) {
            return clock.deadlineDown();
        }
        return Math.min(clock.deadlineUp(), Math.min(receiving.deadline(), sending.deadline(now)));
    }

    private Peer knownPeer() {
        var known = peer;
        if (known == null) {
            throw new IllegalStateException(id + " is connected and not known");
        }
        return known;
    }

    private void count(LinkCount count) {
        host.count(this, count, 1);
    }

    private final class Delivery implements Reassembly.Listener {
        @Override
        public boolean onMessage(byte[] source, int from, int end) {
            int delivered = stream;
            boolean read = host.onMessage(knownPeer(), source, from, end);
            count(read ? LinkCount.MESSAGES_RECEIVED : LinkCount.UNREADABLE);
            return delivered == stream;
        }

        @Override
        public void onMalformed() {
            count(LinkCount.MALFORMED);
        }
    }
}
