package marquee.frontend;

import static marquee.frontend.Group4.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.Judgement.Verdict;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Bound;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Changed;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ReplyAgain;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.OrderAnew;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Verdicts;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.Stamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a front end tells of its judgements, and what it does about the changes that follow.
class ReportsTest {
    private static final ReplicaId R4 = new ReplicaId(4, 0);
    private static final Assignment NEXT = new Assignment(NodeId.manager(4), "another");

    private final Group4 group = Group4.ready();
    private long entries = 1_000;

    @Test
    void aGroupWithoutAFaultIsNotReportedOn() {
        var effects = new ArrayList<Effect>();
        for (long number = 1; number <= 50; number++) {
            group.answered(number, id(number), number);
            effects.addAll(group.reply(number, 3, id(number), number, "ok"));
            effects.addAll(group.reply(number, 4, id(number), number, "ok"));
        }

        assertThat(reports(effects)).isEmpty();
    }

    @Test
    void anIncorrectReplyIsToldOfAtOnceAndOthersOnlyWhileThereIsAStrike() {
        group.answered(1, id(7), 7);
        assertThat(group.reply(2, 4, id(7), 7, "lie")).contains(told(4, 7, Verdict.INCORRECT));
        group.answered(3, id(8), 8);
        assertThat(reports(group.reply(4, 4, id(8), 8, "ok"))).isEmpty();

        strike(7);
        assertThat(flush())
                .as("what was judged before the order told of it")
                .contains(
                        new Effect.Send(
                                NodeId.SEQUENCER,
                                new Verdicts(
                                        R4,
                                        ImmutableList.of(
                                                new Judgement(7, Verdict.INCORRECT),
                                                new Judgement(8, Verdict.RIGHT)))));
        group.answered(5, id(9), 9);
        group.reply(6, 4, id(9), 9, "ok");
        assertThat(flush()).contains(told(4, 9, Verdict.RIGHT));
    }

    @Test
    void ofOneThatIsConvictedOrReplacedNothingMoreIsTold() {
        strike(7);
        change(new MembershipChange.Convicted(R4, Cause.STRUCK_OUT, 7));
        group.answered(5, id(9), 9);
        assertThat(reports(group.reply(6, 4, id(9), 9, "lie"))).isEmpty();
        replace();
        group.answered(7, id(10), 10);
        assertThat(reports(group.reply(8, 4, id(10), 10, "lie"))).isEmpty();
        assertThat(reports(flush())).isEmpty();
    }

    @Test
    void aLieToldOfWhileTheSequencerIsAwayIsToldOfAgainUntilTheOrderShowsIt() {
        group.answered(1, id(7), 7);
        group.on(2, new Event.Disconnected<>(Group4.SEQUENCER));
        group.reply(3, 4, id(7), 7, "lie");

        assertThat(reconnect()).contains(told(4, 7, Verdict.INCORRECT));
        assertThat(reconnect()).as("once more").contains(told(4, 7, Verdict.INCORRECT));
        strike(7);
        flush();
        assertThat(reports(reconnect())).isEmpty();
    }

    @Test
    void whatIsToldOfTheOthersWhileThereIsAStrikeIsToldAgainToo() {
        strike(7);
        group.answered(1, id(8), 8);
        group.reply(2, 4, id(8), 8, "ok");
        flush();
        group.answered(3, id(9), 9);
        group.reply(4, 4, id(9), 9, "ok"); // Waits for others to be told of with it.

        assertThat(reconnect())
                .contains(
                        new Effect.Send(
                                NodeId.SEQUENCER,
                                new Verdicts(
                                        R4,
                                        ImmutableList.of(
                                                new Judgement(9, Verdict.RIGHT),
                                                new Judgement(8, Verdict.RIGHT)))));
    }

    @Test
    void aSilenceToldOfWhileTheSequencerIsAwayIsToldOfAgainUntilTheOrderShowsIt() {
        group.answered(0, id(7), 7);
        var effects = new ArrayList<Effect>();
        for (long millis = 100; reports(effects).isEmpty(); millis += 100) {
            assertThat(millis).isLessThan(60_000);
            effects.addAll(group.overdue(millis, 4));
        }

        assertThat(reconnect()).contains(told(4, 7, Verdict.SILENT));
        judged(7, Verdict.SILENT);
        assertThat(reports(reconnect())).isEmpty();
    }

    @Test
    void ofOneThatIsConvictedOrReplacedNothingIsToldAgain() {
        group.answered(1, id(7), 7);
        group.reply(2, 4, id(7), 7, "lie");
        change(new MembershipChange.Convicted(R4, Cause.STRUCK_OUT, 7));
        assertThat(reports(reconnect())).isEmpty();
        replace();
        assertThat(reports(reconnect())).isEmpty();
    }

    @Test
    void aReplyThatNamesAnEarlierPlaceIsNotJudgedAsExecution() {
        long ticket = Group4.ticket(group.call(0, 1, Group4.KEYED));
        group.bound(0, ticket, 20);
        for (int slot = 1; slot <= 2; slot++) {
            group.repeat(1, slot, 20, 7, "booked");
        }

        assertThat(reports(group.repeat(2, 4, 20, 7, "lie"))).isEmpty();
    }

    @Test
    void whileThereIsAStrikeARepeatIsToldOfAsSomethingThatSaysNothing() {
        strike(7);
        long ticket = Group4.ticket(group.call(0, 1, Group4.KEYED));
        group.bound(0, ticket, 20);
        for (int slot = 1; slot <= 2; slot++) {
            group.repeat(1, slot, 20, 7, "booked");
        }
        group.repeat(2, 4, 20, 7, "lie");

        assertThat(flush()).contains(told(4, 20, Verdict.REPEATED));
    }

    @Test
    void aSlotWithAStrikeThatKeepsSilentIsToldOfAtEveryPlaceThatItOwes() {
        strike(7);
        for (long number = 8; number <= 10; number++) {
            group.answered(0, id(number), number);
        }

        var effects = new ArrayList<Effect>();
        for (long millis = 100; reports(effects).isEmpty(); millis += 100) {
            assertThat(millis).isLessThan(60_000);
            effects.addAll(group.overdue(millis, 4));
        }

        assertThat(reports(effects))
                .containsExactly(
                        new Effect.Send(
                                NodeId.SEQUENCER,
                                new Verdicts(
                                        R4,
                                        ImmutableList.of(
                                                new Judgement(8, Verdict.SILENT),
                                                new Judgement(9, Verdict.SILENT),
                                                new Judgement(10, Verdict.SILENT)))));
    }

    @Test
    void aRequestThatGetsItsPlaceWhenItIsGivenUpSaysNothingOfASlotWithAStrike() {
        strike(7);
        group.call(0, 9, Group4.KEYED);
        group.sweep(9_950);

        group.bound(9_960, 0, 8);
        assertThat(reports(flush())).containsExactly(told(4, 8, Verdict.SILENT));
        group.bound(9_970, 0, 8);
        assertThat(reports(flush())).as("once").isEmpty();
    }

    @Test
    void votesAtAPlaceThatNobodyWaitedAtCountOnceItsRequestIsAskedForAgain() {
        group.call(0, 9, Group4.KEYED);
        group.sweep(9_950);
        long ticket = Group4.ticket(group.call(9_955, 10, Group4.KEYED));
        group.bound(9_960, 0, 8);
        group.reply(9_961, 1, Group4.KEYED, 8, "ok");
        group.reply(9_962, 2, Group4.KEYED, 8, "ok");

        assertThat(group.bound(9_970, ticket, 8))
                .anyMatch(FrontEndEffect.Answered.class::isInstance);
    }

    @Test
    void aPlaceThatNobodyDecidedIsToldOfThoughTheStrikeBeforeItComesLater() {
        group.call(0, 9, Group4.KEYED);
        group.bound(0, 0, 8);
        assertThat(reports(group.sweep(9_950))).isEmpty();
        group.bound(10_000, Group4.ticket(group.call(10_000, 9, Group4.OWN)), 10); // It waits.

        strike(7);
        assertThat(reports(flush())).containsExactly(told(4, 8, Verdict.SILENT));
    }

    @Test
    void aSecondBindingOfAPlaceThatIsDecidedTakesNothingBack() {
        strike(6);
        group.answered(0, id(7), 7);
        group.bound(1, 0, 7);
        assertThat(reports(flush())).isEmpty();

        group.reply(2, 4, id(7), 7, "ok");
        assertThat(reports(flush())).containsExactly(told(4, 7, Verdict.RIGHT));
    }

    @Test
    void whoeverWasReplacedVotesNoMoreThoughItDidInTheViewOfTheRequest() {
        group.call(0, 9, Group4.KEYED);
        group.bound(0, 0, 7);
        group.reply(1, 4, 7, "booked");
        replace();

        assertThat(group.reply(2, 1, 7, "booked"))
                .noneMatch(FrontEndEffect.Answered.class::isInstance);
        assertThat(group.reply(3, 2, 7, "booked"))
                .anyMatch(FrontEndEffect.Answered.class::isInstance);
    }

    @Test
    void whatComesOfAReplacedReplicaAfterwardsIsNoVoteEither() {
        group.call(0, 9, Group4.KEYED);
        group.bound(0, 0, 7);
        replace();
        group.reply(1, 4, 7, "booked");

        assertThat(group.reply(2, 1, 7, "booked"))
                .noneMatch(FrontEndEffect.Answered.class::isInstance);
    }

    @Test
    void aChangeOfTheGroupMovesTheLinkToTheSuccessor() {
        assertThat(replace()).contains(new Effect.Expect(NodeId.replica(4), 1, NodeId.manager(4)));
    }

    @Test
    void aRequestWhoseViewIsOverIsOrderedAnewAndAnsweredThere() {
        group.call(0, 9, Group4.KEYED);
        group.bound(0, 0, 7);
        replace();
        assertThat(group.sweep(900)).noneMatch(ReportsTest::isOrderAnew);

        assertThat(group.sweep(1_100)).anyMatch(ReportsTest::isOrderAnew);
        group.bound(1_200, 0, 12);
        group.reply(1_201, 1, 12, "booked");

        assertThat(group.reply(1_202, 2, 12, "booked"))
                .anyMatch(FrontEndEffect.Answered.class::isInstance);
    }

    @Test
    void aRequestThatIsLeftWithTooFewWhoVoteOnItIsOrderedAnewAsSoonAsEnoughVoteAgain() {
        group.call(0, 9, Group4.KEYED);
        group.bound(0, 0, 7);
        replace(4);
        replace(3);
        assertThat(group.sweep(50)).as("two are left").noneMatch(ReportsTest::isOrderAnew);
        replace(2);
        assertThat(group.sweep(100)).as("one votes").noneMatch(ReportsTest::isOrderAnew);
        change(new MembershipChange.Activated(new ReplicaId(2, 1)));

        assertThat(group.sweep(150)).anyMatch(ReportsTest::isOrderAnew);
        assertThat(group.sweep(200)).as("once a place").noneMatch(ReportsTest::isOrderAnew);
        group.bound(220, 0, 12);
        assertThat(group.sweep(250)).anyMatch(ReportsTest::isOrderAnew);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2})
    void aRequestOfAViewThatIsNotKnownOrStillToComeWaitsItsSecond(long view) {
        group.call(0, 9, Group4.KEYED);
        group.sequencer(0, new Bound(0, 7, view, Group4.STAMP));

        assertThat(group.sweep(50)).noneMatch(ReportsTest::isOrderAnew);
        assertThat(group.sweep(1_050)).anyMatch(ReportsTest::isOrderAnew);
    }

    @Test
    void whatTheSequencerMayHaveLostOfWhatIsToBeOrderedAnewItIsAskedForWhenItIsBack() {
        group.call(0, 9, Group4.KEYED);
        group.bound(0, 0, 7);
        replace();
        group.sweep(1_100);
        group.on(1_110, new Event.Disconnected<>(Group4.SEQUENCER));

        assertThat(group.on(1_200, new Event.Connected<>(Group4.SEQUENCER)))
                .anyMatch(ReportsTest::isOrderAnew);

        group.bound(1_210, 0, 12);
        assertThat(group.on(1_300, new Event.Connected<>(Group4.SEQUENCER)))
                .as("it has been")
                .noneMatch(ReportsTest::isOrderAnew);
    }

    @Test
    void repliesThatCameBeforeTheSecondBindingAreAskedForAtOnce() {
        group.call(0, 9, Group4.KEYED);
        group.bound(0, 0, 7);
        replace();
        group.sweep(1_100);
        group.reply(1_150, 1, 12, "booked");
        group.reply(1_150, 2, 12, "booked");

        assertThat(group.bound(1_200, 0, 12)).anyMatch(ReportsTest::isReplyAgain);
    }

    @Test
    void howOftenRepliesWereAskedForIsCountedAnewAtEachPlaceP7() {
        group.call(0, 9, Group4.KEYED);
        group.bound(0, 0, 7);
        for (long millis = 1; millis <= Sending.ASKS_MAX; millis++) {
            group.on(millis, new Event.Connected<>(Group4.replica(1)));
            group.sweep(millis);
        }
        replace();
        group.sweep(1_100);

        assertThat(group.sequencer(1_200, new Bound(0, 12, 2, Group4.STAMP)))
                .anyMatch(ReportsTest::isReplyAgain);
        assertThat(group.sweep(2_200)).anyMatch(ReportsTest::isReplyAgain);
    }

    private List<Effect> strike(long number) {
        return judged(number, Verdict.INCORRECT);
    }

    private List<Effect> judged(long number, Verdict verdict) {
        return change(
                new MembershipChange.Judged(R4, ImmutableList.of(new Judgement(number, verdict))));
    }

    private List<Effect> replace() {
        return replace(4);
    }

    private List<Effect> replace(int slot) {
        var first = new ReplicaId(slot, 0);
        return change(
                new MembershipChange.Replaced(first, Cause.CRASHED, NEXT, ImmutableList.of()));
    }

    private List<Effect> change(MembershipChange change) {
        entries++;
        return group.sequencer(
                0, new Changed(new Entry(entries, new Stamp(Group4.STAMP, 19_492), change)));
    }

    private List<Effect> flush() {
        return group.report(10);
    }

    private List<Effect> reconnect() {
        return group.on(60_000, new Event.Connected<>(Group4.SEQUENCER));
    }

    private static boolean isOrderAnew(Effect effect) {
        return effect instanceof Effect.Send(_, OrderAnew _);
    }

    private static boolean isReplyAgain(Effect effect) {
        return effect instanceof Effect.Multicast(_, ReplyAgain _);
    }

    private static List<Effect> reports(List<Effect> effects) {
        return effects.stream()
                .filter(effect -> effect instanceof Effect.Send(_, Verdicts _))
                .toList();
    }

    private static RequestId id(long number) {
        return RequestId.own("#1.25", number);
    }
}
