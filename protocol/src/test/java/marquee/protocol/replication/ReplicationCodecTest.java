package marquee.protocol.replication;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import marquee.protocol.Chance;
import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplicationCodecTest {
    private static final int MUTATIONS = 100_000;
    private static final RequestId ID = new RequestId("ATWC2222", "key-1");
    private static final ReplicaId R3 = new ReplicaId(3, 2);
    private static final Bytes OPERATION = Bytes.wrap((byte) 1, (byte) -1, (byte) 0);
    private static final Stamp STAMP = new Stamp(1_684_108_800_000L, 19_492);
    private static final Peer FRONT_END = new Peer(NodeId.frontEnd(1), 0, 1_700_000_000_000L);
    private static final SlotReport.Biography BIOGRAPHY =
            new SlotReport.Biography("collections", "wrong-reply:2/3", 4_711);
    private static final FaultOrder ORDER = new FaultOrder("wrong-reply:3,drop:10%", -7);
    private static final View.Member MEMBER = new View.Member(R3, View.State.JOINING);

    private static final ImmutableList<Judgement> JUDGEMENTS =
            ImmutableList.of(
                    new Judgement(8, Judgement.Verdict.SILENT),
                    new Judgement(9, Judgement.Verdict.INCORRECT));
    private static final Assignment ASSIGNMENT = new Assignment(NodeId.manager(2), "keyvalue");
    private static final ImmutableList<NodeId> VOTERS =
            ImmutableList.of(NodeId.manager(1), NodeId.manager(2), NodeId.manager(4));
    private static final Ballot.Vote VOTE =
            new Ballot.Vote(
                    NodeId.manager(1), new Ballot.Replace(R3, Cause.UNRESPONSIVE), STAMP.millis());

    private static ToManager changed(MembershipChange change) {
        return new ToManager.Changed(new Entry(11, STAMP, change));
    }

    private static Membership membership() {
        return Membership.initial(ImmutableList.of(ASSIGNMENT, ASSIGNMENT, ASSIGNMENT, ASSIGNMENT))
                .after(5, new MembershipChange.Exited(new ReplicaId(2, 0), 4))
                .after(
                        6,
                        new MembershipChange.Replaced(
                                new ReplicaId(2, 0), Cause.CRASHED, ASSIGNMENT, VOTERS));
    }

    static List<ReplicationMessage> messages() {
        return List.of(
                new ToSequencer.Request(7, ID, STAMP.millis(), OPERATION),
                new ToSequencer.Settled(Long.MAX_VALUE),
                new ToSequencer.Subscribe(R3, 12, BIOGRAPHY),
                new ToSequencer.SubscribeFromStart(R3),
                new ToSequencer.Progress(R3, 1L << 40),
                new ToSequencer.MarkDigest(R3, 1_024, new Digest(-1, 5)),
                new ToSequencer.ClusterQuery(3),
                new ToSequencer.MoveBusinessDate(4, 19_493),
                new ToSequencer.ChangeFaults(5, VOTERS, ORDER),
                new ToSequencer.Verdicts(R3, JUDGEMENTS),
                new ToSequencer.OrderAnew(
                        new ToSequencer.Request(7, ID, STAMP.millis(), OPERATION), 9),
                new ToSequencer.Ready(R3, 12),
                new ToSequencer.Proposal(ImmutableList.of(VOTE, VOTE)),
                new ToSequencer.Ended(R3),
                new ToSequencer.Returned(),
                new ToSequencer.SnapshotChunk(R3, 10, 3, OPERATION),
                new ToSequencer.SnapshotSum(R3, 10, 4, OPERATION),
                new ToSequencer.NoSnapshot(R3, 10),
                new ToSequencer.WantArchived(R3, 10, 3),
                new ToSequencer.WantEntries(10),
                new ToSequencer.WantPart(10, 3),
                new ToReplica.Ordered(
                        new Entry(9, STAMP, new Entry.Request(ID, OPERATION, FRONT_END))),
                new ToReplica.Ordered(new Entry(10, STAMP, new Entry.Mark(null))),
                new ToReplica.Ordered(new Entry(10, STAMP, new Entry.Mark(R3))),
                new ToReplica.Ordered(new Entry(10, STAMP, new Entry.Mark(null, true))),
                new ToReplica.WantSnapshot(10, 3),
                new ToReplica.Archived(10, 4, OPERATION),
                new ToReplica.ArchivedChunk(10, 3, OPERATION),
                new ToReplica.Subscribed(8, 5, membership()),
                new ToReplica.StateAt(R3, 10, new Digest(1, -2)),
                new ToReplica.WantChunk(R3, 10, 3),
                new ToReplica.Chunk(R3, 10, 3, OPERATION),
                new ToReplica.NoChunk(R3, 10),
                new ToReplica.Head(10),
                new ToReplica.Misbehave(ORDER),
                new ToReplica.ReplyAgain(9, ID),
                new ToReplica.Probe(-1, 9),
                new ToManager.Standing(10, STAMP, membership()),
                changed(new MembershipChange.Begun(R3)),
                changed(new MembershipChange.Judged(R3, JUDGEMENTS)),
                changed(new MembershipChange.Convicted(R3, Cause.ROTTEN_STATE, 9)),
                changed(new MembershipChange.Exited(R3, 9)),
                changed(new MembershipChange.Exited(R3, MembershipChange.Exited.UNKNOWN)),
                changed(new MembershipChange.Replaced(R3, Cause.CRASHED, ASSIGNMENT, VOTERS)),
                changed(new MembershipChange.Activated(R3)),
                changed(new MembershipChange.JoinFailed(R3, ASSIGNMENT, VOTERS)),
                changed(new MembershipChange.ManagerGone(NodeId.manager(4), VOTERS)),
                changed(new MembershipChange.ManagerBack(NodeId.manager(4))),
                new ToManager.Voted(VOTE),
                new ToManager.Voted(new Ballot.Vote(NodeId.manager(1), new Ballot.FailJoin(R3), 5)),
                new ToManager.Voted(
                        new Ballot.Vote(
                                NodeId.manager(1), new Ballot.Dismiss(NodeId.manager(2)), 5)),
                new ToManager.Alive(R3, -1, 12),
                new ToManager.Evidence(
                        R3, new Outcome(9, 9, ID, Outcome.Verdict.EXECUTED, OPERATION)),
                new ToManager.JoinProgress(R3, 12, 3),
                new ToManager.Heartbeat(),
                new ToManager.Misbehave(ORDER),
                new ToManager.Watch(),
                new ToManager.Entries(
                        12,
                        new AgreedState(10, new Digest(1, -2)),
                        ImmutableList.of(
                                new Entry(9, STAMP, new Entry.Request(ID, OPERATION, FRONT_END)),
                                new Entry(10, STAMP, new Entry.Mark(null)),
                                new Entry(11, STAMP, new MembershipChange.Activated(R3)))),
                new ToManager.Entries(12, null, ImmutableList.of()),
                new ToManager.SnapshotAt(10, 4, OPERATION),
                new ToManager.Part(10, 3, OPERATION),
                new ToFrontEnd.Bound(7, 9, 1, STAMP.millis()),
                new ToFrontEnd.Rejected(7, ReplicationMessage.Reason.STALE),
                new ToFrontEnd.Pulse(10, STAMP, membership()),
                new ToFrontEnd.Changed(new Entry(11, STAMP, new MembershipChange.Activated(R3))),
                new ToFrontEnd.Reply(
                        R3, new Outcome(9, 9, ID, Outcome.Verdict.EXECUTED, OPERATION)),
                new ToFrontEnd.ClusterReport(
                        3,
                        11,
                        STAMP,
                        1,
                        ImmutableList.of(
                                new SlotReport(MEMBER, BIOGRAPHY, 10, 10, new Digest(1, 2), -1))),
                new ToFrontEnd.BusinessDateMoved(4, true, 19_493),
                new ToFrontEnd.FaultsChanged(5, true),
                new ToFrontEnd.Misbehave(ORDER),
                new ToFrontEnd.Voted(VOTE),
                new ToFrontEnd.Probed(R3, 2, true),
                new ToFrontEnd.Joining(R3, 12, 3));
    }

    @Test
    void everyMessageHasASample() {
        var sampled = messages().stream().map(Object::getClass).collect(toSet());

        assertThat(sampled).containsAll(records(ReplicationMessage.class).toList());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageComesBackAsItWasSent(ReplicationMessage message) {
        assertThat(decoded(codec(message), encoded(message))).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageThatIsCutOffOrFollowedBySomethingIsNone(ReplicationMessage message) {
        var bytes = encoded(message).array();

        for (int length = 0; length < bytes.length; length++) {
            assertThat(decoded(codec(message), Bytes.wrap(Arrays.copyOf(bytes, length)))).isNull();
        }
        assertThat(decoded(codec(message), Bytes.wrap(Arrays.copyOf(bytes, bytes.length + 1))))
                .isNull();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aReceiverReadsItsOwnFamilyOnly(ReplicationMessage message) {
        var bytes = encoded(message);

        var readers = codecs().filter(codec -> decoded(codec, bytes) != null).count();

        assertThat(readers).isEqualTo(1);
    }

    /// Any bytes that are a message at all are the one form of that message, and so two replies
    /// have equal bytes exactly when they are equal (rules P9 and P46).
    @Test
    void mutatedMessagesAreRefusedOrAreTheOneFormOfAnother() {
        var chance = new Chance(2_026);
        var samples = messages();
        int accepted = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            var sample = samples.get(chance.below(samples.size()));
            var bytes = encoded(sample).array();
            bytes[chance.below(bytes.length)] = (byte) chance.next();
            var decoded = decoded(codec(sample), Bytes.wrap(bytes));
            if (decoded != null) {
                accepted++;
                assertThat(encoded(decoded)).isEqualTo(Bytes.wrap(bytes));
            }
        }
        assertThat(accepted).as("mutations that are messages too").isPositive();
    }

    @Test
    void aChunkIsNoLongerThanAReplicaMakesIt() {
        var chunk = Bytes.wrap(new byte[ToReplica.Chunk.BYTES_MAX + 1]);

        var message = new ToSequencer.SnapshotChunk(R3, 10, 3, chunk);
        assertThat(decoded(codec(message), encoded(message))).isNull();
    }

    @Test
    void aReportOfMoreSlotsThanAGroupCanHaveIsNone() {
        var slot = new SlotReport(MEMBER, BIOGRAPHY, 10, 10, Digest.ZERO, 0);

        assertThat(isRead(report(1, Collections.nCopies(ReplicaId.SLOTS_MAX, slot)))).isTrue();
        assertThat(isRead(report(1, Collections.nCopies(ReplicaId.SLOTS_MAX + 1, slot)))).isFalse();
    }

    @Test
    void aViewBeforeTheFirstIsNone() {
        assertThat(isRead(report(-1, List.of()))).isFalse();
        assertThat(isRead(new ToFrontEnd.Bound(1, 2, -1, 3))).isFalse();
    }

    private static ToFrontEnd report(long view, List<SlotReport> slots) {
        return new ToFrontEnd.ClusterReport(4, 11, Stamp.ZERO, view, ImmutableList.copyOf(slots));
    }

    private static boolean isRead(ReplicationMessage message) {
        return decoded(codec(message), encoded(message)) != null;
    }

    @Test
    void aForeignMessageIsAMistake() {
        Message foreign = new Message() {};

        assertThatThrownBy(() -> ReplicationCodec.forReplica().encode(foreign, new WireWriter(9)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : type.isSealed()
                        ? Stream.of(type.getPermittedSubclasses())
                                .flatMap(ReplicationCodecTest::records)
                        : Stream.of();
    }

    private static Stream<MessageCodec<? extends ReplicationMessage>> codecs() {
        return Stream.of(
                ReplicationCodec.forSequencer(),
                ReplicationCodec.forReplica(),
                ReplicationCodec.forFrontEnd(),
                ReplicationCodec.forManager());
    }

    private static MessageCodec<? extends ReplicationMessage> codec(ReplicationMessage message) {
        return switch (message) {
            case ToSequencer told -> ReplicationCodec.forSequencer();
            case ToReplica told -> ReplicationCodec.forReplica();
            case ToFrontEnd told -> ReplicationCodec.forFrontEnd();
            case ToManager told -> ReplicationCodec.forManager();
        };
    }

    private static Bytes encoded(ReplicationMessage message) {
        var out = new WireWriter(MessageCodec.BYTES_MAX);
        ReplicationCodec.forReplica().encode(message, out);
        return out.toBytes();
    }

    private static @Nullable ReplicationMessage decoded(
            MessageCodec<? extends ReplicationMessage> codec, Bytes bytes) {
        return codec.decode(new WireReader(bytes));
    }
}
