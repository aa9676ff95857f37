package marquee.frontend;

import static marquee.frontend.Group4.BOOK;
import static marquee.frontend.Group4.KEYED;
import static marquee.frontend.Group4.OWN;
import static marquee.frontend.Group4.SEQUENCER;
import static marquee.frontend.Group4.STAMP;
import static marquee.frontend.Group4.bytes;
import static marquee.frontend.Group4.noticed;
import static marquee.frontend.Group4.outcome;
import static marquee.frontend.Group4.request;
import static marquee.frontend.Group4.slots;
import static marquee.frontend.Group4.sweepLater;
import static marquee.frontend.Group4.watches;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import marquee.frontend.FrontEndEffect.Answered;
import marquee.frontend.FrontEndEffect.Reason;
import marquee.frontend.FrontEndEffect.Refused;
import marquee.frontend.FrontEndEffect.Unknown;
import marquee.frontend.FrontEndStatus.Count;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Bound;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.BusinessDateMoved;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.ClusterReport;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Pulse;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Rejected;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Reply;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ReplyAgain;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.ClusterQuery;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.MoveBusinessDate;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Settled;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;

/// How calls begin and end, and what passes between front end and sequencer.
class FrontEndTest {
    private static final Effect SETTLED = new Effect.Send(NodeId.SEQUENCER, new Settled(0));

    private static final RequestId OTHER_KEY = RequestId.named("ATWC2222", "k0");

    private final Group4 group = Group4.ready();

    @Test
    void answersAKeyedCallAtTheSecondIdenticalReplyAndSettlesItsKey() {
        assertThat(group.call(0, 9, KEYED)).containsExactly(request(0, KEYED), sweepLater());
        assertThat(group.bound(1, 0, 7)).isEqualTo(watches());
        assertThat(group.reply(2, 1, 7, "booked")).isEmpty();
        assertThat(group.reply(3, 2, 7, "booked"))
                .containsExactly(
                        new Answered(9, outcome(KEYED, 7, "booked"), slots(1, 2)), SETTLED);
        assertThat(group.reply(4, 3, 7, "booked")).isEmpty();
        assertThat(group.reply(5, 4, 7, "booked")).isEmpty();
        assertThat(group.frontEnd.status().pending()).isZero();
    }

    @Test
    void namesARequestWithoutAKeyAfterItsOwnLifeAndDoesNotSettleIt() {
        assertThat(group.call(0, 9, null)).containsExactly(request(0, OWN), sweepLater());
        group.bound(1, 0, 7);
        group.reply(2, 4, OWN, 7, "booked");

        assertThat(group.reply(3, 3, OWN, 7, "booked"))
                .containsExactly(new Answered(9, outcome(OWN, 7, "booked"), slots(3, 4)));
    }

    @Test
    void passesOverNumbersOfItsOwnWithTheLastBitsOfARequestThatWaits() {
        group.call(0, 9, null);
        for (int number = 2; number <= 8; number++) {
            var own = RequestId.own("#1.25", number);
            group.bound(1, Group4.ticket(group.call(1, 9 + number, null)), number);
            group.reply(1, 1, own, number, "ok");
            group.reply(1, 2, own, number, "ok");
        }

        assertThat(group.call(2, 19, null)).contains(request(33, RequestId.own("#1.25", 10)));
        group.reply(3, 1, OWN, 7, "booked");
        assertThat(group.count(Count.STRAY_REPLIES)).isZero();
    }

    @Test
    void takesNoReplyToTheRequestOfAnotherLifeThatHasTheSameNumber() {
        group.call(0, 9, null);

        group.reply(1, 1, RequestId.own("#1.24", 1), 7, "booked");
        group.reply(1, 1, RequestId.own("#1.25", 9), 7, "booked");

        assertThat(group.count(Count.STRAY_REPLIES)).isEqualTo(2);
    }

    @Test
    void givesACallThatRepeatsAPendingKeyTheSameAnswer() {
        group.call(0, 9, KEYED);

        assertThat(group.call(1, 10, KEYED)).isEmpty();
        group.bound(2, 0, 7);
        group.reply(3, 1, 7, "booked");

        var outcome = outcome(KEYED, 7, "booked");
        assertThat(group.reply(3, 2, 7, "booked"))
                .containsExactly(
                        new Answered(9, outcome, slots(1, 2)),
                        new Answered(10, outcome, slots(1, 2)),
                        SETTLED);
    }

    @Test
    void refusesAPendingKeyForAnotherOperation() {
        group.call(0, 9, KEYED);

        assertThat(group.submit(1, new FrontEndEvent.Called(10, KEYED, bytes("cancel"))))
                .containsExactly(new Refused(10, Reason.KEY_REUSED));
        assertThat(group.count(Count.KEY_REUSED)).isOne();
        assertThat(group.count(Count.REFUSED)).as("for want of room").isZero();
    }

    @Test
    void countsAmongTheRefusedWhomTheReplicasHadNoKeyFor() {
        group.call(0, 9, KEYED);
        group.bound(0, 0, 7);
        var exhausted = new Outcome(7, 7, KEYED, Outcome.Verdict.KEYS_EXHAUSTED, Bytes.EMPTY);
        for (int slot = 1; slot <= 2; slot++) {
            var reply = new Reply(new ReplicaId(slot, 0), exhausted);
            group.on(1, new Event.Received<>(Group4.replica(slot), reply));
        }

        assertThat(group.count(Count.REFUSED)).isOne();
        assertThat(group.count(Count.ANSWERED)).isZero();
    }

    @Test
    void refusesCallsBeyondItsLimitAndTakesThemAgainAfterAnAnswer() {
        for (int call = 0; call < 4; call++) {
            group.call(0, call, null);
        }

        assertThat(group.call(1, 9, null)).containsExactly(new Refused(9, Reason.TOO_MANY_PENDING));
        group.bound(2, 0, 7);
        group.reply(3, 1, OWN, 7, "booked");
        group.reply(3, 2, OWN, 7, "booked");
        assertThat(Group4.ticket(group.call(4, 10, null))).isEqualTo(16);
    }

    @Test
    void refusesWithCertaintyUntilTheOrderHasSaidWhatTimeItIs() {
        var fresh = new Group4();
        fresh.on(0, new Event.Connected<>(SEQUENCER));

        assertThat(fresh.call(1, 9, KEYED)).containsExactly(new Refused(9, Reason.NOT_HANDED_OVER));
    }

    @Test
    void repeatsARequestUntilItIsBound() {
        group.call(0, 9, KEYED);

        assertThat(group.sweep(950)).containsExactly(sweepLater());
        assertThat(group.sweep(1_000)).containsExactly(request(0, KEYED), sweepLater());
        group.bound(1_010, 0, 7);
        assertThat(group.sweep(2_010))
                .doesNotContain(request(0, KEYED))
                .contains(replyAgain(7, 1, 2, 3, 4));
    }

    @Test
    void repeatsEveryUnboundRequestToTheNextLifeOfTheSequencer() {
        group.call(0, 9, KEYED);
        group.call(0, 10, null);
        group.bound(1, 0, 7);

        assertThat(group.on(2, new Event.Connected<>(new Peer(NodeId.SEQUENCER, 0, 4))))
                .containsExactly(request(5, OWN));
    }

    @Test
    void keepsWhatItIsGivenWhileTheSequencerIsAwayUntilItIsBack() {
        group.on(0, new Event.Disconnected<>(SEQUENCER));

        assertThat(group.call(1, 9, KEYED)).containsExactly(sweepLater());
        assertThat(group.on(2, new Event.Connected<>(SEQUENCER)))
                .containsExactly(request(0, KEYED));
    }

    @Test
    void saysAtTheDeadlineThatNobodyKnows() {
        group.call(0, 9, KEYED);
        group.bound(1, 0, 7);
        group.reply(2, 1, 7, "booked");

        assertThat(group.sweep(9_950))
                .containsExactly(noticed(Incident.Kind.UNDECIDED, 0, 7), new Unknown(9), SETTLED);
        assertThat(group.count(Count.UNDECIDED)).isOne();
    }

    @Test
    void saysAtTheDeadlineThatARequestNeverLeftIfItNeverDid() {
        group.on(0, new Event.Disconnected<>(SEQUENCER));
        group.call(0, 9, KEYED);

        assertThat(group.sweep(9_950)).containsExactly(new Refused(9, Reason.NOT_HANDED_OVER));
    }

    @Test
    void passesTheSequencersRefusalOnUnlessAnEarlierCopyMayHaveBeenOrdered() {
        group.call(0, 9, KEYED);
        assertThat(
                        group.sequencer(
                                1, new Rejected(0, ReplicationMessage.Reason.TOO_MANY_IN_FLIGHT)))
                .containsExactly(new Refused(9, Reason.TOO_MANY_IN_FLIGHT));

        group.call(1, 10, KEYED);
        group.sweep(1_001);
        assertThat(group.sequencer(1_002, new Rejected(4, ReplicationMessage.Reason.STALE)))
                .containsExactly(
                        new Unknown(10), new Effect.Send(NodeId.SEQUENCER, new Settled(4)));
    }

    @Test
    void saysThatItKnowsNothingOfWhatTheSequencerHasForgotten() {
        group.call(0, 9, KEYED);
        var forgotten = new Rejected(0, ReplicationMessage.Reason.FORGOTTEN);
        assertThat(group.sequencer(1, forgotten)).isEmpty();
        group.bound(2, 0, 7);

        assertThat(group.sequencer(3, forgotten)).contains(new Unknown(9));
    }

    @Test
    void asksAtOnceForTheRepliesOfAPlaceThatIsNotNews() {
        group.answered(0, KEYED, 7);
        group.answered(1, OWN, 8);

        long ticket = Group4.ticket(group.call(2, 9, KEYED));
        assertThat(group.bound(3, ticket, 7)).containsExactly(replyAgain(7, 1, 2, 3, 4));
        group.reply(4, 3, 7, "ok");
        assertThat(group.reply(5, 4, 7, "ok"))
                .startsWith(new Answered(9, outcome(KEYED, 7, "ok"), slots(3, 4)));
    }

    @Test
    void asksForMissingRepliesWithTwiceThePatienceEachTimeAndNotForEver() {
        group.call(0, 9, KEYED);
        group.bound(0, 0, 7);
        group.reply(1, 2, 7, "booked");

        long asks = 0;
        for (long now = 50; now < 9_950; now += 50) {
            if (group.sweep(now).contains(replyAgain(7, 1, 3, 4))) {
                asks++;
            }
        }

        assertThat(asks).isEqualTo(4); // At 1 s, 2 s, 4 s and 8 s; the first patience is 500 ms.
    }

    @Test
    void asksOnceMoreForEachLinkThatComesUpHoweverOftenItHasAsked() {
        group.call(0, 9, KEYED);
        group.bound(0, 0, 7);

        for (long now = 1; now <= Sending.ASKS_MAX + 2; now++) {
            group.on(now, new Event.Connected<>(Group4.replica(1)));
            assertThat(group.sweep(now)).contains(replyAgain(7, 1, 2, 3, 4));
        }
    }

    @Test
    void asksWithinASecondHoweverSlowTheGroupHasBeen() {
        group.call(0, 1, OTHER_KEY);
        group.bound(0, 0, 6);
        group.reply(900, 1, OTHER_KEY, 6, "booked");
        group.reply(900, 2, OTHER_KEY, 6, "booked"); // A suspicion now takes 1.8 s.
        long ticket = Group4.ticket(group.call(1_000, 9, KEYED));
        group.bound(1_000, ticket, 7);

        assertThat(group.sweep(1_950)).doesNotContain(replyAgain(7, 1, 2, 3, 4));
        assertThat(group.sweep(2_000)).contains(replyAgain(7, 1, 2, 3, 4));
    }

    @Test
    void asksTheSequencerAboutTheClusterAndTheDateAndGivesUpAfterTwoSeconds() {
        assertThat(group.submit(0, new FrontEndEvent.ClusterAsked(1)))
                .containsExactly(
                        new Effect.Send(NodeId.SEQUENCER, new ClusterQuery(1)), sweepLater());
        assertThat(group.submit(0, new FrontEndEvent.DateAsked(2, 19_500)))
                .containsExactly(
                        new Effect.Send(NodeId.SEQUENCER, new MoveBusinessDate(2, 19_500)));
        assertThat(group.submit(0, new FrontEndEvent.ClusterAsked(3)))
                .containsExactly(new Refused(3, Reason.TOO_MANY_PENDING));

        assertThat(group.sequencer(1, new BusinessDateMoved(2, true, 19_500)))
                .containsExactly(new FrontEndEffect.DateShown(2, true, 19_500));
        assertThat(group.sweep(2_000)).containsExactly(new Unknown(1));
    }

    @Test
    void countsTheQuestionsThatItRefusesOrGivesUpApartFromClientsCalls() {
        for (long call = 1; call <= 3; call++) {
            group.submit(0, new FrontEndEvent.ClusterAsked(call)); // There is room for two.
        }
        assertThat(group.count(Count.QUESTIONS_REFUSED)).isOne();

        group.sweep(2_000);
        assertThat(group.count(Count.QUESTIONS_GIVEN_UP)).isEqualTo(2);
        assertThat(group.count(Count.REFUSED)).isZero();
        assertThat(group.count(Count.UNKNOWN)).isZero();
    }

    @Test
    void showsTheClusterAsTheSequencerReportsIt() {
        group.submit(0, new FrontEndEvent.ClusterAsked(1));
        var report = new ClusterReport(1, 12, new Stamp(STAMP, 19_492), 1, ImmutableList.of());

        assertThat(group.sequencer(1, report))
                .containsExactly(
                        new FrontEndEffect.ClusterShown(
                                1, SEQUENCER, report, Group4.GROUP, ImmutableList.of()));
        assertThat(group.sequencer(2, report)).as("a second time").isEmpty();
    }

    @Test
    void stampsARequestWithTheNewestTimeItKnewWhenItTookIt() {
        group.sequencer(0, new Pulse(3, new Stamp(STAMP + 5, 19_492), Group4.GROUP));
        group.call(0, 9, null);
        var taken =
                new Effect.Send(
                        NodeId.SEQUENCER,
                        new marquee.protocol.replication.ReplicationMessage.ToSequencer.Request(
                                0, OWN, STAMP + 5, BOOK));
        group.sequencer(1, new Bound(99, 4, 1, STAMP + 6));

        assertThat(group.sweep(1_000)).contains(taken);
    }

    @Test
    void stampsARequestWithTheTimeOfTheSequencerThatThereIsThoughAnEarlierOneToldALaterP3() {
        group.sequencer(0, new Pulse(3, new Stamp(STAMP + 60_000, 19_492), Group4.GROUP));
        var next = new Peer(NodeId.SEQUENCER, 0, SEQUENCER.boot() + 1);
        group.on(1, new Event.Disconnected<>(SEQUENCER));
        group.on(1, new Event.Connected<>(next));
        var pulse = new Pulse(3, new Stamp(STAMP, 19_492), Group4.GROUP);
        group.on(1, new Event.Received<>(next, pulse));

        assertThat(group.call(2, 9, null))
                .contains(
                        new Effect.Send(
                                NodeId.SEQUENCER,
                                new marquee.protocol.replication.ReplicationMessage.ToSequencer
                                        .Request(0, OWN, STAMP, BOOK)));
    }

    @Test
    void tellsItsProcessOnceOfEachBusinessDate() {
        var pulse = new Pulse(3, new Stamp(STAMP, 19_493), Group4.GROUP);

        assertThat(group.sequencer(0, pulse)).containsExactly(new FrontEndEffect.DayBegan(19_493));
        assertThat(group.sequencer(1, pulse)).isEmpty();
    }

    @Test
    void isReadyWithTheSequencerAndAQuorumOfReplicas() {
        assertThat(group.frontEnd.status().ready()).isTrue();
        for (int slot = 1; slot <= 3; slot++) {
            group.on(0, new Event.Disconnected<>(Group4.replica(slot)));
        }
        assertThat(group.frontEnd.status().ready()).isFalse();
    }

    private static Effect replyAgain(long number, int... slots) {
        var nodes = ImmutableList.<NodeId>builder();
        for (int slot : slots) {
            nodes.add(NodeId.replica(slot));
        }
        return new Effect.Multicast(nodes.build(), new ReplyAgain(number, KEYED));
    }
}
