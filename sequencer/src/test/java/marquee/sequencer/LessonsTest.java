package marquee.sequencer;

import static marquee.sequencer.Bench.stamp;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.AgreedState;
import marquee.protocol.replication.Checkpoint;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.protocol.replication.ReplicationMessage.ToManager.Entries;
import marquee.protocol.replication.ReplicationMessage.ToManager.Part;
import marquee.protocol.replication.ReplicationMessage.ToManager.SnapshotAt;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.MarkDigest;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.OfSpare;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantEntries;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantPart;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import marquee.sequencer.SequencerEffect.ReadChunk;
import marquee.sequencer.SequencerEffect.ReadHistory;
import marquee.sequencer.SequencerEvent.ChunkRead;
import marquee.sequencer.SequencerEvent.HistoryRead;
import marquee.sequencer.log.KeptSnapshot;
import org.junit.jupiter.api.Test;

/// What a manager's spare is taught. Eight entries, or 4 KiB of them, are in memory.
class LessonsTest {
    private static final NodeId MANAGER = NodeId.manager(2);
    private static final Peer LIFE = new Peer(MANAGER, 0, 300);
    private static final Bytes CHUNK = Bytes.wrap((byte) 1, (byte) 2);
    private static final KeptSnapshot SNAPSHOT =
            new KeptSnapshot(
                    new Checkpoint(20, stamp(0), Bench.GROUP, ImmutableList.of()),
                    ImmutableLongArray.of(0, 10, 20, 30),
                    CHUNK);

    private final HistoryTail tail = new HistoryTail(8, 1 << 20);
    private final Counters counters = new Counters();
    private final Marks marks =
            new Marks(Group.BOTH, SequencerLimits.DEFAULT, counters, _ -> true, _ -> true);
    private final Lessons lessons = new Lessons(tail, marks, counters);

    @Test
    void aManagerIsAnsweredByTheSequencer() {
        var bench = new Bench(SequencerLimits.DEFAULT);
        bench.connect(LIFE);
        bench.connect(Bench.F1);
        bench.order(1, 2);

        assertThat(bench.receive(LIFE, new WantEntries(0)))
                .containsExactly(told(new Entries(2, null, ImmutableList.of(entry(1), entry(2)))));
        assertThat(bench.receive(LIFE, new WantEntries(3))).isEmpty();
        assertThat(bench.count(Counter.MISDIRECTED)).isEqualTo(1);
    }

    @Test
    void nobodyElseIs() {
        var bench = new Bench(SequencerLimits.DEFAULT);
        bench.connect(Bench.F1);
        bench.order(1, 2);
        bench.connect(Bench.life(1));

        assertThat(bench.receive(Bench.F1, new WantEntries(0))).isEmpty();
        assertThat(bench.receive(Bench.life(1), new WantEntries(0))).isEmpty();
        assertThat(bench.count(Counter.MISDIRECTED)).isEqualTo(2);
    }

    @Test
    void whatIsReadBackForAManagerIsSentToIt() {
        var bench = new Bench(SequencerLimits.SMALL);
        bench.connect(LIFE);
        bench.connect(Bench.F1);
        bench.order(1, 20);

        assertThat(bench.receive(LIFE, new WantEntries(0)))
                .containsExactly(new ReadHistory(MANAGER, 1, (int) bench.sequencer.head() - 8));
        var read = new HistoryRead(MANAGER, 1, entries(1, 2));
        assertThat(bench.on(new Event.Submitted<>(read)))
                .containsExactly(told(new Entries(bench.sequencer.head(), null, entries(1, 2))));
        var chunk = new ChunkRead(MANAGER, 20, 1, CHUNK);
        assertThat(bench.on(new Event.Submitted<>(chunk)))
                .containsExactly(told(new Part(20, 1, CHUNK)));
    }

    @Test
    void aLessonIsOfSomeEntriesAndTellsTheNewest() {
        order(1, 6);

        assertThat(ask(new WantEntries(4)))
                .containsExactly(told(new Entries(6, null, entries(5, 6))));
        assertThat(ask(new WantEntries(6)))
                .containsExactly(told(new Entries(6, null, ImmutableList.of())));
        assertThat(lessons.wanted(MANAGER, new WantEntries(7), _ -> {})).isFalse();
    }

    @Test
    void aLessonTellsWhatTheGroupHasAgreedOnLast() {
        order(1, 6);
        marks.ordered(0, 4);
        marks.ordered(0, 6);
        var digest = new Digest(1, 2);
        for (int slot = 1; slot <= 2; slot++) {
            marks.take(new MarkDigest(Bench.replica(slot), 4, digest), _ -> {});
        }
        marks.take(new MarkDigest(Bench.replica(1), 6, digest), _ -> {});

        assertThat(ask(new WantEntries(5)))
                .containsExactly(told(new Entries(6, new AgreedState(4, digest), entries(6, 6))));
    }

    @Test
    void aLessonIsNoLongerThanAPipeTakes() {
        var large = new HistoryTail(2_000, 1 << 20);
        LongStream.rangeClosed(1, 1_000).forEach(number -> large.add(entry(number)));
        var told = new ArrayList<Effect>();
        new Lessons(large, marks, counters).wanted(MANAGER, new WantEntries(0), told::add);

        int count = Lessons.BYTES_MAX / HistoryTail.bytes(entry(1));
        assertThat(count).isLessThan(Entries.MAX);
        assertThat(told).containsExactly(told(new Entries(1_000, null, entries(1, count))));
    }

    @Test
    void anEntryThatIsTooLongForThatIsALessonByItself() {
        tail.add(entry(1));
        tail.add(entry(2, Bytes.wrap(new byte[Entry.OPERATION_MAX])));
        tail.add(entry(3));

        assertThat(ask(new WantEntries(0)))
                .containsExactly(told(new Entries(3, null, entries(1, 1))));
        assertThat(ask(new WantEntries(1)))
                .containsExactly(told(new Entries(3, null, ImmutableList.of(tail.at(2)))));
    }

    @Test
    void whoWantsWhatIsCutOffIsToldOfTheSnapshot() {
        order(1, 30);
        tail.archived(SNAPSHOT);
        tail.cut(19);

        assertThat(ask(new WantEntries(17)))
                .containsExactly(told(new SnapshotAt(20, 3, SNAPSHOT.sum())));
        assertThat(ask(new WantEntries(18))).containsExactly(new ReadHistory(MANAGER, 19, 4));
        assertThat(ask(new WantPart(20, 2))).containsExactly(new ReadChunk(MANAGER, SNAPSHOT, 2));
        assertThat(lessons.wanted(MANAGER, new WantPart(20, 3), _ -> {})).isFalse();
    }

    @Test
    void whoWantsAnOlderSnapshotIsToldOfTheNewest() {
        order(1, 30);
        assertThat(lessons.wanted(MANAGER, new WantPart(10, 0), _ -> {})).isFalse();

        tail.archived(SNAPSHOT);
        assertThat(ask(new WantPart(10, 0)))
                .containsExactly(told(new SnapshotAt(20, 3, SNAPSHOT.sum())));
    }

    private List<Effect> ask(OfSpare wish) {
        var told = new ArrayList<Effect>();
        assertThat(lessons.wanted(MANAGER, wish, told::add)).isTrue();
        return told;
    }

    private static Effect told(ToManager message) {
        return new Effect.Send(MANAGER, message);
    }

    private void order(long first, long last) {
        LongStream.rangeClosed(first, last).forEach(number -> tail.add(entry(number)));
    }

    private static ImmutableList<Entry> entries(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(LessonsTest::entry)
                .collect(ImmutableList.toImmutableList());
    }

    private static Entry entry(long number) {
        return Bench.entry(number, stamp(0), number);
    }

    private static Entry entry(long number, Bytes operation) {
        var request = new Entry.Request(RequestId.named("a", "b"), operation, Bench.F1);
        return new Entry(number, stamp(0), request);
    }
}
