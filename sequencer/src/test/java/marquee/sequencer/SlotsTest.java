package marquee.sequencer;

import static marquee.sequencer.Bench.COLLECTIONS;
import static marquee.sequencer.Bench.F1;
import static marquee.sequencer.Bench.append;
import static marquee.sequencer.Bench.bound;
import static marquee.sequencer.Bench.entry;
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
import java.util.stream.LongStream;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.EntryCodec;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Ordered;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.wire.WireWriter;
import marquee.sequencer.SequencerEffect.ReadHistory;
import marquee.sequencer.SequencerEvent.HistoryRead;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One front end; the replicas are up to date unless a test says otherwise. A window of 4 entries,
/// 2 a step, 6 in memory, and no marks.
class SlotsTest {
    private static final SequencerLimits LIMITS =
            new SequencerLimits(
                    4, 1 << 20, 2, 6, 1 << 20, 64, 64, 64, 1_000, 2, 2, HistoryLimits.DEFAULT);

    private final Bench bench = new Bench(LIMITS);

    @BeforeEach
    void connect() {
        bench.connect(F1);
    }

    @Test
    void stopsSendingToASlotThatExecutesNothingAndToNoOtherP17() {
        bench.subscribe(1, 0);
        bench.subscribe(2, 0);
        bench.order(1, 4);
        bench.progress(2, 4);

        assertThat(bench.receive(F1, own(5)))
                .containsExactly(
                        append(plain(5)),
                        send(1, new ToReplica.Head(5)),
                        multicast(new Ordered(plain(5)), 2),
                        bound(F1, 5, 5, stamp(0)));
        assertThat(bench.receive(F1, own(6)))
                .containsExactly(
                        append(plain(6)),
                        multicast(new Ordered(plain(6)), 2),
                        bound(F1, 6, 6, stamp(0)));
    }

    @Test
    void sendsWhatIsMissingOnceTheWindowOpensAFewAtAStep() {
        bench.subscribe(1, 0);
        bench.order(1, 8);

        assertThat(bench.progress(1, 4))
                .containsExactly(
                        send(1, new Ordered(plain(5))),
                        send(1, new Ordered(plain(6))),
                        timer(SequencerTimer.CATCH_UP, 1));
        assertThat(bench.expire(SequencerTimer.CATCH_UP))
                .containsExactly(send(1, new Ordered(plain(7))), send(1, new Ordered(plain(8))));
        bench.progress(1, 8);
        assertThat(bench.receive(F1, own(9)))
                .containsExactly(
                        append(plain(9)),
                        multicast(new Ordered(plain(9)), 1),
                        bound(F1, 9, 9, stamp(0)));
    }

    @Test
    void limitsTheBytesThatASlotHasNotExecuted() {
        var narrow =
                new Bench(
                        new SequencerLimits(
                                100,
                                330,
                                100,
                                100,
                                1 << 20,
                                64,
                                64,
                                64,
                                1_000,
                                2,
                                2,
                                HistoryLimits.DEFAULT));
        narrow.connect(F1);
        narrow.subscribe(1, 0);
        narrow.order(1, 3); // 162 bytes each

        assertThat(narrow.receive(F1, own(4)))
                .containsExactly(
                        append(plain(4)),
                        send(1, new ToReplica.Head(4)),
                        bound(F1, 4, 4, stamp(0)));
        assertThat(narrow.progress(1, 1)).containsExactly(send(1, new Ordered(plain(4))));
    }

    @Test
    void readsWhatIsNoLongerInMemoryBackFromTheLog() {
        bench.order(1, 9);

        assertThat(bench.subscribe(1, 0))
                .startsWith(
                        send(1, new ToReplica.Subscribed(9, 0, Bench.GROUP)),
                        new ReadHistory(NodeId.replica(1), 1, 2));
        assertThat(bench.submit(new HistoryRead(NodeId.replica(1), 1, entries(1, 2))))
                .containsExactly(
                        send(1, new Ordered(plain(1))),
                        send(1, new Ordered(plain(2))),
                        new ReadHistory(NodeId.replica(1), 3, 2));
        assertThat(bench.submit(new HistoryRead(NodeId.replica(1), 3, entries(3, 4))))
                .containsExactly(send(1, new Ordered(plain(3))), send(1, new Ordered(plain(4))));
        assertThat(bench.progress(1, 2))
                .containsExactly(send(1, new Ordered(plain(5))), send(1, new Ordered(plain(6))));
    }

    @Test
    void asksForHistoryAgainWhenNoneComesAndTakesItOnce() {
        bench.order(1, 9);
        bench.subscribe(1, 0);

        assertThat(bench.at(900).expire(SequencerTimer.PULSE))
                .doesNotContain(new ReadHistory(NodeId.replica(1), 1, 2));
        assertThat(bench.at(1_100).expire(SequencerTimer.PULSE))
                .contains(new ReadHistory(NodeId.replica(1), 1, 2));
        bench.submit(new HistoryRead(NodeId.replica(1), 1, entries(1, 2)));
        assertThat(bench.submit(new HistoryRead(NodeId.replica(1), 1, entries(1, 2)))).isEmpty();
    }

    @Test
    void readsOnAtOnceAfterAReadingThatTheSlotHasOvertaken() {
        bench.order(1, 12);
        bench.subscribe(1, 0);
        bench.progress(1, 2); // From what an earlier subscription had sent.

        assertThat(bench.submit(new HistoryRead(NodeId.replica(1), 1, entries(1, 2))))
                .containsExactly(new ReadHistory(NodeId.replica(1), 3, 2));
    }

    @Test
    void neverReadsForASlotThatIsGoneOrHasSubscribedAnew() {
        bench.order(1, 9);
        bench.subscribe(1, 0);
        bench.disconnect(life(1));

        assertThat(bench.submit(new HistoryRead(NodeId.replica(1), 1, entries(1, 2)))).isEmpty();
        bench.subscribe(1, 9);
        assertThat(bench.submit(new HistoryRead(NodeId.replica(1), 1, entries(1, 2)))).isEmpty();
    }

    @Test
    void countsAClaimBeyondTheHeadAndBelievesNothingP18() {
        bench.subscribe(1, 0);
        bench.order(1, 4);

        assertThat(bench.progress(1, 5)).isEmpty();
        assertThat(bench.progress(1, Long.MAX_VALUE)).isEmpty();
        assertThat(bench.subscribe(2, 5)).isEmpty();
        assertThat(bench.count(Counter.BEYOND_HEAD)).isEqualTo(3);
        assertThat(bench.receive(F1, own(5))).doesNotContain(multicast(new Ordered(plain(5)), 1));
    }

    /// After a start with `--accept-loss` numbers come again with another meaning.
    @Test
    void neverServesALifeThatHasExecutedMoreThanWasOrdered() {
        bench.subscribe(1, 0);
        bench.subscribe(2, 5);
        bench.order(1, 8);

        assertThat(bench.subscribe(2, 5)).isEmpty();
        bench.disconnect(life(2));
        bench.connect(life(2));
        assertThat(bench.subscribe(2, 5)).isEmpty();

        var next = new Peer(NodeId.replica(2), 0, 201);
        bench.connect(next);
        assertThat(bench.receive(next, new ToSequencer.Subscribe(replica(2), 0, COLLECTIONS)))
                .isNotEmpty();
    }

    @Test
    void countsAClaimToHaveExecutedLessThanBefore() {
        bench.subscribe(1, 0);
        bench.order(1, 4);
        bench.progress(1, 4);

        assertThat(bench.progress(1, 3)).isEmpty();
        assertThat(bench.count(Counter.WENT_BACK)).isEqualTo(1);
        assertThat(bench.receive(F1, own(5))).contains(multicast(new Ordered(plain(5)), 1));
    }

    @Test
    void skipsWhatASlotHasExecutedWithoutItsHelp() {
        bench.subscribe(1, 0);
        bench.order(1, 8);

        assertThat(bench.progress(1, 7)).containsExactly(send(1, new Ordered(plain(8))));
    }

    @Test
    void servesARepeatedSubscriptionButNotAFloodP18() {
        bench.subscribe(1, 0);
        bench.order(1, 2);
        var again = new ToSequencer.Subscribe(replica(1), 1, COLLECTIONS);

        assertThat(bench.at(19).receive(life(1), again)).isEmpty();
        assertThat(bench.at(20).receive(life(1), again))
                .containsExactly(
                        send(1, new ToReplica.Subscribed(0, 1, Bench.GROUP)),
                        send(1, new Ordered(plain(2))));
        assertThat(bench.at(21).receive(life(1), again)).isEmpty();
        assertThat(bench.count(Counter.SUBSCRIBED_TOO_OFTEN)).isEqualTo(2);
    }

    @Test
    void owesANewLifeNoReplyToWhatWasOrderedBeforeItP38() {
        bench.subscribe(1, 0);
        bench.order(1, 2);
        bench.disconnect(life(1));
        var next = new Peer(NodeId.replica(1), 0, 201);
        bench.connect(next);

        assertThat(bench.receive(next, new ToSequencer.Subscribe(replica(1), 0, COLLECTIONS)))
                .startsWith(
                        send(1, new ToReplica.Subscribed(2, 0, Bench.GROUP)),
                        send(1, new Ordered(plain(1))));
    }

    @Test
    void sendsNothingToASlotThatIsNotInTheViewP35() {
        var fenced = new Peer(NodeId.replica(1), 1, 999);
        bench.connect(fenced);
        var stranger = new Peer(NodeId.replica(5), 0, 1);
        bench.connect(stranger);

        assertThat(
                        bench.receive(
                                fenced,
                                new ToSequencer.Subscribe(new ReplicaId(1, 1), 0, COLLECTIONS)))
                .isEmpty();
        assertThat(bench.receive(stranger, new ToSequencer.Subscribe(replica(5), 0, COLLECTIONS)))
                .isEmpty();
        assertThat(bench.receive(F1, own(1)))
                .containsExactly(append(plain(1)), bound(F1, 1, 1, stamp(0)));
        assertThat(bench.count(Counter.MISDIRECTED)).isEqualTo(2);
    }

    @Test
    void keepsMemoryWithinItsLimitsWhileNobodyAcknowledgesP47() {
        var largest = new WireWriter(Entry.BYTES_MAX);
        EntryCodec.encode(plain(100), largest);
        var tail = new HistoryTail(6, 3L * largest.length());
        for (long number = 1; number <= 100; number++) {
            tail.add(plain(number));

            assertThat(tail.head() - tail.first()).isLessThan(3);
            assertThat(tail.at(number)).isEqualTo(plain(number));
        }
        assertThat(tail.first()).isEqualTo(98);
    }

    private static Entry plain(long number) {
        return entry(number, stamp(0), number);
    }

    private static ImmutableList<Entry> entries(long from, long to) {
        List<Entry> entries = LongStream.rangeClosed(from, to).mapToObj(SlotsTest::plain).toList();
        return ImmutableList.copyOf(entries);
    }
}
