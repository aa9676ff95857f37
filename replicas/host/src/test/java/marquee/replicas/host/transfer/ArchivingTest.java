package marquee.replicas.host.transfer;

import static marquee.replicas.host.Orders.BIOGRAPHY;
import static marquee.replicas.host.Orders.GROUP;
import static marquee.replicas.host.Orders.SEQUENCER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import marquee.protocol.Chance;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ChunkSum;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Archived;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ArchivedChunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Ordered;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Subscribed;
import marquee.protocol.replication.ReplicationMessage.ToReplica.WantSnapshot;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.NoSnapshot;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.SnapshotChunk;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.SnapshotSum;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantArchived;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.ExecutionObserver;
import marquee.replicas.host.Orders;
import marquee.replicas.host.Replica;
import marquee.replicas.host.ReplicaCount;
import marquee.replicas.host.ReplicaEffect;
import marquee.replicas.host.ReplicaEvent;
import marquee.replicas.host.ReplicaLimits;
import marquee.replicas.host.state.Exports;
import marquee.replicas.host.state.KeyLimits;
import marquee.replicas.host.state.Registers;
import org.junit.jupiter.api.Test;

/// Replicas that give the sequencer their state, and such as start from it. The test is the
/// sequencer.
class ArchivingTest {
    private static final int ENTRIES = 3_000;
    private static final ReplicaId ONE = new ReplicaId(1, 0);
    private static final ReplicaId TWO = new ReplicaId(2, 0);

    private final Chance chance = new Chance(11);
    private final List<Entry> order = new ArrayList<>();
    private long now;

    @Test
    void whoSendsTheChunksAndWhoAddsThemUpOnlyComeToTheSameSum() {
        var source = new Bench(ONE);
        var witness = new Bench(TWO);
        long mark = orderedTo(source, witness);

        source.tell(new WantSnapshot(mark, 2));
        witness.tell(new WantSnapshot(mark, 0));
        assertThat(source.said(SnapshotChunk.class)).hasSize(2);
        assertThat(source.said(SnapshotSum.class)).as("it waits").isEmpty();
        orderSome(500, source, witness);
        source.tell(new WantSnapshot(mark, Integer.MAX_VALUE));

        var sum = witness.said(SnapshotSum.class).getFirst();
        assertThat(source.said(SnapshotSum.class))
                .containsExactly(new SnapshotSum(ONE, mark, sum.chunks(), sum.sum()));
        assertThat(witness.said(SnapshotChunk.class)).isEmpty();
        var chunks = chunks(source);
        assertThat(chunks).hasSize(sum.chunks()).allMatch(ChunkSum::isIntact);
        assertThat(sumOf(chunks)).isEqualTo(sum.sum());
    }

    @Test
    void aStateIsKeptForTheNewestMarkOnlyAndGivenOnce() {
        var replica = new Bench(ONE);
        long older = orderedTo(replica);
        long newer = orderedTo(replica);

        replica.tell(new WantSnapshot(older, 4));
        replica.tell(new WantSnapshot(newer, 0));
        replica.tell(new WantSnapshot(newer, 4));

        assertThat(replica.said(NoSnapshot.class)).containsExactly(new NoSnapshot(ONE, older));
        assertThat(replica.said(SnapshotSum.class)).hasSize(1);
        assertThat(replica.said(SnapshotChunk.class)).isEmpty();
    }

    @Test
    void aStepThatTheStateBeforeWaitedForMakesNothingOfTheNextBeforeItIsAskedFor() {
        var source = new Bench(ONE);
        var witness = new Bench(TWO);
        long older = orderedTo(source, witness);
        source.timersWait = true;
        witness.timersWait = true;
        source.tell(new WantSnapshot(older, 0));
        witness.tell(new WantSnapshot(older, 0));
        long newer = ordered(new Entry.Mark(null, true), source, witness);

        source.step();
        witness.runOut();
        assertThat(witness.said(SnapshotSum.class)).as("nobody has asked").isEmpty();
        source.tell(new WantSnapshot(newer, Integer.MAX_VALUE));
        source.runOut();
        witness.tell(new WantSnapshot(newer, 0));
        witness.runOut();

        var sum = witness.said(SnapshotSum.class).getFirst();
        assertThat(source.said(SnapshotSum.class))
                .containsExactly(new SnapshotSum(ONE, newer, sum.chunks(), sum.sum()));
        assertThat(source.said(SnapshotChunk.class))
                .extracting(SnapshotChunk::place)
                .containsExactlyElementsOf(IntStream.range(0, sum.chunks()).boxed().toList());
    }

    @Test
    void aStateThatCannotBeKeptLongerIsNoSnapshot() {
        var small = new Bench(ONE, ReplicaLimits.SMALL);
        long mark = orderedTo(small);
        orderSome(500, small);

        small.tell(new WantSnapshot(mark, 4));

        assertThat(small.said(NoSnapshot.class)).containsExactly(new NoSnapshot(ONE, mark));
    }

    @Test
    void aStateThatNobodyCouldStartFromIsNoSnapshot() {
        var large = new Bench(ONE, Orders.limits(Exports.limits(KeyLimits.DEFAULT, 50_000)));
        long mark = orderedTo(large);

        large.tell(new WantSnapshot(mark, 0));

        assertThat(large.said(NoSnapshot.class)).containsExactly(new NoSnapshot(ONE, mark));
        assertThat(large.said(SnapshotSum.class)).isEmpty();
    }

    @Test
    void anAlarmTellsOnceThatHalfOfWhatAStateMayWeighIsReached() {
        var roomy = new Bench(ONE);
        var narrow = new Bench(TWO, Orders.limits(Exports.limits(KeyLimits.DEFAULT, 600_000)));
        long mark = orderedTo(roomy, narrow);
        roomy.tell(new WantSnapshot(mark, 0));
        narrow.tell(new WantSnapshot(mark, 0));
        assertThat(narrow.said(SnapshotSum.class)).as("it has room").hasSize(1);

        long next = orderedTo(roomy, narrow);
        narrow.tell(new WantSnapshot(next, 0));

        assertThat(narrow.said(NoSnapshot.class)).containsExactly(new NoSnapshot(TWO, next));
        assertThat(narrow.alarms)
                .containsExactly(new ReplicaEffect.Alarm(ReplicaCount.LARGE_STATES, mark));
        assertThat(narrow.replica.count(ReplicaCount.LARGE_STATES)).isOne();
        assertThat(roomy.alarms).isEmpty();
    }

    @Test
    void oneThatJoinsStartsFromTheSequencersSnapshotAndGoesOn() {
        startsFromTheSnapshot(new ReplicaId(4, 1));
    }

    @Test
    void oneThatVotesAndHasMissedMoreThanIsKeptDoesToo() {
        startsFromTheSnapshot(new ReplicaId(4, 0));
    }

    private void startsFromTheSnapshot(ReplicaId id) {
        var source = new Bench(ONE);
        long mark = orderedTo(source);
        source.tell(new WantSnapshot(mark, Integer.MAX_VALUE));
        var chunks = chunks(source);
        var late = new Bench(id);

        late.tell(new Subscribed(mark, mark, GROUP));
        late.tell(new Archived(mark, chunks.size(), sumOf(chunks)));
        orderSome(50, source, late);
        assertThat(late.replica.executed()).isZero();
        late.tell(new ArchivedChunk(mark, 0, damaged(chunks.getFirst())));
        now += StateFetch.PATIENCE_NANOS;
        late.pass(); // The damaged one is asked for again.
        send(late, mark, chunks);

        assertThat(late.replica.executed()).isEqualTo(order.size());
        assertThat(late.replica.digest()).isEqualTo(source.replica.digest());
    }

    @Test
    void chunksThatAreNotWhatTheSlotsVouchedForAreNotBelieved() {
        var source = new Bench(ONE);
        long mark = orderedTo(source);
        source.tell(new WantSnapshot(mark, Integer.MAX_VALUE));
        var chunks = chunks(source);
        var late = new Bench(new ReplicaId(4, 1));

        late.tell(new Subscribed(mark, mark, GROUP));
        late.tell(new Archived(mark, chunks.size(), Bytes.wrap(new byte[ChunkSum.BYTES])));
        for (int attempt = 1; attempt < ArchiveIntake.ATTEMPTS_MAX; attempt++) {
            send(late, mark, chunks);
            assertThat(late.replica.executed()).isZero();
            late.said.clear();
            now += StateFetch.PATIENCE_NANOS;
            late.pass();
        }

        assertThatThrownBy(() -> send(late, mark, chunks))
                .as("it is not fetched for ever")
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("snapshot at " + mark);
    }

    @Test
    void aChunkThatIsDamagedEachTimeIsNotAskedForForEver() {
        var source = new Bench(ONE);
        long mark = orderedTo(source);
        source.tell(new WantSnapshot(mark, Integer.MAX_VALUE));
        var chunks = chunks(source);
        var late = new Bench(new ReplicaId(4, 1));
        late.tell(new Subscribed(mark, mark, GROUP));
        late.tell(new Archived(mark, chunks.size(), sumOf(chunks)));
        var damaged = new ArchivedChunk(mark, 0, damaged(chunks.getFirst()));
        for (int attempt = 1; attempt < ArchiveIntake.ATTEMPTS_MAX; attempt++) {
            late.tell(damaged);
        }
        late.tell(new ArchivedChunk(mark, 1, damaged.chunk())); // Not the next one.

        assertThatThrownBy(() -> late.tell(damaged))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("snapshot at " + mark);
    }

    private static Bytes damaged(Bytes chunk) {
        var bytes = chunk.array().clone();
        bytes[3] ^= 1;
        return Bytes.wrap(bytes);
    }

    /// Orders entries, and then a mark for a snapshot.
    private long orderedTo(Bench... replicas) {
        orderSome(ENTRIES, replicas);
        return ordered(new Entry.Mark(null, true), replicas);
    }

    private void orderSome(int count, Bench... replicas) {
        for (int i = 0; i < count; i++) {
            var operation = Registers.set(chance.below(600), chance.below(256));
            var id = Orders.id("client" + chance.below(9), order.size());
            ordered(new Entry.Request(id, operation, Orders.FRONT_END), replicas);
        }
    }

    private long ordered(Entry.Content content, Bench... replicas) {
        var entry = new Entry(order.size() + 1, new Stamp(1_000 + order.size(), 100), content);
        order.add(entry);
        for (var replica : replicas) {
            replica.tell(new Ordered(entry));
        }
        return entry.number();
    }

    private static ImmutableList<Bytes> chunks(Bench source) {
        return source.said(SnapshotChunk.class).stream()
                .map(SnapshotChunk::chunk)
                .collect(ImmutableList.toImmutableList());
    }

    private static Bytes sumOf(List<Bytes> chunks) {
        var sum = new ChunkSum();
        chunks.forEach(sum::add);
        return sum.sum();
    }

    /// Sends each chunk that `late` has asked for, and asks for meanwhile.
    private static void send(Bench late, long mark, List<Bytes> chunks) {
        for (int i = 0; i < late.said.size(); i++) {
            if (late.said.get(i) instanceof WantArchived(_, long number, int place)) {
                assertThat(number).isEqualTo(mark);
                late.tell(new ArchivedChunk(mark, place, chunks.get(place)));
            }
        }
    }

    /// One replica, whose timers run out at once but for the one of its join, unless they are to
    /// wait.
    private final class Bench {
        private final Replica replica;
        private final List<ToSequencer> said = new ArrayList<>();
        private final List<ReplicaEffect.Alarm> alarms = new ArrayList<>();
        private final Deque<Effect.StartTimer> timers = new ArrayDeque<>();
        private boolean timersWait;

        Bench(ReplicaId id) {
            this(id, ReplicaLimits.DEFAULT);
        }

        Bench(ReplicaId id, ReplicaLimits limits) {
            var settings = new Replica.Settings(id, BIOGRAPHY, limits, 2, ImmutableList.of());
            replica = new Replica(settings, new Registers(), ExecutionObserver.NONE);
            on(new Event.Started<>());
            if (!id.equals(new ReplicaId(4, 1))) {
                tell(new Subscribed(0, 0, GROUP));
            }
        }

        void tell(ToReplica message) {
            on(new Event.Received<>(SEQUENCER, message));
        }

        /// Lets the timer of a join run out.
        void pass() {
            on(new Event.Expired<>(new Joining.Tick()));
        }

        private void on(Event<ToReplica, ReplicaEvent> event) {
            take(event);
            if (!timersWait) {
                runOut();
            }
        }

        /// Lets all timers run out.
        void runOut() {
            while (!timers.isEmpty()) {
                step();
            }
        }

        /// Lets the oldest timer run out.
        void step() {
            take(new Event.Expired<>(timers.removeFirst().expiry()));
        }

        private void take(Event<ToReplica, ReplicaEvent> event) {
            for (var effect : replica.on(now, event)) {
                if (effect instanceof Effect.Send(NodeId to, ToSequencer message)) {
                    assertThat(to).isEqualTo(NodeId.SEQUENCER);
                    said.add(message);
                } else if (effect instanceof Effect.StartTimer timer && timer.afterNanos() == 0) {
                    timers.add(timer);
                } else if (effect instanceof ReplicaEffect.Alarm alarm) {
                    alarms.add(alarm);
                }
            }
        }

        <M extends ToSequencer> List<M> said(Class<M> kind) {
            return said.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }
}
