package marquee.frontend;

import static marquee.frontend.Group4.KEYED;
import static marquee.frontend.Group4.OWN;
import static marquee.frontend.Group4.noticed;
import static marquee.frontend.Group4.outcome;
import static marquee.frontend.Group4.slots;
import static marquee.frontend.Group4.watches;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.List;
import marquee.frontend.FrontEndEffect.Answered;
import marquee.frontend.FrontEndStatus.Count;
import marquee.frontend.FrontEndStatus.Verdict;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Bound;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Pulse;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Reply;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.OrderAnew;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Request;
import marquee.protocol.replication.Stamp;
import org.junit.jupiter.api.Test;

/// Which replies count, and how each is judged, sooner or later: rules P7 to P13 and P29.
class VotesTest {
    private static final List<Effect> NOTHING = ImmutableList.of();

    private final Group4 group = Group4.ready();

    @Test
    void aDuplicatedReplyOfOneSlotIsOneVote() {
        bound();

        group.reply(1, 1, 7, "lie");
        assertThat(group.reply(2, 1, 7, "lie")).isEqualTo(NOTHING);
        assertThat(group.count(Count.DUPLICATE_REPLIES)).isOne();
    }

    @Test
    void aSecondUnlikeReplyOfOneSlotIsAnAlarmAndNoVote() {
        bound();

        group.reply(1, 1, 7, "lie");
        assertThat(group.reply(2, 1, 7, "booked"))
                .containsExactly(noticed(Incident.Kind.CONTRADICTION, 1, 7));
        assertThat(group.reply(3, 2, 7, "booked")).isEqualTo(NOTHING);
        assertThat(group.reply(4, 3, 7, "booked")).contains(answered(2, 3));
        assertThat(group.count(1, Verdict.CONTRADICTION)).isOne();
    }

    @Test
    void aReplyFromAnEarlierPlaceThatComesLaterIsNoContradiction() {
        group.call(0, 9, Group4.KEYED);
        group.repeat(1, 3, 53, 10, "booked");

        assertThat(group.reply(2, 3, 10, "booked")).isEqualTo(NOTHING);
        assertThat(group.count(3, Verdict.CONTRADICTION)).isZero();
        assertThat(group.count(Count.STRAY_REPLIES)).isOne();
    }

    @Test
    void aSecondUnlikeReplyIsAnAlarmAfterTheAnswerToo() {
        bound();
        group.reply(1, 1, 7, "booked");
        group.reply(1, 2, 7, "booked");

        assertThat(group.reply(2, 1, 7, "lie"))
                .containsExactly(noticed(Incident.Kind.CONTRADICTION, 1, 7));
        assertThat(group.reply(3, 2, 7, "booked")).as("only asked twice").isEqualTo(NOTHING);
    }

    @Test
    void repliesBeforeTheBindingAreHeldAndCountAfterIt() {
        group.call(0, 9, KEYED);

        assertThat(group.reply(1, 1, 7, "booked")).isEqualTo(NOTHING);
        assertThat(group.reply(1, 2, 7, "booked")).isEqualTo(NOTHING);
        assertThat(group.bound(2, 0, 7))
                .startsWith(watches().toArray(Effect[]::new))
                .contains(answered(1, 2));
    }

    @Test
    void anEarlyReplyForAnotherPlaceThanTheBoundOneDoesNotCount() {
        group.call(0, 9, KEYED);
        group.reply(1, 1, 8, "booked");
        group.reply(1, 2, 7, "booked");

        assertThat(group.bound(2, 0, 7)).isEqualTo(watches());
        assertThat(group.reply(3, 3, 7, "booked")).contains(answered(2, 3));
    }

    @Test
    void identicalMeansTheNumberTheFirstNumberTheIdAndTheVerdictToo() {
        bound();
        group.reply(1, 1, 7, "booked");
        vote(2, new Outcome(7, 3, KEYED, Outcome.Verdict.EXECUTED, Group4.bytes("booked")));
        vote(3, new Outcome(7, 7, OWN, Outcome.Verdict.EXECUTED, Group4.bytes("booked")));

        assertThat(
                        vote(
                                4,
                                new Outcome(
                                        7,
                                        7,
                                        KEYED,
                                        Outcome.Verdict.KEY_REUSED,
                                        Group4.bytes("booked"))))
                .isEqualTo(NOTHING);
        assertThat(group.sweep(9_950)).contains(noticed(Incident.Kind.UNDECIDED, 0, 7));
    }

    @Test
    void twoAlikeOutcomesForAnotherRequestAreNoAnswer() {
        bound();
        vote(1, outcome(OWN, 7, "booked"));

        assertThat(vote(2, outcome(OWN, 7, "booked"))).isEqualTo(NOTHING);
    }

    @Test
    void anIncarnationThatIsNotActiveInTheBoundViewHasNoVote() {
        bound();
        group.reply(1, 1, 7, "booked");
        var next = new Peer(NodeId.replica(2), 1, 6);
        var reply = new Reply(new ReplicaId(2, 1), outcome(KEYED, 7, "booked"));

        assertThat(group.on(2, new Event.Received<>(next, reply))).isEqualTo(NOTHING);
        assertThat(group.count(Count.FENCED_REPLIES)).isOne();
    }

    @Test
    void noReplicaSpeaksForAnother() {
        bound();
        group.reply(1, 1, 7, "lie");
        var forged = new Reply(new ReplicaId(2, 0), outcome(KEYED, 7, "lie"));

        assertThat(group.on(2, new Event.Received<>(Group4.replica(1), forged))).isEqualTo(NOTHING);
        assertThat(group.count(Count.UNFIT_MESSAGES)).isOne();
    }

    @Test
    void noSuccessorSpeaksForItsPredecessorThatStillVotesP35() {
        bound();
        group.reply(1, 1, 7, "booked");
        var successor = new Peer(NodeId.replica(2), 1, 6);
        var reply = new Reply(new ReplicaId(2, 0), outcome(KEYED, 7, "booked"));

        assertThat(group.on(2, new Event.Received<>(successor, reply))).isEqualTo(NOTHING);
        assertThat(group.count(Count.UNFIT_MESSAGES)).isOne();
    }

    @Test
    void aRequestOfAViewThatIsForgottenIsOrderedAnewAndAnsweredThereP47() {
        bound();
        long newest = Views.MAX + 1;
        for (long view = 2; view <= newest; view++) {
            var later = new Membership(view, Group4.GROUP.slots(), Group4.GROUP.electorate());
            group.sequencer(1, new Pulse(7, new Stamp(Group4.STAMP, 19_492), later));
        }
        for (int slot = 1; slot <= 4; slot++) {
            assertThat(group.reply(2, slot, 7, "booked")).isEqualTo(NOTHING);
        }
        var anew = new OrderAnew(new Request(0, KEYED, Group4.STAMP, Group4.BOOK), 7);
        assertThat(group.sweep(1_000)).contains(new Effect.Send(NodeId.SEQUENCER, anew));

        group.sequencer(1_001, new Bound(0, 12, newest, Group4.STAMP));
        group.reply(1_002, 1, 12, "booked");
        assertThat(group.reply(1_002, 2, 12, "booked"))
                .contains(new Answered(9, outcome(KEYED, 12, "booked"), slots(1, 2)));
    }

    @Test
    void votesWaitForTheViewThatTheBindingNames() {
        group.call(0, 9, KEYED);
        group.sequencer(0, new Bound(0, 7, 2, Group4.STAMP));
        group.reply(1, 1, 7, "booked");
        assertThat(group.reply(1, 2, 7, "booked")).isEqualTo(NOTHING);
        var later = new Membership(2, Group4.GROUP.slots(), Group4.GROUP.electorate());

        assertThat(group.sequencer(2, new Pulse(7, new Stamp(Group4.STAMP, 19_492), later)))
                .contains(answered(1, 2));
    }

    @Test
    void anIncorrectReplyIsReportedAtTheAnswerOrWhenItComesLater() {
        bound();
        group.reply(1, 1, 7, "lie");
        group.reply(2, 2, 7, "booked");

        assertThat(group.reply(3, 3, 7, "booked"))
                .startsWith(noticed(Incident.Kind.INCORRECT, 1, 7), answered(2, 3));

        group.answered(4, OWN, 8);
        assertThat(group.reply(5, 3, OWN, 8, "lie"))
                .containsExactly(
                        noticed(Incident.Kind.INCORRECT, 3, 8),
                        Group4.told(3, 8, Judgement.Verdict.INCORRECT));
        assertThat(group.reply(6, 4, OWN, 8, "ok")).isEqualTo(NOTHING);
        assertThat(group.count(4, Verdict.RIGHT)).isOne();
    }

    @Test
    void aLateReplyIsIncorrectWhateverPartOfTheOutcomeDiffers() {
        bound();
        group.reply(1, 1, 7, "booked");
        group.reply(1, 2, 7, "booked");

        vote(3, new Outcome(7, 3, KEYED, Outcome.Verdict.EXECUTED, Group4.bytes("booked")));
        assertThat(group.count(3, Verdict.INCORRECT)).isOne();
        vote(4, new Outcome(7, 7, KEYED, Outcome.Verdict.KEY_REUSED, Group4.bytes("booked")));
        assertThat(group.count(4, Verdict.INCORRECT)).isOne();
    }

    @Test
    void aRightReplyAfterTheSuspicionTimeoutIsLate() {
        group.answered(0, KEYED, 7);

        group.reply(501, 3, 7, "ok");
        assertThat(group.count(3, Verdict.LATE)).isOne();
        assertThat(group.count(3, Verdict.RIGHT)).isZero();
    }

    @Test
    void aSplitIsAnAlarmThatAccusesNobodyMore() {
        bound();
        group.reply(1, 1, 7, "booked");
        group.reply(1, 2, 7, "booked");
        group.reply(2, 3, 7, "lie");

        assertThat(group.reply(3, 4, 7, "lie")).containsExactly(noticed(Incident.Kind.SPLIT, 0, 7));
        assertThat(group.count(4, Verdict.INCORRECT)).isZero();
        assertThat(group.count(3, Verdict.INCORRECT) - group.count(3, Verdict.VOIDED)).isZero();
    }

    @Test
    void aRetryOfOneRequestCountsOnceAgainstALiar() {
        group.answered(0, KEYED, 7);
        group.reply(1, 3, 7, "lie");
        long ticket = Group4.ticket(group.call(2, 9, KEYED));
        group.bound(3, ticket, 7);

        group.reply(4, 3, 7, "lie");
        group.reply(4, 1, 7, "ok");
        group.reply(4, 2, 7, "ok");
        assertThat(group.count(3, Verdict.INCORRECT)).isOne();
        assertThat(group.count(1, Verdict.RIGHT)).isOne();
    }

    @Test
    void theRingForgetsTheOldestAndCountsWhatItOwedThere() {
        group.answered(0, KEYED, 7);
        group.answered(0, OWN, 71); // The ring has 64 places.

        assertThat(group.count(Count.VERDICTS_OVERRUN)).isOne();
        group.reply(1, 3, 7, "lie");
        assertThat(group.count(Count.STRAY_REPLIES)).isOne();
    }

    @Test
    void aRequestThatTheRingHasLostIsAnsweredAllTheSame() {
        bound();
        group.reply(1, 1, 7, "booked");
        group.answered(1, OWN, 71); // The ring has 64 places.

        assertThat(group.reply(2, 3, 7, "booked")).contains(answered(1, 3));
        assertThat(group.count(1, Verdict.RIGHT)).as("judged at 71, and only there").isOne();
    }

    @Test
    void aPlaceThatTheRingHasForgottenIsAnsweredAgainAndNotJudgedAgain() {
        group.answered(0, KEYED, 7);
        group.reply(1, 3, 7, "lie");
        group.answered(2, OWN, 71); // The ring has 64 places.
        long judged = group.count(3, Verdict.INCORRECT);
        group.bound(3, Group4.ticket(group.call(3, 9, KEYED)), 7);

        group.reply(4, 3, 7, "lie");
        group.reply(4, 1, 7, "booked");

        assertThat(group.reply(4, 2, 7, "booked")).contains(answered(1, 2));
        assertThat(group.count(3, Verdict.INCORRECT)).isEqualTo(judged);
    }

    @Test
    void aSlotThatFloodsLosesItsOwnVotesOnly() {
        bound();
        var flood = "x".repeat(1_001);

        assertThat(group.reply(1, 1, 7, flood)).isEqualTo(NOTHING);
        assertThat(group.count(Count.REPLIES_OVER_BUDGET)).isOne();
        group.reply(1, 2, 7, "booked");
        assertThat(group.reply(1, 3, 7, "booked")).contains(answered(2, 3));
    }

    private void bound() {
        group.call(0, 9, KEYED);
        group.bound(0, 0, 7);
    }

    private List<Effect> vote(int slot, Outcome outcome) {
        return group.on(
                1,
                new Event.Received<>(
                        Group4.replica(slot), new Reply(new ReplicaId(slot, 0), outcome)));
    }

    private static Effect answered(int... slots) {
        return new Answered(9, outcome(KEYED, 7, "booked"), slots(slots));
    }
}
