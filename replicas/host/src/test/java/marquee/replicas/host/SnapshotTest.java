package marquee.replicas.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.List;
import marquee.protocol.Chance;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;

/// The canonical state, out and in (rule P40).
class SnapshotTest {
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

        assertThat(restored.restore(state.snapshot())).isTrue();

        assertThat(restored.executed()).isEqualTo(700);
        assertThat(restored.stamp()).isEqualTo(state.stamp());
        assertThat(restored.digest()).isEqualTo(state.digest());
        assertThat(restored.snapshot()).isEqualTo(state.snapshot());
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

        assertThat(restored.restore(empty().snapshot())).isTrue();
        assertThat(restored.executed()).isZero();
        assertThat(restored.digest()).isEqualTo(empty().digest());
    }

    @Test
    void isCutIntoChunksOfBoundedSize() {
        var roomy = new KeyLimits(5_000, 5_000, 5_000, 1, 1, 1);
        var large = new ReplicatedState(new Registers(), RandomOrder.LIMITS.withKeys(roomy));
        for (int number = 1; number <= 5_000; number++) {
            var id = Orders.id("client-of-the-test", number);
            RandomOrder.execute(large, Orders.request(number, 1, id, Registers.set(1, 1)));
        }

        var chunks = large.snapshot();

        assertThat(chunks).hasSizeGreaterThan(3);
        assertThat(chunks).allMatch(chunk -> chunk.length() < Snapshot.CHUNK_BYTES + 1_024);
        var restored = new ReplicatedState(new Registers(), RandomOrder.LIMITS.withKeys(roomy));
        assertThat(restored.restore(chunks)).isTrue();
        assertThat(restored.digest()).isEqualTo(large.digest());
    }

    @Test
    void isRefusedWithAnyByteChanged() {
        var chunks = state.snapshot();
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
        var chunks = state.snapshot();
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
    void isRefusedWhenItsRecordsAreNotThoseOfItsDigest() {
        var head = new Snapshot.Head(9, new Stamp(9, 9), state.digest());

        refuses(new SnapshotWriter(head).finish());
    }

    @Test
    void isRefusedWhenItsRepliesAreNotInOrder() {
        var writer = new SnapshotWriter(new Snapshot.Head(9, new Stamp(9, 9), state.digest()));
        var reply = new KeptReply(Orders.id("a", 1), 3, state.operation(Bytes.EMPTY), Bytes.EMPTY);
        writer.reply(reply);
        writer.reply(reply);

        refuses(writer.finish());
    }

    private void refuses(List<Bytes> chunks) {
        var before = empty();
        assertThat(before.restore(chunks)).isFalse();
        assertThat(before.digest()).isEqualTo(empty().digest());
    }
}
