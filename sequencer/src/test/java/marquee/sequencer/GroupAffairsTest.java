package marquee.sequencer;

import static marquee.sequencer.Bench.COLLECTIONS;
import static marquee.sequencer.Bench.F1;
import static marquee.sequencer.Bench.F2;
import static marquee.sequencer.Bench.WALL;
import static marquee.sequencer.Bench.life;
import static marquee.sequencer.Bench.own;
import static marquee.sequencer.Bench.replica;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.Ballot.Vote;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.Judgement.Verdict;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.MembershipChange.Activated;
import marquee.protocol.replication.MembershipChange.Begun;
import marquee.protocol.replication.MembershipChange.Convicted;
import marquee.protocol.replication.MembershipChange.Exited;
import marquee.protocol.replication.MembershipChange.JoinFailed;
import marquee.protocol.replication.MembershipChange.Judged;
import marquee.protocol.replication.MembershipChange.ManagerBack;
import marquee.protocol.replication.MembershipChange.ManagerGone;
import marquee.protocol.replication.MembershipChange.Replaced;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.Strikes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupAffairsTest {
    private static final Digest STATE = new Digest(1, 2);
    private static final Digest OTHER_STATE = new Digest(3, 4);

    private final Bench bench = new Bench(SequencerLimits.DEFAULT);

    @BeforeEach
    void everybodyIsThere() {
        bench.connect(F1);
        bench.connect(F2);
        for (int slot = 1; slot <= 4; slot++) {
            bench.subscribe(slot, 0);
        }
        for (int slot = 1; slot <= 4; slot++) {
            keep(bench.connect(manager(slot)));
        }
    }

    @Test
    void theFirstManagerLearnsWhoHasBegun() {
        var fresh = new Bench(SequencerLimits.DEFAULT);
        fresh.subscribe(2, 0);

        assertThat(changes(fresh.connect(manager(1)))).containsExactly(new Begun(replica(2)));
        assertThat(changes(fresh.connect(manager(2)))).isEmpty();
        assertThat(changes(fresh.subscribe(3, 0))).contains(new Begun(replica(3)));
    }

    @Test
    void threeIncorrectRepliesInARowConvictThroughTwoFrontEndsToo() {
        long first = request(F1, 1);
        long second = request(F2, 1);
        long third = request(F1, 2);
        assertThat(told(F1, 4, first, Verdict.INCORRECT)).hasSize(1);
        assertThat(told(F1, 4, third, Verdict.INCORRECT)).hasSize(1);

        assertThat(told(F2, 4, second, Verdict.INCORRECT))
                .endsWith(new Convicted(replica(4), Cause.STRUCK_OUT, third));
        assertThat(told(F1, 4, request(F1, 3), Verdict.INCORRECT)).isEmpty();
    }

    @Test
    void twoIncorrectRepliesDoNotAndARightOneResets() {
        told(F1, 4, request(F1, 1), Verdict.INCORRECT);
        told(F1, 4, request(F1, 2), Verdict.INCORRECT);
        told(F1, 4, request(F1, 3), Verdict.RIGHT);
        told(F1, 4, request(F1, 4), Verdict.INCORRECT);

        assertThat(told(F1, 4, request(F1, 5), Verdict.INCORRECT))
                .allMatch(Judged.class::isInstance);
        assertThat(told(F1, 4, request(F1, 6), Verdict.INCORRECT))
                .anyMatch(Convicted.class::isInstance);
    }

    @Test
    void aFrontEndJudgesItsOwnRequestsOnly() {
        long number = request(F1, 1);

        assertThat(told(F2, 4, number, Verdict.INCORRECT)).isEmpty();
        assertThat(told(F1, 4, number + 50, Verdict.INCORRECT)).isEmpty();
    }

    @Test
    void aRequestWhoseFrontEndHasEndedIsWaitedForNoLonger() {
        long first = request(F1, 1);
        request(F2, 1);
        long third = request(F1, 2);
        long fourth = request(F1, 3);
        told(F1, 4, first, Verdict.INCORRECT);
        told(F1, 4, third, Verdict.INCORRECT);
        assertThat(told(F1, 4, fourth, Verdict.INCORRECT)).allMatch(Judged.class::isInstance);

        bench.disconnect(F2);

        assertThat(changes(bench.expire(SequencerTimer.PULSE)))
                .containsExactly(new Convicted(replica(4), Cause.STRUCK_OUT, fourth));
    }

    @Test
    void aSilenceIsTheManagersToHearOf() {
        long number = request(F1, 1);

        assertThat(told(F1, 3, number, Verdict.SILENT)).hasSize(1);
        assertThat(told(F1, 3, number, Verdict.RIGHT)).isEmpty();
    }

    @Test
    void aSilenceIsHeardOfThoughTheRequestIsNotInMemoryAnyMore() {
        long number = request(F1, 1);
        bench.order(100, 100 + SequencerLimits.DEFAULT.tailEntries());

        assertThat(told(F1, 3, number, Verdict.SILENT)).hasSize(1);
        assertThat(told(F1, 3, number, Verdict.INCORRECT)).isEmpty();
        assertThat(told(F1, 3, bench.sequencer.head() + 1, Verdict.SILENT)).isEmpty();
    }

    @Test
    void aSilenceOfBeforeAReplicasTimeIsNotItsOwn() {
        long number = request(F1, 1);
        join(4);
        activate(4);
        bench.order(100, 100 + SequencerLimits.DEFAULT.tailEntries());

        assertThat(told(F1, 4, number, Verdict.SILENT)).isEmpty();
    }

    @Test
    void aMajorityOfFreshVotesReplacesAndFewerDoNot() {
        convict(4);
        var ballot = new Ballot.Replace(replica(4), Cause.STRUCK_OUT);

        assertThat(proposed(votes(ballot, WALL, 1, 2))).isEmpty();
        assertThat(proposed(votes(ballot, WALL, 1, 2, 2, 5))).isEmpty();
        assertThat(proposed(votes(ballot, WALL - 5_001, 1, 2, 3))).isEmpty();
        assertThat(proposed(votes(ballot, WALL + 5_001, 1, 2, 3))).as("of a lost time").isEmpty();
        assertThat(proposed(votes(ballot, WALL, 1, 2, 3)))
                .singleElement()
                .isInstanceOf(Replaced.class);
        assertThat(proposed(votes(ballot, WALL, 1, 2, 3))).as("said once more").isEmpty();
        assertThat(bench.sequencer.membership().view().isActive(replica(4))).isFalse();
    }

    @Test
    void nobodyIsReplacedForALieWithoutAConviction() {
        var ballot = new Ballot.Replace(replica(4), Cause.STRUCK_OUT);

        assertThat(proposed(votes(ballot, WALL, 1, 2, 3))).isEmpty();
        var away = new Ballot.Replace(replica(4), Cause.HOME);
        assertThat(proposed(votes(away, WALL, 1, 2, 3))).isEmpty();
    }

    @Test
    void aReplacedReplicaIsHeardNoMoreAndItsSuccessorIs() {
        var effects = replace(2);

        assertThat(effects).contains(new Effect.Expect(NodeId.replica(2), 1, NodeId.manager(2)));
        assertThat(bench.progress(2, 1)).isEmpty();
        assertThat(bench.sequencer.counters().of(Counter.MISDIRECTED)).isPositive();
        bench.connect(successor(2));
        assertThat(changes(subscribe(2, 1)))
                .contains(new Begun(new ReplicaId(2, 1)))
                .noneMatch(Activated.class::isInstance);
    }

    @Test
    void aJoinerIsSentToAMarkThatOthersKeepTheirStateAt() {
        replace(2);
        bench.connect(successor(2));

        var effects = subscribe(2, 1);

        var mark = marks(effects).getFirst();
        assertThat(mark.content()).isEqualTo(new Entry.Mark(new ReplicaId(2, 1)));
        assertThat(effects)
                .contains(
                        Bench.send(
                                2,
                                new ToReplica.Subscribed(
                                        mark.number(),
                                        mark.number(),
                                        bench.sequencer.membership())));
        bench.at(100);
        assertThat(marks(subscribe(2, 1))).as("the same mark").isEmpty();
    }

    @Test
    void aJoinerVotesOnceItHasShownTheStateOfOneThatVotes() {
        join(2);
        long mark = ready(2);

        assertThat(digest(life(1), replica(1), mark, STATE)).isEmpty();
        assertThat(digest(successor(2), new ReplicaId(2, 1), mark, STATE))
                .containsExactly(new Activated(new ReplicaId(2, 1)));
        assertThat(bench.sequencer.membership().view().isActive(new ReplicaId(2, 1))).isTrue();
    }

    @Test
    void aJoinerThatBeginsWithTheStateVotesAtOnce() {
        long known = request(F1, 5);
        bench.at(bench.now + 1_000);
        replace(2);
        bench.connect(successor(2));
        var joiner = new ReplicaId(2, 1);
        var asked = new ToSequencer.Subscribe(joiner, known, COLLECTIONS);
        assertThat(marks(keep(bench.receive(successor(2), asked)))).isEmpty();

        var said = new ToSequencer.Ready(joiner, bench.sequencer.head());
        long mark = marks(bench.receive(successor(2), said)).getFirst().number();
        digest(life(1), replica(1), mark, STATE);
        assertThat(digest(successor(2), joiner, mark, STATE))
                .containsExactly(new Activated(joiner));
    }

    @Test
    void aJoinerThatHasAStateFromLongAgoFetchesANewerOne() {
        long known = request(F1, 5);
        for (long i = 0; i < GroupAffairs.BEHIND_MAX; i++) {
            bench.receive(F1, Bench.keyed(100 + i, "c" + i, "k"));
            bench.receive(F1, new ToSequencer.Settled(100 + i));
        }
        replace(2);
        bench.connect(successor(2));
        var joiner = new ReplicaId(2, 1);
        var asked = new ToSequencer.Subscribe(joiner, known, COLLECTIONS);

        assertThat(marks(keep(bench.receive(successor(2), asked))))
                .extracting(Entry::content)
                .containsExactly(JOINERS_MARK);
    }

    @Test
    void joinersWithAStateOfTheirOwnVouchForNobodyWhereTwoVoteP38() {
        long known = request(F1, 5);
        bench.at(bench.now + 1_000);
        for (int slot = 2; slot <= 3; slot++) {
            ended(slot);
            replace(slot);
            bench.connect(successor(slot));
            var asked = new ToSequencer.Subscribe(new ReplicaId(slot, 1), known, COLLECTIONS);
            keep(bench.receive(successor(slot), asked));
        }
        ready(3);
        long mark = ready(2);

        digest(successor(2), new ReplicaId(2, 1), mark, OTHER_STATE);
        assertThat(digest(successor(3), new ReplicaId(3, 1), mark, OTHER_STATE)).isEmpty();
        digest(life(1), replica(1), mark, STATE);
        assertThat(digest(life(4), replica(4), mark, STATE))
                .hasSize(2)
                .allMatch(Convicted.class::isInstance);
    }

    @Test
    void aJoinerVotesThoughItIsMarksAheadOfEverybodyThatVotes() {
        join(2);
        long first = ready(2);
        bench.at(bench.now + 100);
        request(F1, 7);
        keep(bench.receive(F1, new ToSequencer.ClusterQuery(7)));
        long second = bench.sequencer.head();
        assertThat(second).isGreaterThan(first);
        var joiner = new ReplicaId(2, 1);
        digest(successor(2), joiner, first, STATE);
        ready(2);
        digest(successor(2), joiner, second, OTHER_STATE);

        assertThat(digest(life(1), replica(1), first, STATE))
                .containsExactly(new Activated(joiner));
    }

    @Test
    void aJoinersDigestCountsFromTheMarkOnAtWhichItIsReadyP38() {
        join(2);
        var joiner = new ReplicaId(2, 1);
        bench.at(bench.now + 100);
        request(F1, 7);
        long early = marks(bench.receive(F1, new ToSequencer.ClusterQuery(7))).getFirst().number();
        digest(life(1), replica(1), early, STATE);
        assertThat(digest(successor(2), joiner, early, STATE)).isEmpty();

        long mark = ready(2);
        digest(life(1), replica(1), mark, STATE);
        assertThat(digest(successor(2), joiner, mark, STATE))
                .containsExactly(new Activated(joiner));
    }

    @Test
    void noJoinerHasMarksOrderedWithoutBoundP31() {
        join(2);
        ready(2);
        int marks = 0;
        for (int i = 0; i < 1_000; i++) {
            bench.at(bench.now + 1);
            long executed = i % 2 == 0 ? bench.sequencer.head() : 1L << 62;
            var said = new ToSequencer.Ready(new ReplicaId(2, 1), executed);
            marks += marks(bench.receive(successor(2), said)).size();
            if (i % 100 == 99) {
                marks += marks(bench.expire(SequencerTimer.MARK)).size();
            }
        }

        assertThat(marks).isBetween(1, 10);
        assertThat(bench.count(Counter.BEYOND_HEAD)).isEqualTo(500);
    }

    @Test
    void aJoinerWithAnotherStateThanTwoThatVoteIsGivenUpForAnotherImplementation() {
        join(2);
        long mark = ready(2);
        var joiner = new ReplicaId(2, 1);

        assertThat(digest(successor(2), joiner, mark, OTHER_STATE)).isEmpty();
        assertThat(digest(life(1), replica(1), mark, STATE)).isEmpty();
        assertThat(digest(life(3), replica(3), mark, STATE))
                .containsExactly(new Convicted(joiner, Cause.ROTTEN_STATE, mark));

        var before = bench.sequencer.membership().slot(2);
        assertThat(proposed(votes(new Ballot.FailJoin(joiner), WALL, 1, 2, 3)))
                .singleElement()
                .isInstanceOfSatisfying(
                        MembershipChange.JoinFailed.class,
                        failed ->
                                assertThat(failed.next().implementation())
                                        .isNotEqualTo(before.assignment().implementation()));
    }

    @Test
    void aJoinerIsGivenUpOnNobodysWordAlone() {
        join(2);
        long mark = ready(2);

        assertThat(digest(life(1), replica(1), mark, STATE)).isEmpty();
        assertThat(digest(life(3), replica(3), mark, OTHER_STATE)).isEmpty();
        assertThat(digest(successor(2), new ReplicaId(2, 1), mark, new Digest(5, 6))).isEmpty();
        assertThat(ready(2)).isGreaterThan(mark);
    }

    @Test
    void aSilenceBetweenLiesIsPassedOverAndARepeatTooIfItIsTold() {
        long first = request(F1, 1);
        long silent = request(F1, 2);
        long repeated = request(F1, 3);
        told(F1, 4, first, Verdict.INCORRECT);
        told(F1, 4, request(F1, 4), Verdict.INCORRECT);
        long third = request(F1, 5);
        assertThat(told(F1, 4, third, Verdict.INCORRECT)).allMatch(Judged.class::isInstance);

        assertThat(told(F1, 4, silent, Verdict.SILENT)).allMatch(Judged.class::isInstance);

        assertThat(told(F1, 4, repeated, Verdict.REPEATED))
                .endsWith(new Convicted(replica(4), Cause.STRUCK_OUT, third));
    }

    @Test
    void aJoinerAndAConvictedReplicaAreNoPair() {
        convict(4);
        join(2);
        long mark = ready(2);

        digest(life(4), replica(4), mark, OTHER_STATE);
        assertThat(digest(successor(2), new ReplicaId(2, 1), mark, OTHER_STATE)).isEmpty();
    }

    @Test
    void joinersThatTheSequencersRestartHasInterruptedVouchForEachOtherToo() {
        for (int slot = 1; slot <= 4; slot++) {
            ended(slot);
        }
        for (int slot = 1; slot <= 4; slot++) {
            replace(slot);
        }
        for (int slot = 1; slot <= 2; slot++) {
            var joiner = new ReplicaId(slot, 1);
            bench.connect(successor(slot));
            bench.receive(successor(slot), new ToSequencer.Subscribe(joiner, 3, COLLECTIONS));
        }
        ready(1);
        long mark = ready(2);
        digest(successor(1), new ReplicaId(1, 1), mark, STATE);

        assertThat(digest(successor(2), new ReplicaId(2, 1), mark, STATE))
                .contains(new Activated(new ReplicaId(1, 1)), new Activated(new ReplicaId(2, 1)));
    }

    @Test
    void afterAPowerCutOfEverythingTwoThatBuiltTheirStateFromTheLogVouchForEachOther() {
        for (int slot = 1; slot <= 4; slot++) {
            assertThat(ended(slot)).hasSize(1);
        }
        for (int slot = 1; slot <= 4; slot++) {
            replace(slot);
        }
        for (int slot = 1; slot <= 2; slot++) {
            bench.connect(successor(slot));
            subscribe(slot, 1);
            bench.receive(
                    successor(slot), new ToSequencer.SubscribeFromStart(new ReplicaId(slot, 1)));
        }
        long first = ready(1);
        long second = ready(2);
        digest(successor(1), new ReplicaId(1, 1), first, STATE);
        digest(successor(2), new ReplicaId(2, 1), first, STATE);
        digest(successor(1), new ReplicaId(1, 1), second, STATE);

        digest(successor(2), new ReplicaId(2, 1), second, STATE);

        assertThat(bench.sequencer.membership().view().isActive(new ReplicaId(1, 1))).isTrue();
        assertThat(bench.sequencer.membership().view().isActive(new ReplicaId(2, 1))).isTrue();
    }

    @Test
    void onlyTheHostTellsOfAnEnd() {
        assertThat(changes(bench.receive(manager(1), new ToSequencer.Ended(replica(3))))).isEmpty();
        assertThat(ended(3)).containsExactly(new Exited(replica(3), 0));
        assertThat(ended(3)).isEmpty();
        assertThat(changes(bench.receive(manager(1), new ToSequencer.Ended(replica(9))))).isEmpty();
    }

    @Test
    void aConvictedReplicaIsFollowedByAnotherImplementationAndACrashedOneByTheSame() {
        convict(4);
        replace(4);
        ended(3);

        assertThat(implementation(4)).isNotEqualTo("theatres");
        assertThat(bench.sequencer.membership().slot(3).crashedAgain()).isFalse();
        replace(3);
        assertThat(implementation(3)).isEqualTo("keyvalue");
    }

    @Test
    void oneThatEndsBeforeItIsWhereItsPredecessorEndedIsFollowedByAnotherImplementation() {
        ended(3);
        replace(3);
        var second = new ReplicaId(3, 1);
        bench.connect(successor(3));

        bench.receive(manager(3), new ToSequencer.Ended(second));
        proposed(votes(new Ballot.FailJoin(second), WALL, 1, 2, 3));

        assertThat(implementation(3)).isNotEqualTo("keyvalue");
    }

    @Test
    void oneThatHasNotEndedIsFollowedByTheSameWhateverItsPredecessorsDidP30() {
        ended(3);
        replace(3);
        bench.receive(manager(3), new ToSequencer.Ended(new ReplicaId(3, 1)));
        proposed(votes(new Ballot.FailJoin(new ReplicaId(3, 1)), WALL, 1, 2, 3));
        var changed = implementation(3);

        proposed(votes(new Ballot.FailJoin(new ReplicaId(3, 2)), WALL, 1, 2, 3));

        assertThat(bench.sequencer.membership().slot(3).replica()).isEqualTo(new ReplicaId(3, 3));
        assertThat(implementation(3)).isEqualTo(changed);
    }

    @Test
    void whereOneEndedThatHasNotSpokenSinceTheSequencersRestartIsNotKnownP30() {
        ended(3);
        join(3);
        var restarted = new Bench(SequencerLimits.DEFAULT, appended);
        restarted.connect(manager(3));
        var joiner = new ReplicaId(3, 1);

        assertThat(changes(restarted.receive(manager(3), new ToSequencer.Ended(joiner))))
                .containsExactly(new Exited(joiner, Exited.UNKNOWN));
        assertThat(restarted.sequencer.membership().slot(3).crashedAgain()).isFalse();
    }

    @Test
    void oneThatEndsFurtherOnIsFollowedByTheSame() {
        ended(3);
        join(3);

        bench.receive(manager(3), new ToSequencer.Ended(new ReplicaId(3, 1)));
        proposed(votes(new Ballot.FailJoin(new ReplicaId(3, 1)), WALL, 1, 2, 3));

        assertThat(implementation(3)).isEqualTo("keyvalue");
    }

    private String implementation(int slot) {
        return bench.sequencer.membership().slot(slot).assignment().implementation();
    }

    @Test
    void aJoinIsGivenUpByAMajority() {
        replace(2);
        var ballot = new Ballot.FailJoin(new ReplicaId(2, 1));

        assertThat(proposed(votes(ballot, WALL, 1, 3, 4)))
                .singleElement()
                .isInstanceOf(JoinFailed.class);
        assertThat(bench.sequencer.membership().slot(2).replica()).isEqualTo(new ReplicaId(2, 2));
        var active = new Ballot.FailJoin(replica(1));
        assertThat(proposed(votes(active, WALL, 1, 3, 4))).isEmpty();
    }

    @Test
    void theElectorateShrinksByMajoritiesToTwoAndTakesBackWhoReturns() {
        assertThat(dismissed(4, 1, 2, 3))
                .isEqualTo(List.of(new ManagerGone(NodeId.manager(4), managers(1, 2, 3))));
        assertThat(dismissed(3, 1, 2)).hasSize(1);
        assertThat(dismissed(2, 1, 2)).isEmpty();
        assertThat(changes(bench.receive(manager(4), new ToSequencer.Returned())))
                .containsExactly(new ManagerBack(NodeId.manager(4)));
        assertThat(changes(bench.receive(manager(1), new ToSequencer.Returned()))).isEmpty();
    }

    @Test
    void aSlotOfADeadHostMovesToAnotherAndHomeAgain() {
        dismissed(2, 1, 3, 4);
        assertThat(changes(replace(2)))
                .first()
                .extracting(change -> ((Replaced) change).next().host())
                .isEqualTo(NodeId.manager(1));
        activate(2);
        assertThat(changes(bench.expire(SequencerTimer.PULSE))).isEmpty();
        bench.receive(manager(2), new ToSequencer.Returned());

        assertThat(changes(bench.expire(SequencerTimer.PULSE)))
                .singleElement()
                .extracting(change -> ((Replaced) change).cause())
                .isEqualTo(Cause.HOME);
        assertThat(changes(bench.expire(SequencerTimer.PULSE))).isEmpty();
    }

    @Test
    void aRepeatIsJudgedByTheViewOfItsPlaceP13() {
        bench.receive(F1, own(1));
        long number = bench.sequencer.head();
        long view = bench.sequencer.membership().viewNumber();
        replace(2);
        var bound = new ToFrontEnd.Bound(1, number, view, WALL);

        assertThat(bench.receive(F1, own(1))).contains(Bench.send(F1, bound));
        var restarted = new Bench(SequencerLimits.DEFAULT, bench.appended);
        restarted.connect(F1);
        assertThat(restarted.receive(F1, own(1))).contains(Bench.send(F1, bound));
    }

    @Test
    void aRestartFindsTheGroupAsItWas() {
        convict(4);
        replace(4);
        var restarted = new Bench(SequencerLimits.DEFAULT, appended);

        assertThat(restarted.sequencer.membership()).isEqualTo(bench.sequencer.membership());
    }

    @Test
    void aJoinerThatHasAStateGoesOnFromThereWhenTheSequencerRestarts() {
        join(2);
        long executed = bench.sequencer.head();
        var restarted = new Bench(SequencerLimits.DEFAULT, appended);
        restarted.connect(successor(2));

        var again = new ToSequencer.Subscribe(new ReplicaId(2, 1), executed, COLLECTIONS);
        var effects = restarted.receive(successor(2), again);

        assertThat(marks(effects)).extracting(Entry::content).doesNotContain(JOINERS_MARK);
        assertThat(effects)
                .contains(
                        Bench.send(
                                2,
                                new ToReplica.Subscribed(
                                        executed, executed, restarted.sequencer.membership())));
    }

    private static final Entry.Content JOINERS_MARK = new Entry.Mark(new ReplicaId(2, 1));

    private final List<Entry> appended = new ArrayList<>();

    private long request(Peer frontEnd, long ticket) {
        keep(bench.receive(frontEnd, own(ticket * 10 + frontEnd.id().index())));
        return bench.sequencer.head();
    }

    private List<MembershipChange> told(Peer frontEnd, int slot, long number, Verdict verdict) {
        var verdicts =
                new ToSequencer.Verdicts(
                        bench.sequencer.membership().slot(slot).replica(),
                        ImmutableList.of(new Judgement(number, verdict)));
        return changes(bench.receive(frontEnd, verdicts));
    }

    private void convict(int slot) {
        for (int i = 1; i <= THREE; i++) {
            told(F1, slot, request(F1, 100 + i), Verdict.INCORRECT);
        }
        assertThat(bench.sequencer.membership().slot(slot).conviction()).isNotNull();
    }

    private static final int THREE = Strikes.STRIKES;

    private List<Effect> replace(int slot) {
        var its = bench.sequencer.membership().slot(slot);
        var cause = its.conviction() == null ? Cause.CRASHED : its.conviction();
        var ballot = new Ballot.Replace(its.replica(), cause);
        var electorate = bench.sequencer.membership().electorate();
        var effects =
                keep(
                        bench.receive(
                                manager(1),
                                new ToSequencer.Proposal(
                                        electorate.stream()
                                                .map(voter -> new Vote(voter, ballot, WALL))
                                                .collect(ImmutableList.toImmutableList()))));
        assertThat(bench.sequencer.membership().isCurrent(its.replica())).isFalse();
        return effects;
    }

    private List<Effect> subscribe(int slot, int incarnation) {
        return keep(
                bench.receive(
                        new Peer(NodeId.replica(slot), incarnation, 300),
                        new ToSequencer.Subscribe(
                                new ReplicaId(slot, incarnation), 0, COLLECTIONS)));
    }

    private void join(int slot) {
        replace(slot);
        bench.connect(successor(slot));
        subscribe(slot, 1);
    }

    private void activate(int slot) {
        bench.connect(successor(slot));
        subscribe(slot, 1);
        long mark = ready(slot);
        int other = slot == 1 ? 2 : 1;
        digest(life(other), replica(other), mark, STATE);
        digest(successor(slot), new ReplicaId(slot, 1), mark, STATE);
        assertThat(bench.sequencer.membership().slot(slot).active()).isTrue();
    }

    private long ready(int slot) {
        bench.at(bench.now + 100);
        var said = new ToSequencer.Ready(new ReplicaId(slot, 1), bench.sequencer.head());
        var effects = new ArrayList<>(bench.receive(successor(slot), said));
        effects.addAll(bench.expire(SequencerTimer.MARK));
        return marks(effects).getFirst().number();
    }

    private List<MembershipChange> digest(Peer from, ReplicaId replica, long mark, Digest digest) {
        return changes(bench.receive(from, new ToSequencer.MarkDigest(replica, mark, digest)));
    }

    private List<MembershipChange> ended(int slot) {
        return changes(bench.receive(manager(slot), new ToSequencer.Ended(replica(slot))));
    }

    private List<MembershipChange> dismissed(int gone, int... voters) {
        return proposed(votes(new Ballot.Dismiss(NodeId.manager(gone)), WALL, voters));
    }

    private List<MembershipChange> proposed(ImmutableList<Vote> votes) {
        return changes(bench.receive(manager(1), new ToSequencer.Proposal(votes)));
    }

    private static ImmutableList<Vote> votes(Ballot ballot, long millis, int... voters) {
        return IntStream.of(voters)
                .mapToObj(voter -> new Vote(NodeId.manager(voter), ballot, millis))
                .collect(ImmutableList.toImmutableList());
    }

    private static ImmutableList<NodeId> managers(int... slots) {
        return IntStream.of(slots)
                .mapToObj(NodeId::manager)
                .collect(ImmutableList.toImmutableList());
    }

    private static Peer manager(int slot) {
        return new Peer(NodeId.manager(slot), 0, 400);
    }

    private static Peer successor(int slot) {
        return new Peer(NodeId.replica(slot), 1, 300);
    }

    private List<MembershipChange> changes(List<Effect> effects) {
        return entries(keep(effects)).stream()
                .map(Entry::content)
                .filter(MembershipChange.class::isInstance)
                .map(MembershipChange.class::cast)
                .toList();
    }

    private static List<Entry> marks(List<Effect> effects) {
        return entries(effects).stream()
                .filter(entry -> entry.content() instanceof Entry.Mark)
                .toList();
    }

    private List<Effect> keep(List<Effect> effects) {
        for (var entry : entries(effects)) {
            if (appended.isEmpty() || appended.getLast().number() < entry.number()) {
                appended.add(entry);
            }
        }
        return effects;
    }

    private static List<Entry> entries(List<Effect> effects) {
        return effects.stream()
                .filter(SequencerEffect.Append.class::isInstance)
                .map(effect -> ((SequencerEffect.Append) effect).entry())
                .toList();
    }
}
