package marquee.transport;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import marquee.protocol.Chance;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Expiry;
import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.Role;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// A role with its links, its timers and its codec: everything of a process but sockets and clock.
/// Whoever runs it hands in what happens and calls [#flush] once it has handed in what has
/// gathered; nothing is sent before. Times are monotonic nanoseconds that never run backwards.
///
/// Datagrams that make no sense are counted and dropped; whatever the role throws is thrown on, and
/// ends the node (rule P49). Used by one thread at a time.
///
/// @param <M> the family of messages that the role receives
/// @param <L> the role's own events
public final class Node<M extends Message, L> {
    private static final int NOBODY = -1;
    private static final int NODE_IDS = 1 << 16;

    private final NodeSettings settings;
    private final Role<M, L> role;
    private final MessageCodec<M> codec;
    private final LocalEffects local;
    private final DatagramSink sink;
    private final NodeCounters counters;
    private final ImmutableList<Link> links;
    private final ImmutableList<ImmutableList<Link>> alone;
    private final short[] linkOf = new short[NODE_IDS];
    private final Timers timers = new Timers();
    private final Packer packer;
    private final DatagramTags tags;
    private final Header received = new Header();
    private final WireWriter scratch;
    private final WireReader reader = new WireReader(Bytes.EMPTY);
    private final int cluster;
    private final Consumer<Effect> performer = this::perform;
    private final ArrayList<Peer> fallen = new ArrayList<>();
    private final ArrayList<Link> targets = new ArrayList<>();
    private ImmutableList<NodeId> targetsOf = ImmutableList.of();
    private boolean inRole;
    private long now;

    /// Makes a node that has not started.
    public Node(
            NodeSettings settings,
            Role<M, L> role,
            MessageCodec<M> codec,
            LocalEffects local,
            DatagramSink sink) {
        this.settings = settings;
        this.role = role;
        this.codec = codec;
        this.local = local;
        this.sink = sink;
        this.cluster = Long.hashCode(settings.clusterId());
        this.counters = new NodeCounters(settings.peers());
        this.tags =
                settings.keys().equals(LinkKeys.NONE)
                        ? new SumTags()
                        : new KeyedTags(settings.keys(), settings.peers());
        var limits = settings.limits();
        this.scratch = new WireWriter(limits.messageBytes());
        var pool = new BodyPool(limits.sizes().datagramBytes());
        this.packer = new Packer(limits, pool);
        this.links = links(pool);
        this.alone = links.stream().map(ImmutableList::of).collect(ImmutableList.toImmutableList());
    }

    private ImmutableList<Link> links(BodyPool pool) {
        var chance = new Chance(settings.seed());
        var host = new Host();
        var made = ImmutableList.<Link>builder();
        Arrays.fill(linkOf, (short) NOBODY);
        for (int i = 0; i < settings.peers().size(); i++) {
            var id = settings.peers().get(i);
            linkOf[id.wire()] = (short) i;
            made.add(new Link(id, settings, pool, host, chance.split()));
        }
        return made.build();
    }

    /// Tells the role that it runs, and begins the handshakes. Called once, before anything else.
    public void start(long now) {
        this.now = now;
        links.forEach(link -> link.start(now));
        step(new Event.Started<>());
    }

    /// Takes the first `length` bytes of `datagram`, which came from anybody.
    public void receive(long now, byte[] datagram, int length) {
        this.now = now;
        if (length < Header.SIZE || length > settings.limits().sizes().datagramBytes()) {
            counters.count(NodeCount.MALFORMED);
            return;
        }
        var drop = tags.fault(datagram, length, linkOf[Header.sender(datagram)]);
        if (drop == null) {
            drop = received.read(datagram) ? misroute() : NodeCount.MALFORMED;
        }
        if (drop != null) {
            counters.count(drop);
            return;
        }
        links.get(linkOf[received.sender]).receive(now, received, datagram, length);
    }

    private @Nullable NodeCount misroute() {
        if (received.cluster != cluster) {
            return NodeCount.FOREIGN;
        }
        if (received.receiver != settings.self().id().wire()) {
            return NodeCount.MISDIRECTED;
        }
        return linkOf[received.sender] == NOBODY ? NodeCount.UNKNOWN_SENDER : null;
    }

    /// Hands `event` of the role's own process to the role.
    public void submit(long now, L event) {
        this.now = now;
        step(new Event.Submitted<>(event));
    }

    /// Does whatever is due by `now`: the links' timers and the role's.
    public void expire(long now) {
        this.now = now;
        for (int i = 0; i < links.size(); i++) {
            links.get(i).expire(now);
        }
        for (var due = timers.takeExpired(now); due != null; due = timers.takeExpired(now)) {
            step(new Event.Expired<>(due));
        }
    }

    /// Sends what has gathered, after [LocalEffects#beforeSend].
    public void flush(long now) {
        this.now = now;
        local.beforeSend();
        for (int i = 0; i < links.size(); i++) {
            links.get(i).flush(now);
        }
    }

    /// When [#expire] and [#flush] are to be called at the latest; [Long#MAX_VALUE] if never.
    public long nextDeadline() {
        long next = timers.next();
        for (int i = 0; i < links.size(); i++) {
            next = Math.min(next, links.get(i).deadline(now));
        }
        return next;
    }

    /// Whether the link with `peer` is up.
    public boolean isConnected(NodeId peer) {
        int link = linkOf[peer.wire()];
        return link != NOBODY && links.get(link).isConnected();
    }

    /// What has been counted; goes on counting, and can be read by any thread.
    public NodeCounters counters() {
        return counters;
    }

    private void step(Event<M, L> event) {
        inRole = true;
        role.on(now, event, performer);
        inRole = false;
        while (!fallen.isEmpty()) {
            step(new Event.Disconnected<>(fallen.removeFirst()));
        }
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.Send(var to, var message) -> send(to, message);
            case Effect.Multicast(var to, var message) -> multicast(to, message);
            case Effect.StartTimer(var expiry, long after) -> startTimer(expiry, after);
            case Effect.Expect(var node, int incarnation, var host) ->
                    expect(node, incarnation, host);
            case Effect.Local own -> local.perform(own);
        }
    }

    private void expect(NodeId node, int incarnation, NodeId host) {
        int link = linkOf[node.wire()];
        if (link == NOBODY) {
            counters.count(NodeCount.UNKNOWN_RECEIVER);
        } else if (links.get(link).expect(incarnation)) {
            sink.moved(node, incarnation, host);
        }
    }

    private void startTimer(Expiry expiry, long after) {
        Preconditions.checkArgument(after >= 0, "%s after %s", expiry, after);
        timers.start(expiry, now + after);
    }

    private void send(NodeId to, Message message) {
        int link = linkOf[to.wire()];
        if (link == NOBODY) {
            counters.count(NodeCount.UNKNOWN_RECEIVER);
        } else {
            pack(ImmutableList.of(), alone.get(link), message);
        }
    }

    private void multicast(ImmutableList<NodeId> to, Message message) {
        if (!to.equals(targetsOf)) {
            targetsOf = to;
            targets.clear();
            for (var peer : to) {
                int link = linkOf[peer.wire()];
                if (link != NOBODY) {
                    targets.add(links.get(link));
                }
            }
        }
        for (int unknown = targets.size(); unknown < to.size(); unknown++) {
            counters.count(NodeCount.UNKNOWN_RECEIVER);
        }
        if (!targets.isEmpty()) {
            pack(to, targets, message);
        }
    }

    private void pack(ImmutableList<NodeId> to, List<Link> receivers, Message message) {
        boolean any = false;
        for (int i = 0; i < receivers.size(); i++) {
            var link = receivers.get(i);
            any |= link.isConnected();
            var count = link.isConnected() ? LinkCount.MESSAGES_SENT : LinkCount.UNSENT;
            counters.add(linkOf[link.id().wire()], count, 1);
        }
        if (any) {
            codec.encode(message, scratch.clear());
            packer.pack(to, receivers, scratch.buffer(), scratch.length());
        }
    }

    private final class Host implements LinkHost {
        private final Header header = new Header();

        @Override
        public void onConnected(Link link, Peer peer) {
            step(new Event.Connected<>(peer));
        }

        @Override
        public void onDisconnected(Link link, Peer peer) {
            if (inRole) {
                fallen.add(peer); // The role is told once it has finished what it is at.
            } else {
                step(new Event.Disconnected<>(peer));
            }
        }

        @Override
        public boolean onMessage(Peer from, byte[] source, int start, int end) {
            var message = codec.decode(reader.reset(source, start, end));
            if (message != null) {
                step(new Event.Received<>(from, message));
            }
            return message != null;
        }

        @Override
        public void transmit(Link link, Header header, Body body) {
            header.cluster = cluster;
            header.sender = settings.self().id().wire();
            header.receiver = link.id().wire();
            header.senderIncarnation = settings.self().incarnation();
            header.senderBoot = settings.self().boot();
            header.keyed = tags.areKeyed();
            header.write(body.datagram);
            int index = linkOf[header.receiver];
            var hash = body.seal(tags);
            if (tags.write(body.datagram, hash, index, header.receiverIncarnation)) {
                sink.send(link.id(), body.datagram, body.length);
            } else {
                counters.count(NodeCount.NO_KEY);
            }
        }

        @Override
        public void count(Link link, LinkCount count, long more) {
            counters.add(linkOf[link.id().wire()], count, more);
        }

        @Override
        public Header header() {
            return header;
        }
    }
}
