package marquee.sequencer;

import static marquee.sequencer.Bench.COLLECTIONS;
import static marquee.sequencer.Bench.F1;
import static marquee.sequencer.Bench.life;
import static marquee.sequencer.Bench.own;
import static marquee.sequencer.Bench.replica;
import static marquee.sequencer.Bench.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import com.google.common.primitives.ImmutableLongArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Checkpoint;
import marquee.protocol.replication.ChunkSum;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.Judgement.Verdict;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.MembershipChange.Convicted;
import marquee.protocol.replication.MembershipChange.Replaced;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.Reason;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Archived;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ArchivedChunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Subscribed;
import marquee.protocol.replication.ReplicationMessage.ToReplica.WantSnapshot;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.MarkDigest;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.NoSnapshot;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.OrderAnew;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Progress;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Proposal;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Request;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.SnapshotChunk;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.SnapshotSum;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Subscribe;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.SubscribeFromStart;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Verdicts;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantArchived;
import marquee.protocol.wire.Bytes;
import marquee.sequencer.SequencerEffect.AddChunk;
import marquee.sequencer.SequencerEffect.Append;
import marquee.sequencer.SequencerEffect.BeginSnapshot;
import marquee.sequencer.SequencerEffect.CutHistory;
import marquee.sequencer.SequencerEffect.DropSnapshot;
import marquee.sequencer.SequencerEffect.KeepSnapshot;
import marquee.sequencer.SequencerEffect.ReadChunk;
import marquee.sequencer.SequencerEffect.UseSnapshot;
import marquee.sequencer.SequencerEvent.ChunkRead;
import marquee.sequencer.SequencerEvent.ChunkWritten;
import marquee.sequencer.SequencerEvent.SnapshotUnwritten;
import marquee.sequencer.SequencerEvent.SnapshotWritten;
import marquee.sequencer.log.KeptSnapshot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Snapshots every ten entries; five are kept before what everybody has executed, a slot that is
/// more than forty behind is removed, and seventy are kept at most, and three of requests that are
/// ordered anew. Sixteen are in memory.
class HistoryTest {
    private static final HistoryLimits OFTEN = new HistoryLimits(10, 0, 5, 40, 70, 3);
    private static final SequencerLimits LIMITS =
            new SequencerLimits(4_096, 2 << 20, 512, 16, 1 << 20, 64, 64, 64, 1_024, 16, 64, OFTEN);
    private static final Digest STATE = new Digest(1, 2);
    private static final int CHUNKS = 6;

    private final Bench bench = new Bench(LIMITS);
    private @Nullable Checkpoint begun;
    private int source;
    private long ticket;

    @BeforeEach
    void everybodyIsThere() {
        bench.connect(F1);
        for (int slot = 1; slot <= 4; slot++) {
            bench.subscribe(slot, 0);
        }
    }

    @Test
    void aMarkIsOrderedForASnapshotOnceThereAreEnoughNewEntries() {
        order(9);
        assertThat(snapshotMarks(pulse())).isEmpty();
        order(1);
        assertThat(snapshotMarks(pulse())).containsExactly(11L);
        order(20);
        assertThat(snapshotMarks(pulse())).as("one at a time").isEmpty();
    }

    @Test
    void chunksAreAskedForWhenEnoughSlotsHaveTheSameDigest() {
        long mark = mark();
        assertThat(digest(1, mark, STATE)).isEmpty();
        assertThat(digest(2, mark, new Digest(9, 9))).isEmpty();

        assertThat(digest(3, mark, STATE))
                .contains(
                        new BeginSnapshot(checkpoint(mark)),
                        send(1, new WantSnapshot(mark, Snapshots.AHEAD)),
                        send(3, new WantSnapshot(mark, 0)));
    }

    @Test
    void whatOneSlotSendsIsKeptIfAnotherAddsUpTheSameAndHistoryIsCutBehindIt() {
        order(10);
        long mark = agreedMark();
        var asked = sendChunks(1, mark, CHUNKS);
        assertThat(asked).contains(send(1, new WantSnapshot(mark, CHUNKS + Snapshots.AHEAD)));
        assertThat(sum(1, mark, CHUNKS)).as("its own word").isEmpty();
        assertThat(sum(3, mark, CHUNKS)).containsExactly(new KeepSnapshot(mark, total(CHUNKS)));

        progress(mark - 3, 1, 2, 3);
        assertThat(written(mark)).containsExactly(new UseSnapshot(kept(mark)));
        progress(mark - 3, 4);
        assertThat(pulse()).contains(new CutHistory(mark - 3 + 1 - 5));
    }

    @Test
    void aSourceWhoseChunksAreNotThoseOfTheOthersIsLeftForAnother() {
        long mark = agreedMark();
        sendChunks(1, mark, CHUNKS - 1);
        sum(1, mark, CHUNKS - 1);
        assertThat(sum(2, mark, CHUNKS)).as("who of them is wrong?").isEmpty();

        assertThat(sum(3, mark, CHUNKS)).containsExactly(new DropSnapshot(mark));
        var again = laterAgreedMark();
        assertThat(again).contains(send(2, new WantSnapshot(newest(), Snapshots.AHEAD)));
        assertThat(bench.count(Counter.SNAPSHOTS_FAILED)).isEqualTo(1);
    }

    @Test
    void aDamagedAMisplacedAMissingAndARefusedChunkEndTheAttempt() {
        long mark = agreedMark();
        var damaged = chunk(0).array().clone();
        damaged[2] ^= 1;
        assertThat(say(1, new SnapshotChunk(replica(1), mark, 0, Bytes.wrap(damaged))))
                .containsExactly(new DropSnapshot(mark));

        laterAgreedMark();
        assertThat(say(source, new SnapshotChunk(replica(source), newest(), 1, chunk(1))))
                .containsExactly(new DropSnapshot(newest()));

        laterAgreedMark();
        assertThat(say(source, new NoSnapshot(replica(source), newest())))
                .containsExactly(new DropSnapshot(newest()));

        laterAgreedMark();
        bench.at(bench.now + 2_000);
        assertThat(pulse()).contains(new DropSnapshot(newest()));
        laterAgreedMark();
        assertThat(bench.count(Counter.SNAPSHOTS_FAILED)).isEqualTo(4);
    }

    @Test
    void aSourceThatSendsWhatNobodyAskedForIsLeft() {
        long mark = agreedMark();
        for (int place = 0; place < Snapshots.AHEAD; place++) {
            say(1, new SnapshotChunk(replica(1), mark, place, chunk(place)));
        }

        int beyond = Snapshots.AHEAD;
        assertThat(say(1, new SnapshotChunk(replica(1), mark, beyond, chunk(beyond))))
                .containsExactly(new DropSnapshot(mark));
    }

    @Test
    void aSourceThatDripsIsLeftThoughItIsNeverSilentForLong() {
        long mark = agreedMark();
        long begun = bench.now;
        int place = 0;
        while (!pulse().contains(new DropSnapshot(mark))) {
            say(1, new SnapshotChunk(replica(1), mark, place, chunk(place)));
            place++;
            bench.submit(new ChunkWritten(mark, place));
            bench.at(bench.now + 1_000);
            assertThat(bench.now - begun).isLessThan(62_000);
        }

        assertThat(bench.now - begun).isGreaterThan(60_000);
    }

    @Test
    void aSourceThatDripsHasLittleTimeWhileNoRequestIsAdmitted() {
        long mark = agreedMark();
        order(70);
        say(1, new SnapshotChunk(replica(1), mark, 0, chunk(0)));
        pulse();
        bench.at(bench.now + 1_000);
        say(1, new SnapshotChunk(replica(1), mark, 1, chunk(1)));
        bench.at(bench.now + 1_000);

        assertThat(pulse()).contains(new DropSnapshot(mark));
    }

    @Test
    void whereTooFewAreLeftToVouchTheAttemptEnds() {
        long mark = mark();
        agreed(mark, 1, 2);
        sendChunks(1, mark, CHUNKS);
        assertThat(sum(1, mark, CHUNKS)).isEmpty();

        assertThat(say(2, new NoSnapshot(replica(2), mark)))
                .containsExactly(new DropSnapshot(mark));
    }

    @Test
    void othersMayTakeTheirTimeToAddUpUnlessNoRequestIsAdmittedMeanwhile() {
        long mark = agreedMark();
        sendChunks(1, mark, CHUNKS);
        sum(1, mark, CHUNKS);
        bench.at(bench.now + 5_000);
        assertThat(pulse()).doesNotContain(new DropSnapshot(mark));

        order(70);
        assertThat(pulse()).doesNotContain(new DropSnapshot(mark));
        assertThat(bench.receive(F1, request(9_999)))
                .containsExactly(send(F1, new ToFrontEnd.Rejected(9_999, Reason.HISTORY_FULL)));

        var effects = pulse();
        assertThat(effects).contains(new DropSnapshot(mark));
        assertThat(snapshotMarks(effects)).hasSize(1);
    }

    @Test
    void whereNoRequestIsAdmittedTheNextAttemptBeginsASecondAfterTheLastHoweverManyHaveFailed() {
        long mark = agreedMark();
        for (int failed = 1; failed <= 4; failed++) {
            say(source, new NoSnapshot(replica(source), mark));
            laterAgreedMark();
            mark = newest();
        }
        long begunAt = bench.now;
        say(source, new NoSnapshot(replica(source), mark));

        order(70);
        assertThat(snapshotMarks(pulse())).isEmpty();
        bench.at(begunAt + 1_000);
        assertThat(snapshotMarks(pulse())).hasSize(1);
    }

    @Test
    void aSumThatIsNotThatOfItsOwnChunksEndsTheAttempt() {
        long mark = agreedMark();
        sendChunks(1, mark, CHUNKS);
        assertThat(say(1, new SnapshotSum(replica(1), mark, CHUNKS + 1, total(CHUNKS))))
                .containsExactly(new DropSnapshot(mark));
    }

    @Test
    void nobodyElseMayAddToASnapshot() {
        long mark = agreedMark();
        assertThat(say(2, new SnapshotChunk(replica(2), mark, 0, chunk(0)))).isEmpty();
        assertThat(say(1, new SnapshotChunk(replica(1), mark - 1, 0, chunk(0)))).isEmpty();
        assertThat(say(4, new SnapshotSum(replica(4), mark, CHUNKS, total(CHUNKS)))).isEmpty();
        assertThat(bench.count(Counter.SNAPSHOT_STRAYS)).isEqualTo(3);
        assertThat(say(2, new SnapshotChunk(replica(1), mark, 0, chunk(0)))).isEmpty();
        assertThat(bench.count(Counter.MISDIRECTED)).isEqualTo(1);
    }

    @Test
    void aConvictedSlotIsNeverTheSourceAndVouchesForNothing() {
        manage();
        convict(1);
        long mark = mark();
        digest(1, mark, STATE);
        assertThat(digest(2, mark, STATE)).isEmpty();
        assertThat(digest(3, mark, STATE)).contains(send(2, new WantSnapshot(mark, 4)));
        sendChunks(2, mark, CHUNKS);
        sum(2, mark, CHUNKS);
        convict(3);

        assertThat(sum(3, mark, CHUNKS)).containsExactly(new DropSnapshot(mark));
    }

    @Test
    void aSourceThatIsConvictedMeanwhileIsLeft() {
        manage();
        long mark = agreedMark();
        sendChunks(1, mark, 2);
        convict(1);

        assertThat(pulse()).contains(new DropSnapshot(mark));
    }

    @Test
    void aDiskThatRefusesCostsTheSnapshotOnly() {
        long mark = agreedMark();
        sendChunks(1, mark, 2);
        assertThat(bench.submit(new SnapshotUnwritten(mark)))
                .containsExactly(new DropSnapshot(mark));
        assertThat(snapshotMarks(laterAgreedMark())).isEmpty();
    }

    @Test
    void aSlotThatLagsTooFarIsRemovedIfTheGroupCanBearIt() {
        manage();
        long mark = snapshot();
        order(41);
        progress(newest(), 1, 2, 3);

        var effects = pulse();

        assertThat(changes(effects))
                .singleElement()
                .isInstanceOfSatisfying(
                        Replaced.class,
                        replaced -> {
                            assertThat(replaced.replica()).isEqualTo(replica(4));
                            assertThat(replaced.cause()).isEqualTo(Cause.LAGGING);
                        });
        assertThat(effects).contains(new CutHistory(mark + 1 - 5));
    }

    @Test
    void aSlotThatComesBackAndNeverSubscribesIsALaggardInTheEnd() {
        manage();
        snapshot();
        bench.disconnect(life(4));
        bench.connect(new Peer(NodeId.replica(4), 0, 201));
        order(41);
        progress(newest(), 1, 2, 3);
        bench.at(bench.now + 59_000);
        assertThat(changes(pulse())).isEmpty();

        bench.at(bench.now + 1_000);
        assertThat(changes(pulse())).hasAtLeastOneElementOfType(Replaced.class);
    }

    @Test
    void aJoinerThatLagsTooFarIsNotWaitedFor() {
        manage();
        snapshot();
        replace(4);
        bench.connect(new Peer(NodeId.replica(4), 1, 201));
        bench.receive(
                new Peer(NodeId.replica(4), 1, 201),
                new Subscribe(new ReplicaId(4, 1), 0, COLLECTIONS));
        order(30);

        long mark = agreedMark();
        sendChunks(source, mark, CHUNKS);
        sum(source, mark, CHUNKS);
        sum(source == 1 ? 2 : 1, mark, CHUNKS);
        progress(mark, 1, 2, 3);
        assertThat(written(mark)).contains(new CutHistory(mark + 1 - 5));
    }

    @Test
    void ifTheGroupCannotBearItNoRequestIsAdmittedUntilTheSlotHasCaughtUp() {
        manage();
        snapshot();
        replace(3);
        order(41);
        snapshotAmong(1, 2);
        order(40);
        assertThat(changes(pulse())).isEmpty();

        assertThat(bench.receive(F1, request(9_999)))
                .containsExactly(send(F1, new ToFrontEnd.Rejected(9_999, Reason.HISTORY_FULL)));

        progress(newest(), 1, 2, 4);
        assertThat(pulse()).anyMatch(CutHistory.class::isInstance);
        assertThat(bench.receive(F1, request(9_999))).anyMatch(Append.class::isInstance);
    }

    @Test
    void noRequestIsAdmittedBeyondTheLimitBetweenTwoPulsesEither() {
        order(75);

        assertThat(bench.receive(F1, request(9_999)))
                .containsExactly(send(F1, new ToFrontEnd.Rejected(9_999, Reason.HISTORY_FULL)));
        assertThat(newest()).isEqualTo(71);
    }

    @Test
    void whereNoRequestIsAdmittedSomeThatHaveAPlaceAreStillOrderedAnew() {
        order(71);
        pulse(); // And a mark for a snapshot.
        assertThat(bench.receive(F1, request(9_999)))
                .containsExactly(send(F1, new ToFrontEnd.Rejected(9_999, Reason.HISTORY_FULL)));

        assertThat(orderAnew(41)).anyMatch(Append.class::isInstance);
        assertThat(orderAnew(42)).anyMatch(Append.class::isInstance);
        assertThat(orderAnew(43)).noneMatch(Append.class::isInstance);
    }

    @Test
    void whereNobodyIsReplacedALaggardIsNotWaitedForAndStartsFromTheSnapshot() {
        snapshot();
        bench.disconnect(life(4));
        order(60);
        progress(newest(), 1, 2, 3);
        long mark = snapshotAmong(1, 2, 3);
        assertThat(changes(pulse())).isEmpty();

        var effects = bench.subscribe(4, 0);

        assertThat(effects)
                .contains(
                        send(4, new Subscribed(0, mark, Bench.GROUP)),
                        send(4, new Archived(mark, CHUNKS, total(CHUNKS))))
                .doesNotContain(send(4, new Subscribed(0, 0, Bench.GROUP)));
        assertThat(bench.count(Counter.SENT_TO_SNAPSHOT)).isEqualTo(1);
    }

    @Test
    void afterAStartNobodyIsRemovedAndALaggardIsWaitedForThoughNoManagerHasComeYet() {
        manage();
        long mark = snapshotAmong(1, 2, 3);
        order(60);
        var restarted = restart(mark);

        assertThat(restarted.expire(SequencerTimer.PULSE))
                .noneMatch(CutHistory.class::isInstance)
                .noneMatch(effect ->
                        effect instanceof Append(var entry) && entry.content() instanceof Replaced);
    }

    @Test
    void aSlotOfWhichNothingIsHeardAfterAStartIsALaggardInTheEnd() {
        manage();
        long mark = snapshotAmong(1, 2, 3);
        order(60);
        var restarted = restart(mark);
        for (int slot = 1; slot <= 3; slot++) {
            restarted.subscribe(slot, newest());
        }
        restarted.at(restarted.now + 59_000);
        assertThat(changes(restarted.expire(SequencerTimer.PULSE))).isEmpty();

        restarted.at(restarted.now + 1_000);
        assertThat(changes(restarted.expire(SequencerTimer.PULSE)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Replaced.class,
                        replaced -> assertThat(replaced.replica()).isEqualTo(replica(4)));
    }

    @Test
    void aSequencerThatHearsOfTooFewTakesNobodyForALaggard() {
        manage();
        long mark = snapshotAmong(1, 2, 3);
        order(60);
        var restarted = restart(mark);
        restarted.subscribe(1, newest());

        restarted.at(restarted.now + 60_000);
        assertThat(changes(restarted.expire(SequencerTimer.PULSE))).isEmpty();
    }

    @Test
    void aJoinerWithoutDonorsStartsFromTheSnapshot() {
        manage();
        long mark = snapshot();
        replace(2);
        var joiner = new ReplicaId(2, 1);
        var its = new Peer(NodeId.replica(2), 1, 201);
        bench.connect(its);
        bench.receive(its, new Subscribe(joiner, 0, COLLECTIONS));
        assertThat(bench.receive(its, new SubscribeFromStart(joiner))).as("too soon").isEmpty();

        bench.at(bench.now + 20);
        assertThat(bench.receive(its, new SubscribeFromStart(joiner)))
                .contains(send(2, new Archived(mark, CHUNKS, total(CHUNKS))));
        assertThat(bench.receive(its, new WantArchived(joiner, mark, 3)))
                .containsExactly(new ReadChunk(NodeId.replica(2), kept(mark), 3));
        assertThat(bench.submit(new ChunkRead(NodeId.replica(2), mark, 3, chunk(3))))
                .containsExactly(send(2, new ArchivedChunk(mark, 3, chunk(3))));
        assertThat(bench.receive(its, new WantArchived(joiner, mark, CHUNKS))).isEmpty();
        assertThat(bench.count(Counter.MISDIRECTED)).isEqualTo(1);

        order(10);
        long newer = snapshotAmong(1, 3, 4);
        assertThat(bench.receive(its, new WantArchived(joiner, mark, 3)))
                .contains(send(2, new Archived(newer, CHUNKS, total(CHUNKS))));
    }

    @Test
    void aStartKnowsTheGroupAndItsStrikesFromTheSnapshot() {
        manage();
        convict(2);
        order(3);
        long third = newest();
        judge(3, third - 2, Verdict.INCORRECT);
        judge(3, third - 1, Verdict.INCORRECT);
        long mark = snapshotAmong(1, 3, 4);
        order(1);
        var kept = kept(mark);
        var log = bench.appended.subList((int) third - 1, (int) newest());

        var restarted = new Bench(LIMITS, kept, log);

        assertThat(restarted.sequencer.head()).isEqualTo(newest());
        assertThat(restarted.sequencer.membership()).isEqualTo(bench.sequencer.membership());
        assertThat(restarted.sequencer.stamp(0).millis())
                .isEqualTo(bench.appended.getLast().stamp().millis());
        restarted.connect(F1);
        var judged = new Judgement(third, Verdict.INCORRECT);
        var told = new Verdicts(replica(3), ImmutableList.of(judged));
        assertThat(changes(restarted.receive(F1, told)))
                .contains(new Convicted(replica(3), Cause.STRUCK_OUT, third));
    }

    @Test
    void aRepeatOfWhatComesBeforeTheSnapshotIsJudgedByTheViewOfItsPlaceP13() {
        manage();
        order(1);
        long number = newest();
        long view = bench.sequencer.membership().viewNumber();
        replace(2);
        long mark = snapshotAmong(1, 3, 4);
        var restarted = new Bench(LIMITS, kept(mark), bench.appended);
        restarted.connect(F1);

        long stamp = restarted.sequencer.stamp(0).millis();
        assertThat(restarted.receive(F1, request(1)))
                .containsExactly(send(F1, new ToFrontEnd.Bound(1, number, view, stamp)));
    }

    private void order(int count) {
        for (int i = 0; i < count; i++) {
            bench.receive(F1, request(++ticket));
        }
    }

    /// Asks for another place of the request that was ordered first at `number`.
    private List<Effect> orderAnew(long number) {
        return bench.receive(F1, new OrderAnew(request(number), number));
    }

    /// One whose front end has heard of the order just now.
    private Request request(long number) {
        var known = own(number);
        return new Request(number, known.id(), Bench.WALL + bench.now, known.operation());
    }

    private long newest() {
        return bench.sequencer.head();
    }

    /// A sequencer that has the snapshot at `mark` and the log behind it.
    private Bench restart(long mark) {
        return new Bench(LIMITS, kept(mark), bench.appended.subList((int) mark, (int) newest()));
    }

    private List<Effect> pulse() {
        bench.at(bench.now + 200);
        return bench.expire(SequencerTimer.PULSE);
    }

    /// Orders a mark for a snapshot.
    private long mark() {
        order(10);
        return snapshotMarks(pulse()).getFirst();
    }

    private static List<Long> snapshotMarks(List<Effect> effects) {
        return entries(effects).stream()
                .filter(entry -> entry.content() instanceof Entry.Mark mark && mark.snapshot())
                .map(Entry::number)
                .toList();
    }

    private static List<MembershipChange> changes(List<Effect> effects) {
        return entries(effects).stream()
                .map(Entry::content)
                .filter(MembershipChange.class::isInstance)
                .map(MembershipChange.class::cast)
                .toList();
    }

    private static List<Entry> entries(List<Effect> effects) {
        return effects.stream()
                .filter(Append.class::isInstance)
                .map(effect -> ((Append) effect).entry())
                .toList();
    }

    /// A mark at which three slots have the same digest.
    private long agreedMark() {
        long mark = mark();
        agreed(mark, 1, 2, 3);
        return mark;
    }

    /// The next such mark, when the last attempt is long over.
    private List<Effect> laterAgreedMark() {
        bench.at(bench.now + 60_000);
        return agreed(mark(), 1, 2, 3);
    }

    private List<Effect> agreed(long mark, int... slots) {
        var effects = new ArrayList<Effect>();
        for (int slot : slots) {
            effects.addAll(digest(slot, mark, STATE));
        }
        return effects;
    }

    private List<Effect> digest(int slot, long mark, Digest digest) {
        return say(slot, new MarkDigest(replica(slot), mark, digest));
    }

    private List<Effect> say(int slot, ToSequencer message) {
        var effects = bench.receive(life(slot), message);
        for (var effect : effects) {
            if (effect instanceof BeginSnapshot(var at)) {
                begun = at;
            } else if (effect instanceof Effect.Send(NodeId to, WantSnapshot wanted)
                    && wanted.place() > 0) {
                source = to.index();
            }
        }
        return effects;
    }

    /// A snapshot that everybody has a part in.
    private long snapshot() {
        return snapshotAmong(1, 2, 3);
    }

    private long snapshotAmong(int... slots) {
        long mark = mark();
        agreed(mark, slots);
        sendChunks(source, mark, CHUNKS);
        for (int slot : slots) {
            sum(slot, mark, CHUNKS);
        }
        assertThat(written(mark)).contains(new UseSnapshot(kept(mark)));
        return mark;
    }

    /// The slot sends chunks, and each is written.
    private List<Effect> sendChunks(int slot, long mark, int count) {
        var effects = new ArrayList<Effect>();
        for (int place = 0; place < count; place++) {
            assertThat(say(slot, new SnapshotChunk(replica(slot), mark, place, chunk(place))))
                    .containsExactly(new AddChunk(mark, place, chunk(place)));
            effects.addAll(bench.submit(new ChunkWritten(mark, place + 1)));
        }
        return effects;
    }

    private List<Effect> sum(int slot, long mark, int chunks) {
        return say(slot, new SnapshotSum(replica(slot), mark, chunks, total(chunks)));
    }

    private List<Effect> written(long mark) {
        return bench.submit(new SnapshotWritten(kept(mark)));
    }

    private Checkpoint checkpoint(long mark) {
        var at = Objects.requireNonNull(begun);
        assertThat(at.number()).isEqualTo(mark);
        return at;
    }

    private KeptSnapshot kept(long mark) {
        var offsets = ImmutableLongArray.builder();
        for (int place = 0; place <= CHUNKS; place++) {
            offsets.add(100L * place);
        }
        return new KeptSnapshot(checkpoint(mark), offsets.build(), total(CHUNKS));
    }

    private static Bytes chunk(int place) {
        var sum = Hashing.sha256().hashBytes(new byte[] {(byte) place}).asBytes();
        return Bytes.wrap(
                com.google.common.primitives.Bytes.concat(new byte[] {(byte) place}, sum));
    }

    private static Bytes total(int chunks) {
        var sum = new ChunkSum();
        for (int place = 0; place < chunks; place++) {
            sum.add(chunk(place));
        }
        return sum.sum();
    }

    private void progress(long number, int... slots) {
        for (int slot : slots) {
            say(slot, new Progress(replica(slot), number));
        }
    }

    private void manage() {
        for (int manager = 1; manager <= 4; manager++) {
            bench.connect(new Peer(NodeId.manager(manager), 0, 300));
        }
    }

    private void convict(int slot) {
        order(3);
        for (long number = newest() - 2, last = newest(); number <= last; number++) {
            judge(slot, number, Verdict.INCORRECT);
        }
        assertThat(bench.sequencer.membership().slot(slot).conviction()).isNotNull();
    }

    private void judge(int slot, long number, Verdict verdict) {
        var judged = ImmutableList.of(new Judgement(number, verdict));
        bench.receive(F1, new Verdicts(replica(slot), judged));
    }

    private void replace(int slot) {
        convict(slot);
        var ballot = new Ballot.Replace(replica(slot), Cause.STRUCK_OUT);
        var votes = ImmutableList.<Ballot.Vote>builder();
        for (int manager = 1; manager <= 3; manager++) {
            votes.add(new Ballot.Vote(NodeId.manager(manager), ballot, Bench.WALL + bench.now));
        }
        bench.receive(new Peer(NodeId.manager(1), 0, 300), new Proposal(votes.build()));
        assertThat(bench.sequencer.membership().slot(slot).active()).isFalse();
    }
}
