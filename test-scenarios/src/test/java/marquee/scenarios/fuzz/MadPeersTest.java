package marquee.scenarios.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Queue;
import marquee.applications.booking.model.OperationGenerator;
import marquee.frontend.FrontEnd;
import marquee.frontend.FrontEndLimits;
import marquee.frontend.FrontEndSettings;
import marquee.protocol.Chance;
import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.Role;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.FaultOrder;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.ReplicationMessage;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.SlotReport.Biography;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireWriter;
import marquee.replicas.collections.CollectionsImplementation;
import marquee.replicas.host.ExecutionObserver;
import marquee.replicas.host.Replica;
import marquee.replicas.host.ReplicaLimits;
import marquee.sequencer.Sequencer;
import marquee.sequencer.SequencerEvent;
import marquee.sequencer.SequencerLimits;
import marquee.sequencer.SequencerSettings;
import marquee.transport.LinkLimits;
import marquee.transport.LocalEffects;
import marquee.transport.Node;
import marquee.transport.NodeSettings;
import org.junit.jupiter.api.Test;

/// One real node, and peers that have gone mad but keep their links in order: every message comes
/// to the decoder, and what can be read comes to the role (rule P46). Had anything been thrown, the
/// test would fail with it. `-Dmarquee.fuzz.datagrams=N` and `-Dmarquee.fuzz.seed=S` choose how
/// many datagrams each role is sent, and which.
class MadPeersTest {
    private static final int DATAGRAMS = Integer.getInteger("marquee.fuzz.datagrams", 50_000);
    private static final long SEED = Long.getLong("marquee.fuzz.seed", 1);
    private static final long STEP_NANOS = 20_000;
    private static final Peer SEQUENCER = new Peer(NodeId.SEQUENCER, 0, 7);
    private static final Peer FRONT_END = new Peer(NodeId.frontEnd(1), 0, 7);
    private static final Peer R1 = new Peer(NodeId.replica(1), 0, 7);
    private static final ReplicaId SLOT_1 = new ReplicaId(1, 0);
    private static final Membership MEMBERSHIP =
            Membership.initial(
                    ImmutableList.copyOf(
                            Collections.nCopies(4, new Assignment(NodeId.manager(1), "a"))));
    private static final Stamp STAMP = new Stamp(1_684_108_800_000L, 19_492);
    private static final RequestId ID = new RequestId("ATWC2222", "key");

    private static final FaultOrder FAULTS = new FaultOrder("wrong-reply", 1);

    private final OperationGenerator operations = new OperationGenerator(new Chance(SEED));

    @Test
    void theSequencerSurvivesThem() {
        var settings = new SequencerSettings(Group.BOTH, true, SequencerLimits.DEFAULT);
        var role = new Sequencer(settings, new SequencerEvent.ClockRead(STAMP.millis(), 19_492));

        var read = talkTo(SEQUENCER, role, ReplicationCodec.forSequencer(), FRONT_END, R1);

        assertThat(role.head()).as("entries ordered").isPositive();
        assertThat(read).as("messages that could be read").isPositive();
    }

    @Test
    void aReplicaSurvivesThem() {
        var settings =
                new Replica.Settings(
                        SLOT_1, new Biography("collections", "", 1), ReplicaLimits.DEFAULT);
        var application = new CollectionsImplementation().create();
        var role = new Replica(settings, application, ExecutionObserver.NONE);

        var read = talkTo(R1, role, ReplicationCodec.forReplica(), SEQUENCER, FRONT_END);

        assertThat(role.executed()).as("entries executed").isPositive();
        assertThat(read).as("messages that could be read").isPositive();
    }

    @Test
    void theFrontEndSurvivesThem() {
        var role =
                new FrontEnd(new FrontEndSettings(FRONT_END, Group.BOTH, FrontEndLimits.DEFAULT));

        var read = talkTo(FRONT_END, role, ReplicationCodec.forFrontEnd(), SEQUENCER, R1);

        assertThat(read).as("messages that could be read").isPositive();
    }

    /// Has `one` and `other` talk to a node of `role`, and returns how many messages it could read.
    private <M extends Message, L> long talkTo(
            Peer self, Role<M, L> role, MessageCodec<M> codec, Peer one, Peer other) {
        var counting = new CountingCodec<>(codec);
        var samples = samples();
        var peers =
                ImmutableList.of(
                        new MadPeer(one, self.id(), samples, SEED + 1),
                        new MadPeer(other, self.id(), samples, SEED + 2));
        var ids = ImmutableList.of(one.id(), other.id());
        Queue<Delivery> replies = new ArrayDeque<>();
        LocalEffects none = _ -> {};
        var settings = new NodeSettings(self, 1, LinkLimits.DEFAULT, ids, SEED);
        var node =
                new Node<>(
                        settings,
                        role,
                        counting,
                        none,
                        (to, buffer, length) ->
                                replies.add(
                                        new Delivery(
                                                peers.get(ids.indexOf(to)),
                                                Bytes.wrap(Arrays.copyOf(buffer, length)))));
        node.start(0);
        peers.forEach(peer -> peer.start(0));
        long now = 0;
        for (int datagrams = 0; datagrams < DATAGRAMS; ) {
            now += STEP_NANOS;
            for (var peer : peers) {
                if (peer.isConnected()) {
                    peer.talk(now);
                } else {
                    peer.advance(now);
                }
                for (var datagram : peer.takeSent()) {
                    node.receive(now, datagram.array(), datagram.length());
                    datagrams++;
                }
                peer.advance(now);
            }
            node.expire(now);
            node.flush(now);
            while (!replies.isEmpty()) {
                var reply = replies.remove();
                reply.to().receive(now, reply.datagram());
            }
        }
        return counting.read();
    }

    private record Delivery(MadPeer to, Bytes datagram) {}

    /// Real messages to every role: what is not for the one that is talked to must not trouble it.
    private ImmutableList<Bytes> samples() {
        var samples = ImmutableList.<Bytes>builder();
        for (int number = 1; number <= 40; number++) {
            var operation = operations.next(LocalDate.ofEpochDay(STAMP.businessDay()));
            var id = new RequestId("ATWC2222", "key-" + number);
            var request = new Entry.Request(id, operation, FRONT_END);
            samples.add(encoded(new ToSequencer.Request(number, id, STAMP.millis(), operation)));
            samples.add(encoded(new ToReplica.Ordered(new Entry(number, STAMP, request))));
            samples.add(encoded(new ToFrontEnd.Bound(number, number, 1, STAMP.millis())));
        }
        for (var message : others()) {
            samples.add(encoded(message));
        }
        return samples.build();
    }

    private static ImmutableList<ReplicationMessage> others() {
        var outcome = new Outcome(3, 3, ID, Outcome.Verdict.EXECUTED, Bytes.wrap((byte) 1));
        return ImmutableList.of(
                new ToSequencer.Settled(1),
                new ToSequencer.Subscribe(SLOT_1, 0, new Biography("collections", "", 1)),
                new ToSequencer.Progress(SLOT_1, 5),
                new ToSequencer.MarkDigest(SLOT_1, 5, new Digest(1, 2)),
                new ToSequencer.ClusterQuery(1),
                new ToSequencer.MoveBusinessDate(1, 19_493),
                new ToSequencer.ChangeFaults(1, ImmutableList.of(NodeId.replica(1)), FAULTS),
                new ToReplica.Ordered(new Entry(2, STAMP, new Entry.Mark(null))),
                new ToReplica.Subscribed(0, 0, MEMBERSHIP),
                new ToReplica.Head(9),
                new ToReplica.Misbehave(FAULTS),
                new ToReplica.ReplyAgain(3, ID),
                new ToFrontEnd.Rejected(1, ReplicationMessage.Reason.STALE),
                new ToFrontEnd.Pulse(9, STAMP, MEMBERSHIP),
                new ToFrontEnd.Reply(SLOT_1, outcome),
                new ToFrontEnd.ClusterReport(1, 9, STAMP, 1, ImmutableList.of()),
                new ToFrontEnd.FaultsChanged(1, true),
                new ToFrontEnd.Misbehave(FAULTS),
                new ToFrontEnd.BusinessDateMoved(1, true, 19_493));
    }

    private static Bytes encoded(ReplicationMessage message) {
        var out = new WireWriter(MessageCodec.BYTES_MAX);
        ReplicationCodec.forReplica().encode(message, out);
        return out.toBytes();
    }
}
