package marquee.frontend.process.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Collectors;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.Stamp;
import org.junit.jupiter.api.Test;

/// What those who watch are told of the order, and of what managers let be overheard.
class ReporterTest {
    private static final long MILLIS = 1_763_640_001_301L;
    private static final ReplicaId R2 = new ReplicaId(2, 0);
    private static final NodeId RM1 = NodeId.manager(1);
    private static final NodeId RM3 = NodeId.manager(3);
    private static final Assignment NEXT = new Assignment(RM3, "keyvalue");
    private static final ImmutableList<NodeId> VOTERS = ImmutableList.of(RM1, RM3);
    private static final Membership GROUP =
            Membership.initial(ImmutableList.of(NEXT, NEXT, NEXT, NEXT));

    private final EventFeed feed = new EventFeed("life");
    private final Reporter reporter = new Reporter(feed);

    @Test
    void tellsHowAReplicaIsFoundOutAndReplaced() {
        var wrong = new Judgement(6, Judgement.Verdict.INCORRECT);
        changed(new MembershipChange.Judged(R2, ImmutableList.of(wrong, wrong)));
        changed(new MembershipChange.Convicted(R2, Cause.STRUCK_OUT, 6));
        changed(new MembershipChange.Replaced(R2, Cause.STRUCK_OUT, NEXT, VOTERS));
        changed(new MembershipChange.Begun(R2.successor()));
        changed(new MembershipChange.Activated(R2.successor()));

        var at = "{'at':'2025-11-20T12:00:01.301Z','number':9,";
        assertThat(told())
                .containsExactly(
                        "strike "
                                + at
                                + "'slot':'R2','incarnation':0,'strikes':1,'shown':6,'times':2}",
                        "convicted "
                                + at
                                + "'slot':'R2','incarnation':0,'cause':'STRUCK_OUT','shown':6}",
                        "replaced "
                                + at
                                + "'reason':'STRUCK_OUT','slot':'R2','incarnation':1,"
                                + "'implementation':'keyvalue','host':'RM3','votes':['RM1','RM3']}",
                        "begun " + at + "'slot':'R2','incarnation':1}",
                        "activated " + at + "'slot':'R2','incarnation':1}");
    }

    @Test
    void tellsHowManyRepliesAreHeldAgainstASlotWhichARightOneTakesBack() {
        judged(6, Judgement.Verdict.INCORRECT);
        judged(7, Judgement.Verdict.RIGHT);
        judged(8, Judgement.Verdict.INCORRECT);
        assertThat(told()).allMatch(event -> event.contains("'strikes':1,"));

        judged(9, Judgement.Verdict.INCORRECT);
        judged(10, Judgement.Verdict.INCORRECT);
        assertThat(told().getLast()).contains("'strikes':3,'shown':10,");
    }

    @Test
    void nothingIsHeldAgainstASuccessorThatWasHeldAgainstWhoWasThereBefore() {
        changed(new MembershipChange.Judged(R2, ImmutableList.of(wrong(6), wrong(7), wrong(8))));
        changed(new MembershipChange.Replaced(R2, Cause.STRUCK_OUT, NEXT, VOTERS));
        changed(new MembershipChange.Judged(R2.successor(), ImmutableList.of(wrong(20))));

        assertThat(told().getFirst()).contains("'strikes':3,");
        assertThat(told().getLast()).contains("'incarnation':1,'strikes':1,");
    }

    @Test
    void nothingIsHeldAgainstASuccessorOfWhomItHearsBeforeItHearsThatThereIsOne() {
        changed(new MembershipChange.Judged(R2, ImmutableList.of(wrong(6), wrong(7))));
        changed(new MembershipChange.Judged(R2.successor(), ImmutableList.of(wrong(20))));

        assertThat(told().getLast()).contains("'incarnation':1,'strikes':1,");
    }

    @Test
    void tellsOfSilenceAnEndAJoinThatFailedAndManagers() {
        var silent = new Judgement(6, Judgement.Verdict.SILENT);
        changed(new MembershipChange.Judged(R2, ImmutableList.of(silent)));
        changed(new MembershipChange.Exited(R2, 5));
        changed(new MembershipChange.JoinFailed(R2, NEXT, VOTERS));
        changed(new MembershipChange.ManagerGone(RM3, VOTERS));
        changed(new MembershipChange.ManagerBack(RM3));

        assertThat(types()).isEqualTo("suspicion exited replaced manager manager");
        assertThat(told().get(2)).contains("'reason':'JOIN_FAILED'");
        assertThat(told().get(3)).endsWith("'id':'RM3','alive':false,'votes':['RM1','RM3']}");
        assertThat(told().get(4)).endsWith("'id':'RM3','alive':true}");
    }

    @Test
    void whatComesTooLateIsNotTold() {
        var past = new ReplicaId(2, 7);
        changed(new MembershipChange.Replaced(past, Cause.CRASHED, NEXT, VOTERS));
        changed(new MembershipChange.JoinFailed(past, NEXT, VOTERS));
        var right = new Judgement(6, Judgement.Verdict.RIGHT);
        changed(new MembershipChange.Judged(R2, ImmutableList.of(right)));

        assertThat(told()).isEmpty();
    }

    @Test
    void tellsOfVotesProbesAndTransfers() {
        voted(new Ballot.Replace(R2, Cause.CRASHED));
        voted(new Ballot.FailJoin(R2));
        voted(new Ballot.Dismiss(RM3));
        reporter.overheard(RM1, new ToFrontEnd.Probed(R2, 2, false));
        reporter.overheard(RM1, new ToFrontEnd.Probed(R2, 2, true));
        reporter.overheard(RM3, new ToFrontEnd.Joining(R2, 12, 3));

        assertThat(types()).isEqualTo("vote vote vote probe probe transfer");
        assertThat(told().get(0))
                .endsWith(
                        "'manager':'RM1','ballot':'REPLACE','slot':'R2','incarnation':0,"
                                + "'cause':'CRASHED'}");
        assertThat(told().get(2)).endsWith("'ballot':'DISMISS','id':'RM3'}");
        assertThat(told().get(4)).endsWith("'incarnation':0,'round':2,'answered':true}");
        assertThat(told().get(5)).endsWith("'incarnation':0,'executed':12,'chunks':3}");
    }

    @Test
    void aFloodFromAManagerIsToldATasteOf() {
        for (int i = 0; i < 10_000; i++) {
            reporter.overheard(RM1, new ToFrontEnd.Probed(R2, i, false));
        }
        assertThat(told()).hasSizeLessThan(500);
    }

    private void changed(MembershipChange change) {
        reporter.changed(new Entry(9, new Stamp(MILLIS, 19_492), change), GROUP);
    }

    private static Judgement wrong(long number) {
        return new Judgement(number, Judgement.Verdict.INCORRECT);
    }

    private void judged(long number, Judgement.Verdict verdict) {
        var judgement = new Judgement(number, verdict);
        changed(new MembershipChange.Judged(R2, ImmutableList.of(judgement)));
    }

    private void voted(Ballot ballot) {
        reporter.overheard(RM1, new ToFrontEnd.Voted(new Ballot.Vote(RM1, ballot, MILLIS)));
    }

    private String types() {
        return told().stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.joining(" "));
    }

    private List<String> told() {
        try (var watcher = Preconditions.checkNotNull(feed.watch(null))) {
            return watcher.missed().stream()
                    .map(event -> event.type() + " " + event.data().replace('"', '\''))
                    .toList();
        }
    }
}
