package marquee.replicas.host.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import marquee.protocol.Chance;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireWriter;
import marquee.replicas.host.Orders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The canonical state, out and in (rule P40).
class SnapshotTest {
    private static final StateLimits ROOMY =
            RandomOrder.LIMITS.withKeys(new KeyLimits(5_000, 5_000, 5_000, 1, 1, 1));

    private final RandomOrder order = new RandomOrder(8);
    private final ReplicatedState state = executed(700);

    private ReplicatedState executed(int entries) {
        var executed = new ReplicatedState(new Registers(), RandomOrder.LIMITS);
        for (int i = 0; i < entries; i++) {
            RandomOrder.execute(executed, order.next());
        }
        return executed;
    }

    private static ReplicatedState empty() {
        return new ReplicatedState(new Registers(), RandomOrder.LIMITS);
    }

    @Test
    void isTheSameStateWhenReadBackAndStaysSo() {
        var restored = empty();

        assertThat(restored.restore(Exports.chunks(state))).isTrue();

        assertThat(restored.executed()).isEqualTo(700);
        assertThat(restored.stamp()).isEqualTo(state.stamp());
        assertThat(restored.digest()).isEqualTo(state.digest());
        assertThat(Exports.chunks(restored)).isEqualTo(Exports.chunks(state));
        for (int i = 0; i < 2_000; i++) {
            var entry = order.next();
            RandomOrder.execute(state, entry);
            RandomOrder.execute(restored, entry);
            assertThat(restored.digest()).as("entry %s", entry.number()).isEqualTo(state.digest());
        }
    }

    @Test
    void ofTheStartStateIsAStateToo() {
        var restored = empty();

        assertThat(restored.restore(Exports.chunks(empty()))).isTrue();
        assertThat(restored.executed()).isZero();
        assertThat(restored.digest()).isEqualTo(empty().digest());
    }

    @Test
    void isCutIntoChunksOfABoundedNumberOfRecords() {
        var wide = wide();

        var chunks = Exports.chunks(wide);

        int records = 5_000 + 1;
        assertThat(chunks).hasSize(1 + records / Snapshot.CHUNK_RECORDS + 1);
        var restored = new ReplicatedState(new Registers(), ROOMY);
        assertThat(restored.restore(chunks)).isTrue();
        assertThat(restored.digest()).isEqualTo(wide.digest());
        assertThat(Exports.chunks(restored)).isEqualTo(chunks);
    }

    @ParameterizedTest
    @ValueSource(ints = {Snapshot.CHUNK_BYTES / 2, Snapshot.CHUNK_BYTES, Outcome.RESULT_MAX})
    void isCutIntoChunksOfABoundedSizeHoweverLongARecordIs(int result) {
        var large = Verbose.asked(9, result, ROOMY);

        var chunks = Exports.chunks(large);

        int most = Snapshot.CHUNK_BYTES + Snapshot.CHUNK_OVERHEAD;
        var lengths = chunks.stream().map(Bytes::length).toList();
        assertThat(lengths).allMatch(length -> length <= most);
        assertThat(lengths.subList(1, lengths.size() - 1))
                .hasSize(9 * result / Snapshot.CHUNK_BYTES)
                .allMatch(length -> length > Snapshot.CHUNK_BYTES);
        var restored = new ReplicatedState(new Verbose(result), ROOMY);
        assertThat(restored.restore(chunks)).isTrue();
        assertThat(restored.digest()).isEqualTo(large.digest());
        assertThat(Exports.chunks(restored).equals(chunks)).isTrue(); // Too long to be shown.
    }

    @Test
    void isRefusedWhenItEndsInTheMiddleOfARecord() {
        var answer = Bytes.wrap(new byte[2 * Snapshot.CHUNK_BYTES]);
        var reply = new KeptReply(Orders.id("a", 1), 3, state.operation(Bytes.EMPTY), answer);

        var chunks = Exports.written(head(9, new Stamp(9, 9)), reply);

        assertThat(chunks).hasSize(2);
        refuses(chunks);
    }

    /// 5 000 replies and one register.
    private static ReplicatedState wide() {
        var wide = new ReplicatedState(new Registers(), ROOMY);
        for (int number = 1; number <= 5_000; number++) {
            var id = Orders.id("client", number);
            RandomOrder.execute(wide, Orders.request(number, 1, id, Registers.set(1, 1)));
        }
        return wide;
    }

    @Test
    void isRefusedWithAnyByteChanged() {
        var chunks = Exports.chunks(state);
        var chance = new Chance(1);
        for (int i = 0; i < 2_000; i++) {
            int at = chance.below(chunks.size());
            var bytes = chunks.get(at).array().clone();
            bytes[chance.below(bytes.length)] ^= (byte) (1 + chance.below(255));
            var damaged = new ArrayList<>(chunks);
            damaged.set(at, Bytes.wrap(bytes));

            refuses(damaged);
        }
    }

    @Test
    void isRefusedWithAChunkMissingDoubledOrOutOfPlace() {
        var chunks = Exports.chunks(state);
        assertThat(chunks).hasSize(2);

        refuses(ImmutableList.of());
        refuses(chunks.subList(0, 1));
        refuses(chunks.subList(1, 2));
        refuses(Lists.reverse(chunks));
        refuses(ImmutableList.of(chunks.get(0), chunks.get(0), chunks.get(1)));
        refuses(ImmutableList.of(chunks.get(0), chunks.get(1), chunks.get(1)));
        refuses(ImmutableList.of(Bytes.EMPTY, chunks.get(1)));
    }

    @Test
    void isRefusedWhenTwoOfItsChunksHaveChangedPlaces() {
        var chunks = new ArrayList<>(Exports.chunks(wide()));
        assertThat(chunks).hasSizeGreaterThan(4);
        Collections.swap(chunks, 2, 3);

        refuses(chunks);
    }

    @Test
    void isRefusedWhenAChunkIsCutOff() {
        var chunks = Exports.chunks(state);
        for (int at = 0; at < chunks.size(); at++) {
            for (int length = 0; length < chunks.get(at).length(); length++) {
                var cut = new ArrayList<>(chunks);
                cut.set(at, Bytes.wrap(Arrays.copyOf(chunks.get(at).array(), length)));

                refuses(cut);
            }
        }
    }

    @Test
    void isRefusedInAnotherVersion() {
        var chunks = new ArrayList<>(Exports.chunks(state));
        var other = chunks.get(1).array().clone();
        other[0]++;
        var content = new WireWriter(other.length);
        content.raw(other, 0, other.length - Seal.ARCHIVE.bytes());
        chunks.set(1, Seal.ARCHIVE.seal(content));

        refuses(chunks);
    }

    @Test
    void isRefusedWhenItsHeadIsThatOfNoEntry() {
        long last = Long.MAX_VALUE;
        int day = Stamp.BUSINESS_DAY_MAX;

        refuses(Exports.written(head(-1, new Stamp(9, 9))));
        refuses(Exports.written(head(9, new Stamp(-1, 9))));
        refuses(Exports.written(head(9, new Stamp(9, -1))));
        refuses(Exports.written(head(9, new Stamp(9, day + 1))));
        refuses(Exports.written(head(9, new Stamp(9, Integer.MAX_VALUE))));
        assertThat(empty().restore(Exports.written(head(last, new Stamp(last, day))))).isTrue();
        assertThat(empty().restore(Exports.written(head(0, Stamp.ZERO)))).isTrue();
    }

    private static Snapshot.Head head(long number, Stamp stamp) {
        return new Snapshot.Head(number, stamp, empty().digest());
    }

    @Test
    void isRefusedWhenItsRecordsAreNotThoseOfItsDigest() {
        var head = new Snapshot.Head(9, new Stamp(9, 9), state.digest());

        refuses(Exports.written(head));
    }

    @Test
    void isRefusedWhenItsRepliesAreNotInOrder() {
        var head = new Snapshot.Head(9, new Stamp(9, 9), state.digest());
        var reply = new KeptReply(Orders.id("a", 1), 3, state.operation(Bytes.EMPTY), Bytes.EMPTY);

        refuses(Exports.written(head, reply, reply));
    }

    private void refuses(List<Bytes> chunks) {
        var before = empty();
        assertThat(before.restore(chunks)).isFalse();
        assertThat(before.digest()).isEqualTo(empty().digest());
    }
}
