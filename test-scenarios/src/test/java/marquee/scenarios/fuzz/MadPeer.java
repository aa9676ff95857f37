package marquee.scenarios.fuzz;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.function.Consumer;
import marquee.protocol.Chance;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.Role;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import marquee.transport.LinkLimits;
import marquee.transport.LocalEffects;
import marquee.transport.Node;
import marquee.transport.NodeSettings;
import org.jspecify.annotations.Nullable;

/// A peer whose link is in order and whose messages are not: random bytes, and real messages with
/// bits turned over, bytes replaced, the end cut off or something added. As its datagrams are well
/// made, what they carry reaches the decoder of the node it talks to, and what can be read there
/// reaches the role. It knows the first sample at first and the others one by one, so that the role
/// gets somewhere before it is led astray. It hears nothing of what it is told.
final class MadPeer {
    private static final int RANDOM_MAX = 60;
    private static final int CHANGES_MAX = 4;
    private static final int TALKS_A_SAMPLE = 20;

    private final Chance chance;
    private final ImmutableList<Bytes> samples;
    private final NodeId target;
    private final Node<Message, Bytes> node;
    private int talks;
    private final Queue<Bytes> sent = new ArrayDeque<>();

    /// Makes a peer `self` that talks to `target` in variations on `samples`.
    MadPeer(Peer self, NodeId target, ImmutableList<Bytes> samples, long seed) {
        this.target = target;
        this.samples = samples;
        this.chance = new Chance(seed);
        var settings =
                new NodeSettings(self, 1, LinkLimits.DEFAULT, ImmutableList.of(target), seed);
        LocalEffects none = _ -> {};
        this.node =
                new Node<>(
                        settings,
                        new Passing(),
                        new Raw(),
                        none,
                        (_, buffer, length) -> sent.add(Bytes.wrap(Arrays.copyOf(buffer, length))));
    }

    void start(long now) {
        node.start(now);
        node.flush(now);
    }

    boolean isConnected() {
        return node.isConnected(target);
    }

    /// Sends one message more.
    void talk(long now) {
        talks++;
        node.submit(now, next());
        node.flush(now);
    }

    void receive(long now, Bytes datagram) {
        node.receive(now, datagram.array(), datagram.length());
    }

    void advance(long now) {
        node.expire(now);
        node.flush(now);
    }

    /// The datagrams sent since the last call.
    ImmutableList<Bytes> takeSent() {
        var taken = ImmutableList.copyOf(sent);
        sent.clear();
        return taken;
    }

    private Bytes next() {
        if (chance.happens(100)) {
            return Bytes.wrap(random(new byte[chance.below(RANDOM_MAX)], 0));
        }
        int known = Math.min(samples.size(), 1 + talks / TALKS_A_SAMPLE);
        var sample = samples.get(chance.below(known)).array();
        var message =
                switch (chance.below(4)) {
                    case 0 -> Arrays.copyOf(sample, chance.below(sample.length + 1));
                    case 1 ->
                            random(
                                    Arrays.copyOf(sample, sample.length + chance.below(RANDOM_MAX)),
                                    sample.length);
                    default -> sample.clone();
                };
        int changes = chance.below(CHANGES_MAX);
        for (int i = 0; i < changes && message.length > 0; i++) {
            message[chance.below(message.length)] = (byte) chance.next();
        }
        return Bytes.wrap(message);
    }

    private byte[] random(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            bytes[i] = (byte) chance.next();
        }
        return bytes;
    }

    private record Words(Bytes bytes) implements Message {}

    private final class Passing implements Role<Message, Bytes> {
        @Override
        public void on(long now, Event<Message, Bytes> event, Consumer<? super Effect> effects) {
            if (event instanceof Event.Submitted<Message, Bytes>(var bytes)) {
                effects.accept(new Effect.Send(target, new Words(bytes)));
            }
        }
    }

    private static final class Raw implements MessageCodec<Message> {
        @Override
        public void encode(Message message, WireWriter out) {
            var bytes = ((Words) message).bytes();
            out.raw(bytes.array(), 0, bytes.length());
        }

        @Override
        public @Nullable Message decode(WireReader in) {
            return null;
        }
    }
}
