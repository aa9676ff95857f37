package marquee.benchmarks.micro;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import java.util.concurrent.TimeUnit;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Message;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.Role;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.transport.ClusterSecret;
import marquee.transport.DatagramSink;
import marquee.transport.LinkLimits;
import marquee.transport.Node;
import marquee.transport.NodeSettings;
import org.jspecify.annotations.Nullable;

/// A sequencer's node and a replica's, whose datagrams arrive at once and in order, without a
/// socket between them. Time is virtual.
final class LinkPair {
    private static final NodeId SENDER = NodeId.SEQUENCER;
    private static final NodeId RECEIVER = NodeId.replica(1);
    private static final long CLUSTER = 7;
    private static final int SECRET_BYTES = 32;
    private static final int TURNS_MAX = 1_000;

    /// Between two turns, in nanoseconds.
    private static final long TURN = TimeUnit.MICROSECONDS.toNanos(20);

    private final Node<ToSequencer, Message> sender;
    private final Node<ToReplica, Message> receiver;
    private long delivered;
    private long now;

    /// @param keyed whether datagrams are proved by keys
    LinkPair(boolean keyed) {
        Role<ToSequencer, Message> sending =
                (_, event, effects) -> {
                    if (event instanceof Event.Submitted<ToSequencer, Message>(var message)) {
                        effects.accept(new Effect.Send(RECEIVER, message));
                    }
                };
        Role<ToReplica, Message> receiving =
                (_, event, _) -> {
                    if (event instanceof Event.Received<ToReplica, Message>) {
                        delivered++;
                    }
                };
        sender =
                new Node<>(
                        settings(SENDER, RECEIVER, keyed),
                        sending,
                        ReplicationCodec.forSequencer(),
                        _ -> {},
                        new Wire(false));
        receiver =
                new Node<>(
                        settings(RECEIVER, SENDER, keyed),
                        receiving,
                        ReplicationCodec.forReplica(),
                        _ -> {},
                        new Wire(true));
        connect();
    }

    private static NodeSettings settings(NodeId self, NodeId peer, boolean keyed) {
        byte @Nullable [] secret = keyed ? new byte[SECRET_BYTES] : null;
        return new NodeSettings(
                        new Peer(self, 0, 1),
                        CLUSTER,
                        LinkLimits.DEFAULT,
                        ImmutableList.of(peer),
                        1)
                .withKeys(ClusterSecret.keys(secret, self));
    }

    private void connect() {
        sender.start(now);
        receiver.start(now);
        for (int turns = 0; !sender.isConnected(RECEIVER); turns++) {
            Preconditions.checkState(turns < TURNS_MAX, "no connection");
            now = Math.max(now + TURN, Math.min(sender.nextDeadline(), receiver.nextDeadline()));
            turn();
        }
        turn();
    }

    /// Sends `message` `count` times in one turn, until it is delivered and acknowledged.
    ///
    /// @return how many were delivered since the beginning
    long deliver(Message message, int count) {
        now += TURN;
        for (int i = 0; i < count; i++) {
            sender.submit(now, message);
        }
        turn();
        return delivered;
    }

    private void turn() {
        if (sender.nextDeadline() <= now) {
            sender.expire(now);
        }
        sender.flush(now);
        if (receiver.nextDeadline() <= now) {
            receiver.expire(now);
        }
        receiver.flush(now);
    }

    /// Hands each datagram to the other node.
    private final class Wire implements DatagramSink {
        private final boolean toSender;

        Wire(boolean toSender) {
            this.toSender = toSender;
        }

        @Override
        public void send(NodeId to, byte[] datagram, int length) {
            if (toSender) {
                sender.receive(now, datagram, length);
            } else {
                receiver.receive(now, datagram, length);
            }
        }
    }
}
