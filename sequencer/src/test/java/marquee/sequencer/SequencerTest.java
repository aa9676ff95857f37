package marquee.sequencer;

import static marquee.sequencer.Bench.DAY;
import static marquee.sequencer.Bench.F1;
import static marquee.sequencer.Bench.F2;
import static marquee.sequencer.Bench.WALL;
import static marquee.sequencer.Bench.append;
import static marquee.sequencer.Bench.bound;
import static marquee.sequencer.Bench.entry;
import static marquee.sequencer.Bench.keyed;
import static marquee.sequencer.Bench.life;
import static marquee.sequencer.Bench.multicast;
import static marquee.sequencer.Bench.own;
import static marquee.sequencer.Bench.send;
import static marquee.sequencer.Bench.stamp;
import static marquee.sequencer.Bench.timer;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.FaultOrder;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.ReplicationMessage.Reason;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import marquee.sequencer.SequencerEffect.Notice;
import marquee.sequencer.SequencerEffect.Subject;
import marquee.sequencer.SequencerEvent.ClockRead;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two front ends, and the replicas 1 and 2, which have executed nothing yet.
class SequencerTest {
    private final Bench bench = new Bench(SequencerLimits.DEFAULT);

    @BeforeEach
    void connect() {
        bench.connect(F1);
        bench.connect(F2);
        bench.subscribe(1, 0);
        bench.subscribe(2, 0);
    }

    @Test
    void writesAnEntryBeforeItSendsItAndBindsTheRequestP19() {
        assertThat(bench.at(5).receive(F1, own(1)))
                .containsExactly(
                        append(entry(1, stamp(5), 1)),
                        multicast(new ToReplica.Ordered(entry(1, stamp(5), 1)), 1, 2),
                        bound(F1, 1, 1, stamp(5)));
    }

    @Test
    void numbersWithoutGapWhoeverAsks() {
        bench.receive(F1, own(1));
        bench.receive(F2, keyed(1, "ATWC1234", "a"));

        assertThat(bench.receive(F1, own(2))).contains(bound(F1, 2, 3, stamp(0)));
        assertThat(bench.sequencer.head()).isEqualTo(3);
    }

    @Test
    void bindsARepeatedRequestToTheSameNumberP13() {
        bench.receive(F1, own(1));
        bench.receive(F1, own(2));

        assertThat(bench.at(3).receive(F1, own(1))).containsExactly(bound(F1, 1, 1, stamp(3)));
        assertThat(bench.count(Counter.REPEATED)).isEqualTo(1);
    }

    @Test
    void ordersARepeatThroughAnotherFrontEndOrAnotherLifeAnewP5() {
        var request = keyed(1, "ATWC1234", "a");
        bench.receive(F1, request);

        assertThat(bench.receive(F2, request)).contains(bound(F2, 1, 2, stamp(0)));
        var next = new Peer(F1.id(), 0, 101);
        bench.connect(next);
        assertThat(bench.receive(next, request))
                .contains(append(entry(3, stamp(0), request, next)), bound(F1, 1, 3, stamp(0)));
    }

    @Test
    void leavesOneIdWithTwoOperationsToTheReplicasP4() {
        bench.receive(F1, keyed(1, "ATWC1234", "a"));
        var other =
                new ToSequencer.Request(
                        2, RequestId.named("ATWC1234", "a"), WALL, Bytes.wrap((byte) 2));

        assertThat(bench.receive(F1, other)).contains(bound(F1, 2, 2, stamp(0)));
        assertThat(bench.receive(F1, other)).containsExactly(bound(F1, 2, 2, stamp(0)));
    }

    @Test
    void forgetsTheOldestRequestsAtItsLimitAndOrdersThemAnewP2() {
        var small = new Bench(SequencerLimits.SMALL);
        small.connect(F1);
        small.order(1, 17);

        assertThat(small.receive(F1, own(2))).containsExactly(bound(F1, 2, 2, stamp(0)));
        long head = small.sequencer.head();
        assertThat(small.receive(F1, own(1))).contains(bound(F1, 1, head + 1, stamp(0)));
    }

    @Test
    void refusesARequestWhoseFrontEndHeardOfTheOrderTooLongAgoP3() {
        assertThat(bench.at(10_000).receive(F1, own(1))).contains(bound(F1, 1, 1, stamp(10_000)));
        assertThat(bench.at(10_001).receive(F1, own(2)))
                .containsExactly(send(F1, new ToFrontEnd.Rejected(2, Reason.STALE)));
    }

    @Test
    void bindsARepeatHoweverLateItIsP13() {
        bench.receive(F1, own(1));

        assertThat(bench.at(60_000).receive(F1, own(1)))
                .containsExactly(bound(F1, 1, 1, stamp(60_000)));
    }

    @Test
    void ordersACallUnderAnOldKeyAnewForItsReplyMayBeForgottenP3() {
        bench.receive(F1, keyed(1, "ATWC1234", "a"));
        assertThat(bench.at(10_000).receive(F1, keyed(2, "ATWC1234", "a")))
                .containsExactly(bound(F1, 2, 1, stamp(10_000)));

        var later =
                new ToSequencer.Request(
                        3,
                        RequestId.named("ATWC1234", "a"),
                        WALL + 10_001,
                        keyed(1, "ATWC1234", "a").operation());
        assertThat(bench.at(10_001).receive(F1, later)).contains(bound(F1, 3, 2, stamp(10_001)));
        assertThat(bench.receive(F1, later)).containsExactly(bound(F1, 3, 2, stamp(10_001)));
    }

    @Test
    void admitsOnly64UnsettledKeyedRequestsOfAClientThroughAllFrontEndsP3() {
        for (int i = 0; i < 64; i++) {
            bench.receive(i % 2 == 0 ? F1 : F2, keyed(i, "ATWC1234", "k" + i));
        }
        var more = keyed(64, "ATWC1234", "more");
        assertThat(bench.receive(F1, more))
                .containsExactly(send(F1, new ToFrontEnd.Rejected(64, Reason.TOO_MANY_IN_FLIGHT)));
        assertThat(bench.receive(F1, keyed(65, "OUTC1234", "k"))).hasSize(3);
        assertThat(bench.receive(F1, own(66))).hasSize(3);

        bench.receive(F2, new ToSequencer.Settled(0)); // F1's ticket, not F2's
        assertThat(bench.receive(F1, more)).hasSize(1);
        bench.receive(F1, new ToSequencer.Settled(0));
        bench.receive(F1, new ToSequencer.Settled(0));
        assertThat(bench.receive(F1, more)).contains(bound(F1, 64, 67, stamp(0)));
        assertThat(bench.receive(F1, keyed(67, "ATWC1234", "k99"))).hasSize(1);
    }

    @Test
    void countsNothingAgainstAClientOnceTheFrontEndIsGone() {
        for (int i = 0; i < 64; i++) {
            bench.receive(F1, keyed(i, "ATWC1234", "k" + i));
        }
        bench.disconnect(F1);

        assertThat(bench.receive(F2, keyed(1, "ATWC1234", "more"))).hasSize(3);
    }

    @Test
    void stampsNeverFallWhenTheClockIsSetBackP50() {
        assertThat(bench.at(500).receive(F1, own(1))).contains(bound(F1, 1, 1, stamp(500)));
        bench.submit(new ClockRead(WALL - 3_600_000, DAY - 1));

        assertThat(bench.at(500).receive(F1, own(2))).contains(bound(F1, 2, 2, stamp(500)));
        bench.at(700).submit(new ClockRead(WALL + 900, DAY));
        assertThat(bench.at(800).receive(F1, own(3))).contains(bound(F1, 3, 3, stamp(1_000)));
    }

    @Test
    void stampsGoAtHalfTheClocksPaceUntilItHasCaughtUp() {
        bench.receive(F1, own(1));
        bench.submit(new ClockRead(WALL - 100, DAY));

        assertThat(bench.at(51).receive(F1, own(2))).contains(bound(F1, 2, 2, stamp(25)));
        assertThat(bench.at(52).receive(F1, own(3))).contains(bound(F1, 3, 3, stamp(26)));
        assertThat(bench.at(199).receive(F1, own(4))).contains(bound(F1, 4, 4, stamp(99)));
        assertThat(bench.at(220).receive(F1, own(5))).contains(bound(F1, 5, 5, stamp(120)));
    }

    @Test
    void followsTheBusinessDateOfTheClock() {
        bench.submit(new ClockRead(WALL, DAY + 1));

        assertThat(bench.receive(F1, own(1)).getFirst())
                .isEqualTo(append(entry(1, new Stamp(WALL, DAY + 1), 1)));
    }

    @Test
    void warnsOnceOfAClockThatIsBeyondTheLastBusinessDate() {
        int beyond = Stamp.BUSINESS_DAY_MAX + 1;
        var read = new Event.Submitted<ToSequencer, SequencerEvent>(new ClockRead(WALL, beyond));

        assertThat(bench.all(read))
                .containsExactly(new Notice(Subject.DATE_BEYOND_LAST, NodeId.SEQUENCER, beyond));
        assertThat(bench.all(read)).isEmpty();
        assertThat(bench.receive(F1, own(1)).getFirst())
                .isEqualTo(append(entry(1, new Stamp(WALL, Stamp.BUSINESS_DAY_MAX), 1)));
    }

    @Test
    void movesTheBusinessDateForwardWithAMarkAndNeverBackP50() {
        var moved = new Stamp(WALL, DAY + 3);
        var mark = new Entry(1, moved, new Entry.Mark(null));
        assertThat(bench.receive(F1, new ToSequencer.MoveBusinessDate(7, DAY + 3)))
                .containsExactly(
                        append(mark),
                        multicast(new ToReplica.Ordered(mark), 1, 2),
                        send(F1, new ToFrontEnd.BusinessDateMoved(7, true, DAY + 3)));

        assertThat(bench.receive(F1, new ToSequencer.MoveBusinessDate(8, DAY + 2)))
                .containsExactly(send(F1, new ToFrontEnd.BusinessDateMoved(8, false, DAY + 3)));
        assertThat(bench.receive(F1, own(1))).contains(append(entry(2, moved, 1)));
    }

    @Test
    void tellsEverybodyTheNewestNumberRegularlyP15() {
        bench.receive(F1, own(1));
        var group = Bench.GROUP;

        assertThat(bench.at(200).expire(SequencerTimer.PULSE))
                .containsExactly(
                        timer(SequencerTimer.PULSE, 200),
                        new SequencerEffect.ReadClock(),
                        new Effect.Multicast(
                                ImmutableList.of(F1.id(), F2.id()),
                                new ToFrontEnd.Pulse(1, stamp(200), group)),
                        multicast(new ToReplica.Head(1), 1, 2));
        assertThat(bench.connect(new Peer(NodeId.frontEnd(1), 0, 101)))
                .containsExactly(send(F1, new ToFrontEnd.Pulse(1, stamp(200), group)));
    }

    @Test
    void goesOnAfterItsLogAndKnowsTheRequestsInItP19() {
        var log = List.of(entry(1, stamp(0), 1), entry(2, stamp(9_000), 2));
        var restarted = new Bench(SequencerLimits.DEFAULT, log);
        restarted.connect(F1);

        assertThat(restarted.receive(F1, own(2))).containsExactly(bound(F1, 2, 2, stamp(9_000)));
        assertThat(restarted.at(1).receive(F1, own(3)))
                .containsExactly(append(entry(3, stamp(9_000), 3)), bound(F1, 3, 3, stamp(9_000)));
        assertThat(restarted.subscribe(1, 0))
                .containsExactly(
                        send(1, new ToReplica.Subscribed(3, 0, Bench.GROUP)),
                        send(1, new ToReplica.Ordered(log.get(0))),
                        send(1, new ToReplica.Ordered(log.get(1))),
                        send(1, new ToReplica.Ordered(entry(3, stamp(9_000), 3))),
                        append(mark(4, 9_000)),
                        multicast(new ToReplica.Ordered(mark(4, 9_000)), 1));
    }

    @Test
    void ordersNoMoreAnewThanAClientMayHaveUnderWayP3() {
        bench.receive(F1, keyed(99, "ATWC1234", "again"));
        bench.receive(F1, new ToSequencer.Settled(99));
        for (int i = 0; i < 64; i++) {
            bench.receive(F1, keyed(i, "ATWC1234", "k" + i));
        }
        var anew = new ToSequencer.OrderAnew(keyed(100, "ATWC1234", "again"), 1);

        assertThat(bench.receive(F1, anew)).containsExactly(bound(F1, 100, 1, stamp(0)));
        bench.receive(F1, new ToSequencer.Settled(0));
        assertThat(bench.receive(F1, anew)).contains(bound(F1, 100, 66, stamp(0)));
    }

    @Test
    void ordersAnewWhoseFirstPlaceIsCutOffUnlessItsKeyMayBeForgottenP5() {
        var request = keyed(1, "ATWC1234", "a");
        var anew = new ToSequencer.OrderAnew(request, 7);
        var log = List.of(entry(8, stamp(0), 2));

        var restarted = new Bench(SequencerLimits.DEFAULT, log).at(10_000);
        restarted.connect(F1);
        assertThat(restarted.receive(F1, anew))
                .contains(append(entry(9, stamp(10_000), request, F1)));
        assertThat(restarted.receive(F1, anew)).containsExactly(bound(F1, 1, 9, stamp(10_000)));
        var tooLate = new Bench(SequencerLimits.DEFAULT, log).at(10_001);
        tooLate.connect(F1);
        assertThat(tooLate.receive(F1, anew))
                .containsExactly(send(F1, new ToFrontEnd.Rejected(1, Reason.FORGOTTEN)));
    }

    @Test
    void neverOrdersAFrontEndsOwnRequestAnewWhosePlaceItHasForgottenP1() {
        var restarted = new Bench(SequencerLimits.DEFAULT, List.of(entry(8, stamp(0), 2)));
        restarted.connect(F1);

        assertThat(restarted.receive(F1, new ToSequencer.OrderAnew(own(1), 7)))
                .containsExactly(send(F1, new ToFrontEnd.Rejected(1, Reason.FORGOTTEN)));
    }

    @Test
    void neverOrdersAFrontEndsOwnRequestAnewThatReplicasMayHaveForgottenP1() {
        var bench = new Bench(SequencerLimits.DEFAULT, List.of());
        bench.connect(F1);
        for (int i = 1; i <= SequencerSettings.OWN_SESSION; i++) {
            bench.receive(F1, own(i));
        }

        assertThat(bench.receive(F1, new ToSequencer.OrderAnew(own(1), 1)))
                .containsExactly(bound(F1, 1, 1, stamp(0)));
        assertThat(bench.receive(F1, new ToSequencer.OrderAnew(own(100), 100)))
                .hasAtLeastOneElementOfType(SequencerEffect.Append.class);
    }

    @Test
    void ordersAClientsRequestAnewThoughTheClockWasSetForwardMeanwhile() {
        var request = keyed(1, "ATWC1234", "a");
        var bench = new Bench(SequencerLimits.DEFAULT, List.of()).at(0);
        bench.connect(F1);
        bench.receive(F1, request);

        assertThat(bench.at(22_000).receive(F1, new ToSequencer.OrderAnew(request, 1)))
                .contains(append(entry(2, stamp(22_000), request, F1)));
    }

    @Test
    void countsBeyond32BitsP21() {
        for (long last : new long[] {(1L << 31) - 5, (1L << 32) - 5, Long.MAX_VALUE - 1_000_000}) {
            var log = List.of(entry(last, stamp(0), 11));
            var restarted = new Bench(SequencerLimits.DEFAULT, log);
            restarted.connect(F1);
            restarted.subscribe(1, last);
            var sent = new ArrayList<Effect>();
            for (long ticket = 1; ticket <= 10; ticket++) {
                sent.addAll(restarted.receive(F1, own(ticket)));
            }

            assertThat(sent)
                    .contains(
                            bound(F1, 10, last + 11, stamp(0)),
                            multicast(new ToReplica.Ordered(entry(last + 11, stamp(0), 10)), 1));
        }
    }

    @Test
    void dropsWhatComesFromTheWrongNodeOrAnEarlierLife() {
        bench.connect(new Peer(F1.id(), 0, 101));

        assertThat(bench.receive(F1, own(1))).isEmpty();
        assertThat(bench.receive(life(1), own(1))).isEmpty();
        assertThat(bench.receive(F2, new ToSequencer.Progress(Bench.replica(1), 0))).isEmpty();
        assertThat(bench.receive(life(1), new ToSequencer.Progress(Bench.replica(2), 0))).isEmpty();
        assertThat(bench.receive(life(3), new ToSequencer.Progress(Bench.replica(3), 0))).isEmpty();
        assertThat(bench.count(Counter.MISDIRECTED)).isEqualTo(5);
    }

    @Test
    void givesALaboratoryOnlyThePowerOverTheDate() {
        var settings = new SequencerSettings(Group.BOTH, false, SequencerLimits.DEFAULT);
        var sequencer = new Sequencer(settings, new ClockRead(WALL, DAY));
        sequencer.on(0, new Event.Started<>());
        sequencer.on(0, new Event.Connected<>(F1));

        assertThat(
                        sequencer.on(
                                0,
                                new Event.Received<>(
                                        F1, new ToSequencer.MoveBusinessDate(7, DAY + 3))))
                .containsExactly(send(F1, new ToFrontEnd.BusinessDateMoved(7, false, DAY)));
    }

    @Test
    void tellsEachRoleWhatToDoWrong() {
        var order = new FaultOrder("drop:10%", 5);
        var nodes =
                ImmutableList.of(NodeId.SEQUENCER, F1.id(), NodeId.replica(1), NodeId.manager(1));

        assertThat(bench.receive(F1, new ToSequencer.ChangeFaults(7, nodes, order)))
                .containsExactly(
                        new SequencerEffect.Misbehave(order),
                        send(F1, new ToFrontEnd.Misbehave(order)),
                        send(1, new ToReplica.Misbehave(order)),
                        new Effect.Send(NodeId.manager(1), new ToManager.Misbehave(order)),
                        send(F1, new ToFrontEnd.FaultsChanged(7, true)));
    }

    @Test
    void changesFaultsInALaboratoryOnly() {
        var settings = new SequencerSettings(Group.BOTH, false, SequencerLimits.DEFAULT);
        var sequencer = new Sequencer(settings, new ClockRead(WALL, DAY));
        sequencer.on(0, new Event.Started<>());
        sequencer.on(0, new Event.Connected<>(F1));
        var change =
                new ToSequencer.ChangeFaults(
                        7, ImmutableList.of(NodeId.replica(1)), new FaultOrder("hang", 5));

        assertThat(sequencer.on(0, new Event.Received<>(F1, change)))
                .containsExactly(send(F1, new ToFrontEnd.FaultsChanged(7, false)));
    }

    private static Entry mark(long number, long millis) {
        return new Entry(number, stamp(millis), new Entry.Mark(null));
    }
}
