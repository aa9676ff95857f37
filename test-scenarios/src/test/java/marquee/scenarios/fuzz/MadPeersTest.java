package marquee.scenarios.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import marquee.applications.booking.model.OperationGenerator;
import marquee.frontend.FrontEnd;
import marquee.frontend.FrontEndLimits;
import marquee.frontend.FrontEndSettings;
import marquee.manager.ManagerSettings;
import marquee.manager.ReplicaManager;
import marquee.protocol.Chance;
import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.Role;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.ReplicationMessage;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.SampleMessages;
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
    private static final Peer RM1 = new Peer(NodeId.manager(1), 0, 7);
    private static final ImmutableList<Peer> EVERYBODY =
            ImmutableList.of(
                    SEQUENCER,
                    FRONT_END,
                    R1,
                    new Peer(NodeId.replica(2), 0, 7),
                    RM1,
                    new Peer(NodeId.manager(2), 0, 7));
    private static final Stamp STAMP = new Stamp(1_684_108_800_000L, 19_492);

    private final OperationGenerator operations = new OperationGenerator(new Chance(SEED));

    @Test
    void theSequencerSurvivesThem() {
        var settings = new SequencerSettings(Group.BOTH, true, SequencerLimits.DEFAULT);
        var role = new Sequencer(settings, new SequencerEvent.ClockRead(STAMP.millis(), 19_492));

        var read = talkTo(SEQUENCER, role, ReplicationCodec.forSequencer());

        assertThat(role.head()).as("entries ordered").isPositive();
        assertThat(read).containsAll(kindsOf(ToSequencer.class));
    }

    @Test
    void aReplicaSurvivesThem() {
        var settings =
                new Replica.Settings(
                        new ReplicaId(1, 0),
                        new Biography("collections", "", 1),
                        ReplicaLimits.DEFAULT);
        var application = new CollectionsImplementation().create();
        var role = new Replica(settings, application, ExecutionObserver.NONE);

        var read = talkTo(R1, role, ReplicationCodec.forReplica());

        assertThat(role.executed()).as("entries executed").isPositive();
        assertThat(read).containsAll(kindsOf(ToReplica.class));
    }

    @Test
    void theFrontEndSurvivesThem() {
        var role =
                new FrontEnd(new FrontEndSettings(FRONT_END, Group.BOTH, FrontEndLimits.DEFAULT));

        var read = talkTo(FRONT_END, role, ReplicationCodec.forFrontEnd());

        assertThat(read).containsAll(kindsOf(ToFrontEnd.class));
    }

    @Test
    void aManagerSurvivesThem() {
        var settings =
                new ManagerSettings(
                        RM1.id(),
                        Group.BOTH,
                        ImmutableList.of("collections", "keyvalue"),
                        ImmutableList.of(FRONT_END.id()));
        var role = new ReplicaManager(settings);

        var read = talkTo(RM1, role, ReplicationCodec.forManager());

        assertThat(role.membership()).as("the group").isNotNull();
        assertThat(read).containsAll(kindsOf(ToManager.class));
    }

    private static Set<Class<?>> kindsOf(Class<? extends ReplicationMessage> family) {
        return SampleMessages.ALL.stream()
                .filter(family::isInstance)
                .map(Object::getClass)
                .collect(Collectors.toSet());
    }

    /// Has everybody else talk to a node of `role`, and returns which kinds of message it could
    /// read.
    private <M extends Message, L> Set<Class<?>> talkTo(
            Peer self, Role<M, L> role, MessageCodec<M> codec) {
        var counting = new CountingCodec<>(codec);
        var samples = samples();
        var others = EVERYBODY.stream().filter(peer -> !peer.equals(self)).toList();
        var peers =
                others.stream()
                        .map(peer -> new MadPeer(peer, self.id(), samples, SEED + peer.id().wire()))
                        .collect(ImmutableList.toImmutableList());
        var ids = others.stream().map(Peer::id).collect(ImmutableList.toImmutableList());
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

    /// Real messages of every kind to every role: what is not for the one that is talked to must
    /// not trouble it.
    private ImmutableList<Bytes> samples() {
        var samples = ImmutableList.<Bytes>builder();
        for (int number = 1; number <= 40; number++) {
            var operation = operations.next(LocalDate.ofEpochDay(STAMP.businessDay()));
            var id = RequestId.named("ATWC2222", "key-" + number);
            var request = new Entry.Request(id, operation, FRONT_END);
            samples.add(encoded(new ToSequencer.Request(number, id, STAMP.millis(), operation)));
            samples.add(encoded(new ToReplica.Ordered(new Entry(number, STAMP, request))));
            samples.add(encoded(new ToFrontEnd.Bound(number, number, 1, STAMP.millis())));
        }
        for (var message : SampleMessages.ALL) {
            samples.add(encoded(message));
        }
        return samples.build();
    }

    private static Bytes encoded(ReplicationMessage message) {
        var out = new WireWriter(MessageCodec.BYTES_MAX);
        ReplicationCodec.forReplica().encode(message, out);
        return out.toBytes();
    }
}
