package marquee.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import marquee.manager.ManagerEffect.EndProcess;
import marquee.manager.ManagerEffect.HandKey;
import marquee.manager.ManagerEffect.StartProcess;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;

class ReplicaManagerTest {
    private static final NodeId SELF = NodeId.manager(1);
    private static final NodeId FRONT_END = NodeId.frontEnd(1);
    private static final ReplicaId R1 = new ReplicaId(1, 0);
    private static final ReplicaId R3 = new ReplicaId(3, 0);
    private static final ImmutableList<String> IMPLEMENTATIONS =
            ImmutableList.of("collections", "sql", "keyvalue", "theatres");
    private static final ImmutableList<ReplicaId> OTHERS =
            ImmutableList.of(new ReplicaId(2, 0), R3, new ReplicaId(4, 0));
    private static final Assignment ELSEWHERE = new Assignment(NodeId.manager(3), "theatres");

    private ReplicaManager manager = manager(Group.BOTH);
    private Membership membership =
            Membership.initial(
                    IntStream.rangeClosed(1, 4)
                            .mapToObj(slot -> new Assignment(NodeId.manager(slot), "sql"))
                            .collect(ImmutableList.toImmutableList()));
    private long now;
    private long entries;
    private long millis = 1_000_000;

    @Test
    void aManagerStartsItsOwnReplicaOnceItHasHeardOfTheGroup() {
        start();
        assertThat(pass(2_000)).doesNotHaveAnyElementsOfTypes(StartProcess.class);

        assertThat(standing()).contains(new StartProcess(R1, "sql", OTHERS, true));
        assertThat(standing()).doesNotHaveAnyElementsOfTypes(StartProcess.class);
    }

    @Test
    void aManagerThatComesBackDoesNotStartWhatHasBegunButTellsThatItEnded() {
        change(new MembershipChange.Begun(R1));
        start();

        assertThat(standing())
                .contains(new Effect.Send(NodeId.SEQUENCER, new ToSequencer.Ended(R1)))
                .doesNotHaveAnyElementsOfTypes(StartProcess.class);
    }

    @Test
    void aManagerThatComesBackDoesNotStartWhatEndedBeforeItWasHeardOf() {
        change(new MembershipChange.Exited(R1, 0));
        start();

        assertThat(standing()).doesNotHaveAnyElementsOfTypes(StartProcess.class);
    }

    @Test
    void aReplacedReplicaIsEndedAndAnAssignedOneStarted() {
        start();
        standing();
        change(new MembershipChange.Begun(R1));
        var moved = new Assignment(NodeId.manager(2), "theatres");
        assertThat(change(replaced(R1, moved))).contains(new EndProcess(R1));

        var here = new Assignment(SELF, "collections");
        var r3 = new ReplicaId(3, 1);
        var others =
                ImmutableList.of(new ReplicaId(1, 1), new ReplicaId(2, 0), new ReplicaId(4, 0));
        assertThat(change(replaced(R3, here)))
                .contains(new StartProcess(r3, "collections", others, false));
    }

    @Test
    void aRunningReplicaIsHandedTheKeyOfEachNewcomer() {
        start();
        standing();

        assertThat(change(replaced(R3, ELSEWHERE))).contains(new HandKey(R1, new ReplicaId(3, 1)));
        assertThat(pass(1_000)).doesNotHaveAnyElementsOfTypes(HandKey.class);
        change(replaced(R1, ELSEWHERE));
        assertThat(change(replaced(new ReplicaId(3, 1), ELSEWHERE)))
                .doesNotHaveAnyElementsOfTypes(HandKey.class);
    }

    @Test
    void aSuccessorIsExpectedWhereItRuns() {
        start();
        standing();
        var expected = new Effect.Expect(R3.node(), 1, ELSEWHERE.host());

        assertThat(change(replaced(R3, ELSEWHERE))).contains(expected);
        assertThat(standing()).doesNotContain(expected);
    }

    @Test
    void aManagerThatComesBackExpectsWhoeverFillsASlotNow() {
        change(replaced(R3, ELSEWHERE));
        start();

        assertThat(standing()).contains(new Effect.Expect(R3.node(), 1, ELSEWHERE.host()));
    }

    @Test
    void aProcessThatEndsIsToldUntilTheOrderSaysSo() {
        start();
        standing();
        var ended = new Effect.Send(NodeId.SEQUENCER, new ToSequencer.Ended(R1));

        assertThat(on(new Event.Submitted<>(new ManagerEvent.ProcessEnded(R1)))).contains(ended);
        assertThat(pass(300)).contains(ended);
        assertThat(change(new MembershipChange.Exited(R1, 7)))
                .contains(vote(new Ballot.Replace(R1, Cause.CRASHED)));
        assertThat(pass(2_000)).doesNotContain(ended);
        assertThat(pass(1_000)).contains(vote(new Ballot.Replace(R1, Cause.CRASHED)));
    }

    @Test
    void aSuspectThatAnswersNoProbeHasCrashed() {
        start();
        standing();
        change(silent(R3, 9));

        var said = pass(2_000);

        assertThat(said).contains(new Effect.Send(R3.node(), new ToReplica.Probe(1, 9)));
        assertThat(said).contains(vote(new Ballot.Replace(R3, Cause.CRASHED)));
    }

    @Test
    void anEndedProcessIsNoRoundOfProbesForSomebodyElsesSuspect() {
        start();
        standing();
        change(silent(R3, 9));
        pass(200);

        for (int ended = 1; ended <= 3; ended++) {
            assertThat(on(new Event.Submitted<>(new ManagerEvent.ProcessEnded(R1))))
                    .containsExactly(new Effect.Send(NodeId.SEQUENCER, new ToSequencer.Ended(R1)));
        }
        assertThat(pass(400)).doesNotContain(vote(new Ballot.Replace(R3, Cause.CRASHED)));
        assertThat(pass(200)).contains(vote(new Ballot.Replace(R3, Cause.CRASHED)));
    }

    @Test
    void aGroupThatBearsNoCrashReplacesNobodyForSilence() {
        manager = manager(new Group(4, 1, 0));
        start();
        standing();
        change(silent(R3, 7));
        change(new MembershipChange.Exited(new ReplicaId(4, 0), 5));

        assertThat(pass(5_000)).noneMatch(ReplicaManagerTest::isVote);
        assertThat(change(new MembershipChange.Convicted(R3, Cause.STRUCK_OUT, 9)))
                .contains(vote(new Ballot.Replace(R3, Cause.STRUCK_OUT)));
    }

    @Test
    void aGroupThatBearsNoCrashComesBackFromAPowerCut() {
        manager = manager(new Group(4, 1, 0));
        start();
        standing();
        change(new MembershipChange.Exited(new ReplicaId(4, 0), 5));
        assertThat(change(new MembershipChange.Exited(R3, 5)))
                .noneMatch(ReplicaManagerTest::isVote);

        assertThat(change(new MembershipChange.Exited(R1, 5)))
                .contains(
                        vote(new Ballot.Replace(R1, Cause.CRASHED)),
                        vote(new Ballot.Replace(R3, Cause.CRASHED)));
    }

    @Test
    void aReplicaWhoseHostIsGoneIsProbedThoughNobodyMissesItsReplies() {
        start();
        standing();
        assertThat(change(new MembershipChange.ManagerGone(NodeId.manager(3), ImmutableList.of())))
                .noneMatch(ReplicaManagerTest::isVote);
        assertThat(pass(2_000)).noneMatch(ReplicaManagerTest::isVote); // It may not have begun.
        change(new MembershipChange.ManagerBack(NodeId.manager(3)));
        change(new MembershipChange.Begun(R3));

        change(new MembershipChange.ManagerGone(NodeId.manager(3), ImmutableList.of()));

        assertThat(pass(2_000)).contains(vote(new Ballot.Replace(R3, Cause.CRASHED)));
    }

    @Test
    void aSuspectThatAnswersProbesButWithholdsTheReplyIsUnresponsive() {
        start();
        standing();
        change(silent(R3, 9));

        var said = new ArrayList<Effect>();
        for (int round = 1; round <= 12; round++) {
            said.addAll(pass(200));
            tell(R3.node(), new ToManager.Alive(R3, round, 9));
        }

        assertThat(said)
                .contains(vote(new Ballot.Replace(R3, Cause.UNRESPONSIVE)))
                .doesNotContain(vote(new Ballot.Replace(R3, Cause.CRASHED)));
    }

    @Test
    void aSuspectThatWithholdsTheReplyIsUnresponsiveThoughItMissesEveryThirdProbe() {
        start();
        standing();
        change(silent(R3, 9));

        var said = new ArrayList<Effect>();
        for (int round = 1; round <= 12; round++) {
            said.addAll(pass(200));
            if (round % 3 != 0) {
                tell(R3, new ToManager.Alive(R3, round, 9));
            }
        }

        assertThat(said).contains(vote(new Ballot.Replace(R3, Cause.UNRESPONSIVE)));
    }

    @Test
    void aSuspectThatComesOnIsLeftAloneThoughItMissesEveryThirdProbe() {
        start();
        standing();
        change(silent(R3, 900));

        for (int round = 1; round <= 40; round++) {
            assertThat(pass(200)).noneMatch(ReplicaManagerTest::isVote);
            if (round % 3 != 0) {
                tell(R3, new ToManager.Alive(R3, round, 10L * (round / 3)));
            }
        }
    }

    @Test
    void aSuspectThatLagsAndComesOnIsLeftAlone() {
        start();
        standing();
        change(silent(R3, 900));

        for (int round = 1; round <= 40; round++) {
            assertThat(pass(200)).doesNotContain(vote(new Ballot.Replace(R3, Cause.UNRESPONSIVE)));
            tell(R3.node(), new ToManager.Alive(R3, round, 10L * round));
        }
    }

    @Test
    void theReplyClearsTheSuspectAndIsHandedToFrontEnds() {
        start();
        standing();
        change(silent(R3, 9));
        var outcome = replyAt(9);

        assertThat(tell(R3.node(), new ToManager.Evidence(R3, outcome)))
                .contains(
                        new Effect.Multicast(
                                ImmutableList.of(FRONT_END), new ToFrontEnd.Reply(R3, outcome)));
        assertThat(pass(3_000)).doesNotContain(vote(new Ballot.Replace(R3, Cause.CRASHED)));
    }

    @Test
    void anotherReplyThanTheOneAskedForClearsNobody() {
        start();
        standing();
        change(silent(R3, 9));

        var said = new ArrayList<Effect>();
        for (int round = 1; round <= 12; round++) {
            said.addAll(pass(200));
            tell(R3, new ToManager.Alive(R3, round, 9));
            assertThat(tell(R3, new ToManager.Evidence(R3, replyAt(Long.MAX_VALUE)))).isEmpty();
        }

        assertThat(said).contains(vote(new Ballot.Replace(R3, Cause.UNRESPONSIVE)));
    }

    @Test
    void aLaterReplyClearsWhoeverMayHaveForgottenTheOneAskedFor() {
        start();
        standing();
        change(silent(R3, 9));
        pass(200);

        tell(R3, new ToManager.Alive(R3, 1, 8 + Outcome.REMEMBERED));
        assertThat(tell(R3, new ToManager.Evidence(R3, replyAt(10)))).isEmpty();
        tell(R3, new ToManager.Alive(R3, 1, 9 + Outcome.REMEMBERED));
        assertThat(tell(R3, new ToManager.Evidence(R3, replyAt(8)))).isEmpty();
        assertThat(tell(R3, new ToManager.Evidence(R3, replyAt(10)))).isNotEmpty();

        assertThat(pass(3_000)).doesNotContain(vote(new Ballot.Replace(R3, Cause.CRASHED)));
    }

    @Test
    void aReplyThatNobodyAskedForIsHandedToNobody() {
        start();
        standing();
        assertThat(tell(R3, new ToManager.Evidence(R3, replyAt(9)))).isEmpty();
        change(silent(R3, 9));
        assertThat(tell(R3, new ToManager.Evidence(R3, replyAt(9)))).isNotEmpty();

        assertThat(tell(R3, new ToManager.Evidence(R3, replyAt(9)))).isEmpty();
    }

    @Test
    void aReplicaThatIsUnheardOfIsProbedAndAnyAnswerClearsIt() {
        start();
        standing();
        on(new Event.Disconnected<>(new Peer(R3.node(), 0, 5)));
        assertThat(pass(300)).contains(new Effect.Send(R3.node(), new ToReplica.Probe(1, 0)));
        tell(R3.node(), new ToManager.Alive(R3, 1, 3));
        assertThat(pass(3_000)).doesNotContain(vote(new Ballot.Replace(R3, Cause.CRASHED)));
    }

    @Test
    void aManagerThatComesBackProbesWhoeverHasBegunThoughItSawNoLinkFallSilent() {
        change(new MembershipChange.Begun(R3));
        change(new MembershipChange.Begun(new ReplicaId(4, 0)));
        start();
        standing();

        var said = pass(200);
        assertThat(said).contains(new Effect.Send(R3.node(), new ToReplica.Probe(1, 0)));
        assertThat(said).noneMatch(effect -> isProbeOf(effect, 2)); // It may not have begun.
        tell(NodeId.replica(4), new ToManager.Alive(new ReplicaId(4, 0), 1, 3));

        said = pass(2_000);
        assertThat(said).contains(vote(new Ballot.Replace(R3, Cause.CRASHED)));
        assertThat(said).noneMatch(effect -> isProbeOf(effect, 4));
        standing();
        assertThat(pass(200)).noneMatch(effect -> isProbeOf(effect, 4));
    }

    @Test
    void aConvictionIsVotedOnAtOnce() {
        start();
        standing();
        assertThat(change(new MembershipChange.Convicted(R3, Cause.STRUCK_OUT, 9)))
                .containsOnlyOnce(vote(new Ballot.Replace(R3, Cause.STRUCK_OUT)));
    }

    @Test
    void theVoteThatMakesAMajorityIsProposedAtOnceAndOnlyOnce() {
        start();
        standing();
        change(new MembershipChange.Convicted(R3, Cause.STRUCK_OUT, 9));
        assertThat(tell(NodeId.manager(2), new ToManager.Voted(voteOf(2))))
                .noneMatch(ReplicaManagerTest::isProposal);
        assertThat(tell(NodeId.manager(4), new ToManager.Voted(voteOf(4))))
                .anyMatch(ReplicaManagerTest::isProposal);
        assertThat(tell(NodeId.manager(4), new ToManager.Voted(voteOf(4))))
                .noneMatch(ReplicaManagerTest::isProposal);
        assertThat(tell(NodeId.manager(3), new ToManager.Voted(voteOf(3))))
                .noneMatch(ReplicaManagerTest::isProposal);
    }

    @Test
    void whatAMajorityWantsIsProposedAgainAtOnceWhenAJoinHasEndedP37() {
        start();
        standing();
        change(replaced(new ReplicaId(4, 0), ELSEWHERE));
        change(new MembershipChange.Convicted(R3, Cause.STRUCK_OUT, 9));
        tell(NodeId.manager(2), new ToManager.Voted(voteOf(2)));
        tell(NodeId.manager(4), new ToManager.Voted(voteOf(4)));

        assertThat(change(new MembershipChange.Activated(new ReplicaId(4, 1))))
                .anyMatch(ReplicaManagerTest::isProposal);
    }

    @Test
    void threeFreshVotesAreProposedAndNoFewer() {
        start();
        standing();
        hearOthers();
        change(new MembershipChange.Convicted(R3, Cause.STRUCK_OUT, 9));
        tell(NodeId.manager(2), new ToManager.Voted(voteOf(2)));
        assertThat(pass(500)).noneMatch(ReplicaManagerTest::isProposal);
        tell(NodeId.manager(4), new ToManager.Voted(voteOf(2)));
        assertThat(pass(500)).noneMatch(ReplicaManagerTest::isProposal);
        tell(NodeId.manager(4), new ToManager.Voted(voteOf(4)));
        assertThat(pass(500)).anyMatch(ReplicaManagerTest::isProposal);
        change(replaced(R3, ELSEWHERE));
        assertThat(pass(1_000)).noneMatch(ReplicaManagerTest::isProposal);
    }

    @Test
    void votesGrowOld() {
        start();
        standing();
        change(new MembershipChange.Convicted(R3, Cause.STRUCK_OUT, 9));
        tell(NodeId.manager(2), new ToManager.Voted(voteOf(2)));
        tell(NodeId.manager(3), new ToManager.Voted(voteOf(3)));
        millis += Ballots.FRESH_MILLIS + 1;
        standing();
        assertThat(pass(1_000)).noneMatch(ReplicaManagerTest::isProposal);
    }

    @Test
    void votesOfATimeThatTheSequencerHasLostAreForgottenP33() {
        start();
        standing();
        change(new MembershipChange.Convicted(R3, Cause.STRUCK_OUT, 9));
        tell(NodeId.manager(2), new ToManager.Voted(voteOf(2)));
        tell(NodeId.manager(3), new ToManager.Voted(voteOf(3)));
        millis -= Ballots.FRESH_MILLIS + 1;
        standing();

        assertThat(pass(1_000))
                .contains(vote(new Ballot.Replace(R3, Cause.STRUCK_OUT)))
                .noneMatch(ReplicaManagerTest::isProposal);
    }

    @Test
    void aVoterIsTakenAtItsLastWordThoughTheTimeHasFallen() {
        start();
        standing();
        change(new MembershipChange.Convicted(R3, Cause.STRUCK_OUT, 9));
        tell(NodeId.manager(2), new ToManager.Voted(voteOf(2)));
        tell(NodeId.manager(3), new ToManager.Voted(voteOf(3)));
        millis -= Ballots.FRESH_MILLIS + 1;
        standing();
        tell(NodeId.manager(2), new ToManager.Voted(voteOf(2)));
        tell(NodeId.manager(3), new ToManager.Voted(voteOf(3)));

        assertThat(pass(500)).anyMatch(ReplicaManagerTest::isProposal);
    }

    @Test
    void aJoinThatStandsStillIsGivenUpAndOneThatComesOnIsNot() {
        start();
        standing();
        change(replaced(R3, ELSEWHERE));
        var joiner = new ReplicaId(3, 1);
        var vote = vote(new Ballot.FailJoin(joiner));

        for (int i = 1; i <= 5; i++) {
            assertThat(pass(4_000)).doesNotContain(vote);
            tell(joiner, new ToManager.JoinProgress(joiner, i > 3 ? 3 : i, i));
        }
        assertThat(pass(6_000)).contains(vote);
    }

    @Test
    void theTimeThatTheSequencerIsAwayCountsAgainstNoJoin() {
        start();
        standing();
        change(replaced(R3, ELSEWHERE));
        var joiner = new ReplicaId(3, 1);
        var vote = vote(new Ballot.FailJoin(joiner));
        tell(joiner, new ToManager.JoinProgress(joiner, 1, 0));

        pass(60_000);
        on(new Event.Connected<>(new Peer(NodeId.SEQUENCER, 0, 2)));

        assertThat(standing()).doesNotContain(vote);
        assertThat(pass(4_000)).doesNotContain(vote);
        assertThat(pass(2_000)).contains(vote);
    }

    @Test
    void aJoinThatComesOnForEverIsGivenUpToo() {
        start();
        standing();
        change(replaced(R3, ELSEWHERE));
        var joiner = new ReplicaId(3, 1);
        var vote = vote(new Ballot.FailJoin(joiner));

        for (int i = 1; i < 150; i++) {
            assertThat(pass(4_000)).doesNotContain(vote);
            tell(joiner, new ToManager.JoinProgress(joiner, i, 0));
        }
        assertThat(pass(4_000)).contains(vote);
    }

    @Test
    void aProcessThatNobodyHasHeardOfHasTwiceTheTime() {
        start();
        standing();
        change(replaced(R3, ELSEWHERE));
        var vote = vote(new Ballot.FailJoin(new ReplicaId(3, 1)));

        assertThat(pass(9_000)).doesNotContain(vote);
        assertThat(pass(2_000)).contains(vote);
    }

    @Test
    void aJoinIsGivenMoreTimeAfterOneThatFailedAndOnceItHasBegun() {
        start();
        standing();
        change(replaced(R3, ELSEWHERE));
        var joiner = new ReplicaId(3, 2);
        change(new MembershipChange.JoinFailed(new ReplicaId(3, 1), ELSEWHERE, ImmutableList.of()));
        var vote = vote(new Ballot.FailJoin(joiner));

        assertThat(pass(9_000)).doesNotContain(vote);
        change(new MembershipChange.Begun(joiner));
        assertThat(pass(9_000)).doesNotContain(vote);
        assertThat(pass(2_000)).contains(vote);
    }

    @Test
    void aJoinerThatAManagerWasToStartWhoIsGoneIsGivenUpAtOnce() {
        start();
        standing();
        change(replaced(R3, ELSEWHERE));
        var vote = vote(new Ballot.FailJoin(new ReplicaId(3, 1)));
        assertThat(pass(1_000)).doesNotContain(vote);

        assertThat(change(new MembershipChange.ManagerGone(ELSEWHERE.host(), ImmutableList.of())))
                .contains(vote);
    }

    @Test
    void aManagerThatIsNotHeardIsVotedOutAndOneThatIsBackSaysSo() {
        start();
        standing();
        assertThat(pass(1_500)).contains(vote(new Ballot.Dismiss(NodeId.manager(2))));
        change(new MembershipChange.ManagerGone(SELF, ImmutableList.of()));
        assertThat(pass(200))
                .contains(new Effect.Send(NodeId.SEQUENCER, new ToSequencer.Returned()));
    }

    @Test
    void aVoteAgainstAManagerThatWasNeverThereSaysSo() {
        start();
        standing();
        tell(NodeId.manager(3), new ToManager.Heartbeat());

        assertThat(pass(1_500))
                .contains(new ManagerEffect.Votes(new Ballot.Dismiss(NodeId.manager(2)), true))
                .contains(new ManagerEffect.Votes(new Ballot.Dismiss(NodeId.manager(3)), false));
    }

    @Test
    void quickDeathsAreFollowedByEverLongerWaits() {
        assertThat(IntStream.range(0, 12).mapToLong(n -> BackOff.nanos(n) / 1_000_000))
                .containsExactly(
                        0L, 0L, 250L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L,
                        30_000L, 30_000L);
    }

    @Test
    void aReplacedReplicaIsNotItsSuccessor() {
        start();
        standing();
        change(replaced(R3, ELSEWHERE));
        var successor = new ReplicaId(3, 1);
        change(new MembershipChange.Activated(successor));
        change(silent(successor, 9));
        var evidence = new ToManager.Evidence(successor, replyAt(9));

        assertThat(tell(R3, evidence)).isEmpty();
        assertThat(tell(R3, new ToManager.Evidence(R3, replyAt(9)))).isEmpty();
        assertThat(tell(successor, evidence)).isNotEmpty();
    }

    @Test
    void aManagerThatIsBackIsNotVotedOutByTheVotesThatPutItOut() {
        start();
        standing();
        hearOthers();
        var gone = new Ballot.Dismiss(NodeId.manager(3));
        tell(
                NodeId.manager(2),
                new ToManager.Voted(new Ballot.Vote(NodeId.manager(2), gone, millis)));
        tell(
                NodeId.manager(4),
                new ToManager.Voted(new Ballot.Vote(NodeId.manager(4), gone, millis)));
        change(new MembershipChange.ManagerGone(NodeId.manager(3), ImmutableList.of()));
        change(new MembershipChange.ManagerBack(NodeId.manager(3)));

        assertThat(pass(600)).noneMatch(ReplicaManagerTest::isProposal);
    }

    @Test
    void nobodyButTheSequencerChangesTheGroup() {
        start();
        standing();
        var before = manager.membership();
        var strange = new Entry(99, new Stamp(millis, 1), replaced(R3, ELSEWHERE));
        tell(NodeId.manager(2), new ToManager.Changed(strange));
        tell(R3.node(), new ToManager.Standing(99, new Stamp(millis, 1), membership));
        tell(NodeId.manager(2), new ToManager.Voted(voteOf(3)));
        assertThat(manager.membership()).isEqualTo(before);
        change(new MembershipChange.Convicted(R3, Cause.STRUCK_OUT, 9));
        tell(NodeId.manager(4), new ToManager.Voted(voteOf(4)));
        assertThat(pass(500)).noneMatch(ReplicaManagerTest::isProposal);
    }

    @Test
    void aSpareLearnsFromTheSequencerAndFromNobodyElse() {
        start();
        standing();
        on(new Event.Submitted<>(new ManagerEvent.SpareAtHand()));
        on(new Event.Submitted<>(new ManagerEvent.SpareWants(new ToSequencer.WantEntries(0))));
        assertThat(change(new MembershipChange.Begun(R1)))
                .doesNotContain(new Effect.Send(NodeId.SEQUENCER, new ToSequencer.WantEntries(0)));
        assertThat(standing())
                .contains(new Effect.Send(NodeId.SEQUENCER, new ToSequencer.WantEntries(0)));

        var lesson = new ToManager.Entries(1, null, ImmutableList.of());
        assertThat(tell(NodeId.manager(2), lesson)).isEmpty();
        assertThat(tell(NodeId.SEQUENCER, lesson)).containsExactly(new ManagerEffect.Teach(lesson));
    }

    @Test
    void whoWatchesOverhearsProbesVotesAndJoins() {
        start();
        standing();
        hearOthers();
        on(new Event.Disconnected<>(new Peer(R3.node(), 0, 5)));
        assertThat(pass(200)).noneMatch(ReplicaManagerTest::isOverheard);
        tell(FRONT_END, new ToManager.Watch());

        assertThat(pass(200)).contains(overheard(new ToFrontEnd.Probed(R3, 2, false)));
        assertThat(tell(R3, new ToManager.Alive(R3, 2, 8)))
                .contains(overheard(new ToFrontEnd.Probed(R3, 2, true)));
        assertThat(change(new MembershipChange.Convicted(R3, Cause.STRUCK_OUT, 9)))
                .contains(overheard(new ToFrontEnd.Voted(voteOf(1))));
        change(replaced(R3, ELSEWHERE));
        var joiner = new ReplicaId(3, 1);
        assertThat(tell(joiner, new ToManager.JoinProgress(joiner, 7, 2)))
                .as("its own manager says so")
                .isEmpty();
        var here = new Assignment(SELF, "collections");
        change(new MembershipChange.JoinFailed(joiner, here, ImmutableList.of()));
        var next = joiner.successor();
        assertThat(tell(next, new ToManager.JoinProgress(next, 7, 2)))
                .contains(overheard(new ToFrontEnd.Joining(next, 7, 2)));
    }

    private static Effect overheard(ToFrontEnd.Overheard what) {
        return new Effect.Send(FRONT_END, what);
    }

    private static boolean isOverheard(Effect effect) {
        return effect instanceof Effect.Send(_, ToFrontEnd.Overheard _);
    }

    private static ReplicaManager manager(Group group) {
        return new ReplicaManager(
                new ManagerSettings(SELF, group, IMPLEMENTATIONS, ImmutableList.of(FRONT_END)));
    }

    private static boolean isVote(Effect effect) {
        return effect instanceof Effect.Multicast(_, ToManager.Voted(var vote))
                && vote.ballot() instanceof Ballot.Replace;
    }

    private static boolean isProbeOf(Effect effect, int slot) {
        return effect instanceof Effect.Send(var to, ToReplica.Probe _)
                && to.equals(NodeId.replica(slot));
    }

    private void hearOthers() {
        for (int other = 2; other <= 4; other++) {
            tell(NodeId.manager(other), new ToManager.Heartbeat());
        }
    }

    private void start() {
        on(new Event.Started<>());
    }

    private List<Effect> standing() {
        return tell(
                NodeId.SEQUENCER,
                new ToManager.Standing(entries, new Stamp(millis, 1), membership));
    }

    private List<Effect> change(MembershipChange change) {
        entries++;
        membership = membership.after(entries, change);
        var entry = new Entry(entries, new Stamp(millis, 1), change);
        return tell(NodeId.SEQUENCER, new ToManager.Changed(entry));
    }

    private List<Effect> tell(ReplicaId from, ToManager message) {
        var peer = new Peer(from.node(), from.incarnation(), 1);
        return on(new Event.Received<>(peer, message));
    }

    private List<Effect> tell(NodeId from, ToManager message) {
        return on(new Event.Received<>(new Peer(from, 0, 1), message));
    }

    private List<Effect> pass(long milliseconds) {
        var effects = new ArrayList<Effect>();
        for (long end = now + milliseconds * 1_000_000; now < end; ) {
            now += ReplicaManager.TICK_NANOS;
            effects.addAll(on(new Event.Expired<>(ManagerTimer.TICK)));
        }
        return effects;
    }

    private List<Effect> on(Event<ToManager, ManagerEvent> event) {
        return manager.on(now, event);
    }

    private static Outcome replyAt(long number) {
        return new Outcome(
                number, number, RequestId.named("a", "b"), Outcome.Verdict.EXECUTED, Bytes.EMPTY);
    }

    private Effect vote(Ballot ballot) {
        return new Effect.Multicast(
                ImmutableList.of(NodeId.manager(2), NodeId.manager(3), NodeId.manager(4)),
                new ToManager.Voted(new Ballot.Vote(SELF, ballot, millis)));
    }

    private Ballot.Vote voteOf(int voter) {
        return new Ballot.Vote(
                NodeId.manager(voter), new Ballot.Replace(R3, Cause.STRUCK_OUT), millis);
    }

    private static boolean isProposal(Effect effect) {
        return effect instanceof Effect.Send(var to, ToSequencer.Proposal _)
                && to.equals(NodeId.SEQUENCER);
    }

    private static MembershipChange silent(ReplicaId replica, long number) {
        return new MembershipChange.Judged(
                replica, ImmutableList.of(new Judgement(number, Judgement.Verdict.SILENT)));
    }

    private static MembershipChange replaced(ReplicaId replica, Assignment next) {
        return new MembershipChange.Replaced(replica, Cause.CRASHED, next, ImmutableList.of());
    }
}
