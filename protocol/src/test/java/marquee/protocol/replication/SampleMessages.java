package marquee.protocol.replication;

import com.google.common.collect.ImmutableList;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.wire.Bytes;

/// At least one message of each kind that there is: `ReplicationCodecTest` sees to it that none is
/// missing.
public final class SampleMessages {
    private static final RequestId ID = RequestId.named("ATWC2222", "key-1");
    private static final RequestId OWN = RequestId.own("#1.1bc", 1L << 40);
    static final ReplicaId R3 = new ReplicaId(3, 2);
    private static final Bytes OPERATION = Bytes.wrap((byte) 1, (byte) -1, (byte) 0);
    private static final Stamp STAMP = new Stamp(1_684_108_800_000L, 19_492);
    private static final Peer FRONT_END = new Peer(NodeId.frontEnd(1), 0, 1_700_000_000_000L);
    static final SlotReport.Biography BIOGRAPHY =
            new SlotReport.Biography("collections", "wrong-reply:2/3", 4_711);
    private static final FaultOrder ORDER = new FaultOrder("wrong-reply:3,drop:10%", -7);
    static final View.Member MEMBER = new View.Member(R3, View.State.JOINING);

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

    /// All of them.
    public static final ImmutableList<ReplicationMessage> ALL =
            ImmutableList.of(
                    new ToSequencer.Request(7, ID, STAMP.millis(), OPERATION),
                    new ToSequencer.Request(8, OWN, STAMP.millis(), OPERATION),
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
                    new ToReplica.Ordered(
                            new Entry(9, STAMP, new Entry.Request(OWN, OPERATION, FRONT_END))),
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
                    new ToReplica.ReplyAgain(9, OWN),
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
                    new ToManager.Voted(
                            new Ballot.Vote(NodeId.manager(1), new Ballot.FailJoin(R3), 5)),
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
                                    new Entry(
                                            9, STAMP, new Entry.Request(ID, OPERATION, FRONT_END)),
                                    new Entry(10, STAMP, new Entry.Mark(null)),
                                    new Entry(11, STAMP, new MembershipChange.Activated(R3)))),
                    new ToManager.Entries(12, null, ImmutableList.of()),
                    new ToManager.SnapshotAt(10, 4, OPERATION),
                    new ToManager.Part(10, 3, OPERATION),
                    new ToFrontEnd.Bound(7, 9, 1, STAMP.millis()),
                    new ToFrontEnd.Rejected(7, ReplicationMessage.Reason.STALE),
                    new ToFrontEnd.Pulse(10, STAMP, membership()),
                    new ToFrontEnd.Changed(
                            new Entry(11, STAMP, new MembershipChange.Activated(R3))),
                    new ToFrontEnd.Reply(
                            R3, new Outcome(9, 8, OWN, Outcome.Verdict.EXECUTED, OPERATION)),
                    new ToFrontEnd.Reply(
                            R3, new Outcome(9, 9, ID, Outcome.Verdict.EXECUTED, OPERATION)),
                    new ToFrontEnd.ClusterReport(
                            3,
                            11,
                            STAMP,
                            1,
                            ImmutableList.of(
                                    new SlotReport(
                                            MEMBER, BIOGRAPHY, 10, 10, new Digest(1, 2), -1))),
                    new ToFrontEnd.BusinessDateMoved(4, true, 19_493),
                    new ToFrontEnd.FaultsChanged(5, true),
                    new ToFrontEnd.Misbehave(ORDER),
                    new ToFrontEnd.Voted(VOTE),
                    new ToFrontEnd.Probed(R3, 2, true),
                    new ToFrontEnd.Joining(R3, 12, 3));

    private SampleMessages() {}

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
}
