package marquee.sequencer;

import static marquee.sequencer.Bench.COLLECTIONS;
import static marquee.sequencer.Bench.F1;
import static marquee.sequencer.Bench.F2;
import static marquee.sequencer.Bench.append;
import static marquee.sequencer.Bench.life;
import static marquee.sequencer.Bench.multicast;
import static marquee.sequencer.Bench.own;
import static marquee.sequencer.Bench.replica;
import static marquee.sequencer.Bench.send;
import static marquee.sequencer.Bench.stamp;
import static marquee.sequencer.Bench.timer;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.List;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.SlotReport;
import marquee.protocol.replication.View;
import marquee.sequencer.SequencerEffect.Notice;
import marquee.sequencer.SequencerEffect.Subject;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two front ends and four replicas; a mark every three entries, the last two are compared, and two
/// questions may wait.
class MarksTest {
    private static final Digest A = new Digest(1, 1);
    private static final Digest B = new Digest(2, 2);
    private static final SequencerLimits LIMITS =
            new SequencerLimits(
                    100, 1 << 20, 100, 100, 1 << 20, 64, 64, 64, 3, 2, 2, HistoryLimits.DEFAULT);

    private final Bench bench = new Bench(LIMITS);

    @BeforeEach
    void connect() {
        bench.connect(F1);
        bench.connect(F2);
        for (int slot = 1; slot <= 4; slot++) {
            bench.subscribe(slot, 0);
        }
    }

    @Test
    void ordersAMarkAfterSoManyEntriesButNoTwoWithinAMoment() {
        bench.order(1, 2);
        assertThat(bench.receive(F1, own(3))).endsWith(append(mark(4, 0)), ordered(mark(4, 0)));

        bench.at(30).order(4, 5);
        assertThat(bench.receive(F1, own(6))).endsWith(timer(SequencerTimer.MARK, 70));
        assertThat(bench.receive(F1, own(7))).doesNotContain(timer(SequencerTimer.MARK, 70));
        assertThat(bench.at(100).expire(SequencerTimer.MARK))
                .containsExactly(append(mark(9, 100)), ordered(mark(9, 100)));
        assertThat(bench.expire(SequencerTimer.MARK)).isEmpty();
    }

    @Test
    void ordersAMarkWhenALaterLifeOfASlotSubscribes() {
        bench.order(1, 1);
        bench.at(50).disconnect(life(4));
        var next = new Peer(NodeId.replica(4), 0, 201);
        bench.connect(next);

        assertThat(bench.receive(next, new ToSequencer.Subscribe(replica(4), 0, COLLECTIONS)))
                .endsWith(append(mark(2, 50)), ordered(mark(2, 50)));
    }

    @Test
    void accusesTheSlotWhoseDigestDiffersFromThoseOfAQuorumOnce() {
        markAtOne();
        digest(4, 1, B);
        digest(1, 1, A);
        assertThat(bench.count(Counter.DIGEST_DIFFERS)).isZero();

        var convicted =
                new Entry(
                        2,
                        stamp(0),
                        new MembershipChange.Convicted(replica(4), Cause.ROTTEN_STATE, 1));
        assertThat(digest(2, 1, A))
                .startsWith(
                        new Notice(Subject.DIGEST_DIFFERS, NodeId.replica(4), 1),
                        new SequencerEffect.Append(convicted));
        assertThat(digest(3, 1, A)).isEmpty();
        assertThat(digest(4, 1, B)).isEmpty();
        assertThat(bench.count(Counter.DIGEST_DIFFERS)).isEqualTo(1);
        assertThat(bench.count(Counter.DIGESTS_SPLIT)).isZero();
    }

    @Test
    void accusesNobodyWhenTwoDigestsHaveAQuorumP11() {
        markAtOne();
        digest(1, 1, A);
        digest(2, 1, B);
        digest(3, 1, B);

        assertThat(bench.count(Counter.DIGEST_DIFFERS)).isEqualTo(1);
        assertThat(digest(4, 1, A))
                .containsExactly(new Notice(Subject.DIGESTS_SPLIT, NodeId.replica(4), 1));
        assertThat(bench.count(Counter.DIGESTS_SPLIT)).isEqualTo(1);
        assertThat(bench.count(Counter.DIGEST_DIFFERS)).isEqualTo(1);
    }

    @Test
    void believesNoDigestOfAConvictedSlotP31() {
        markAtOne();
        digest(4, 1, B);
        digest(1, 1, A);
        digest(2, 1, A);
        assertThat(bench.sequencer.membership().slot(4).conviction()).isNotNull();
        bench.disconnect(life(2));
        bench.at(200);
        bench.receive(F2, new ToSequencer.ClusterQuery(98));
        long mark = bench.sequencer.head();

        digest(4, mark, B);
        digest(3, mark, B);
        digest(1, mark, A);

        assertThat(bench.sequencer.membership().slot(1).conviction()).isNull();
        assertThat(bench.count(Counter.DIGEST_DIFFERS)).isEqualTo(1);
    }

    @Test
    void letsTheFirstDigestOfASlotStandP8() {
        markAtOne();
        digest(1, 1, A);
        digest(1, 1, B);
        digest(2, 1, B);

        assertThat(bench.count(Counter.DIGEST_CONTRADICTED)).isEqualTo(1);
        assertThat(bench.count(Counter.DIGEST_DIFFERS)).isZero();
    }

    @Test
    void countsDigestsOfNoMarkOfAForgottenOneAndBeyondTheHead() {
        bench.order(1, 3); // and a mark at 4
        digest(1, 3, A);
        digest(1, 5, A);

        assertThat(bench.count(Counter.DIGEST_FORGOTTEN)).isEqualTo(1);
        assertThat(bench.count(Counter.BEYOND_HEAD)).isEqualTo(1);
    }

    @Test
    void reportsOnceEverySlotHasReportedTheMarkThatWasOrderedForIt() {
        assertThat(bench.receive(F1, new ToSequencer.ClusterQuery(7)))
                .containsExactly(
                        timer(SequencerTimer.REPORT, 500), append(mark(1, 0)), ordered(mark(1, 0)));
        for (int slot = 1; slot <= 3; slot++) {
            assertThat(digest(slot, 1, A)).isEmpty();
        }

        assertThat(digest(4, 1, A))
                .containsExactly(
                        send(F1, report(7, 0, slot(1, 1), slot(2, 1), slot(3, 1), slot(4, 1))));
        assertThat(bench.receive(F2, new ToSequencer.ClusterQuery(8)))
                .contains(send(F2, report(8, 0, slot(1, 1), slot(2, 1), slot(3, 1), slot(4, 1))))
                .doesNotContain(append(mark(2, 0)));
    }

    @Test
    void waitsNotForASlotThatIsGone() {
        bench.receive(F1, new ToSequencer.ClusterQuery(7));
        for (int slot = 1; slot <= 3; slot++) {
            digest(slot, 1, A);
        }

        var gone = new SlotReport(member(4), COLLECTIONS, 0, 0, Digest.ZERO, 0);
        assertThat(bench.at(40).disconnect(life(4)))
                .containsExactly(send(F1, report(7, 40, slot(1, 1), slot(2, 1), slot(3, 1), gone)));
    }

    @Test
    void goesOnShowingTheLastComparedMarkWhenAllSlotsAreGone() {
        bench.receive(F1, new ToSequencer.ClusterQuery(7));
        for (int slot = 1; slot <= 4; slot++) {
            digest(slot, 1, A);
        }
        for (int slot = 1; slot <= 4; slot++) {
            bench.disconnect(life(slot));
        }
        bench.at(1000).receive(F1, own(2));

        assertThat(bench.receive(F1, new ToSequencer.ClusterQuery(8)))
                .filteredOn(Effect.Send.class::isInstance)
                .extracting(effect -> ((Effect.Send) effect).message())
                .singleElement()
                .extracting(report -> ((ToFrontEnd.ClusterReport) report).slots())
                .asInstanceOf(InstanceOfAssertFactories.list(SlotReport.class))
                .extracting(SlotReport::digestAt)
                .containsOnly(1L);
    }

    @Test
    void forgetsWhatAReplacedIncarnationToldAtAnOldMarkTooP35() {
        var marks = new Marks(Group.BOTH, LIMITS, new Counters(), slot -> true, slot -> true);
        marks.ordered(0, 1);
        for (int slot = 1; slot <= 4; slot++) {
            marks.take(new ToSequencer.MarkDigest(replica(slot), 1, A), effect -> {});
        }
        for (int number = 2; number <= 2 + LIMITS.marksMax(); number++) {
            marks.ordered(number * Marks.GAP_NANOS, number);
        }

        marks.forget(4);

        assertThat(marks.compared().number()).isOne();
        assertThat(marks.compared().digest(3)).isEqualTo(A);
        assertThat(marks.compared().digest(4)).isNull();
    }

    @Test
    void reportsWithoutTheMissingDigestsInTheEnd() {
        bench.receive(F1, new ToSequencer.ClusterQuery(7));
        digest(1, 1, A);
        assertThat(bench.at(100).receive(F2, new ToSequencer.ClusterQuery(8))).isEmpty();

        var nothing = List.of(at(1, 1), unknown(2), unknown(3), unknown(4));
        assertThat(bench.at(500).expire(SequencerTimer.REPORT))
                .containsExactly(
                        send(F1, report(7, 500, nothing.toArray(SlotReport[]::new))),
                        timer(SequencerTimer.REPORT, 100));
    }

    @Test
    void answersTheOldestQuestionWhenTooManyWaitP47() {
        bench.receive(F1, new ToSequencer.ClusterQuery(7));
        bench.receive(F2, new ToSequencer.ClusterQuery(8));
        var nothing = List.of(unknown(1), unknown(2), unknown(3), unknown(4));

        assertThat(bench.receive(F2, new ToSequencer.ClusterQuery(9)))
                .containsExactly(send(F1, report(7, 0, nothing.toArray(SlotReport[]::new))));
    }

    private void markAtOne() {
        bench.receive(F1, new ToSequencer.ClusterQuery(99));
        bench.connect(new Peer(F1.id(), 0, 101)); // forgets the question
    }

    private List<Effect> digest(int slot, long number, Digest digest) {
        return bench.all(
                new Event.Received<>(
                        life(slot), new ToSequencer.MarkDigest(replica(slot), number, digest)));
    }

    private static Entry mark(long number, long millis) {
        return new Entry(number, stamp(millis), new Entry.Mark(null));
    }

    private static Effect ordered(Entry mark) {
        return multicast(new ToReplica.Ordered(mark), 1, 2, 3, 4);
    }

    private static View.Member member(int slot) {
        return new View.Member(replica(slot), View.State.ACTIVE);
    }

    private static SlotReport slot(int slot, long executed) {
        return new SlotReport(member(slot), COLLECTIONS, executed, 1, A, 0);
    }

    private static SlotReport unknown(int slot) {
        return at(slot, 0);
    }

    private static SlotReport at(int slot, long executed) {
        return new SlotReport(member(slot), COLLECTIONS, executed, 0, Digest.ZERO, 0);
    }

    private static ToFrontEnd.ClusterReport report(long query, long millis, SlotReport... slots) {
        return new ToFrontEnd.ClusterReport(
                query, 2, stamp(millis), 1, ImmutableList.copyOf(slots));
    }
}
