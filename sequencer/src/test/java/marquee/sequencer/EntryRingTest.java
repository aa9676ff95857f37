package marquee.sequencer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;

/// What comes out of the memory that is used again and again.
class EntryRingTest {
    private static final int MAX = 50;

    @Test
    void givesBackEveryEntryUntilItIsForgotten() {
        var random = new SplittableRandom(1);
        var ring = new EntryRing(MAX);
        Map<Long, Entry> model = new HashMap<>();
        long first = 1;
        for (long number = 1; number <= 5_000; number++) {
            var entry = entry(number, length(random));
            ring.add(entry);
            model.put(number, entry);
            while (model.size() == MAX || (model.size() > 1 && random.nextInt(8) == 0)) {
                ring.forget(first);
                model.remove(first++);
            }
            model.forEach((at, expected) -> assertThat(ring.at(at)).isEqualTo(expected));
        }
        assertThat(ring.bytes()).isPositive();
        for (long number = first; number <= 5_000; number++) {
            ring.forget(number);
        }
        assertThat(ring.bytes()).isZero();
    }

    @Test
    void hasNoEntryThatIsForgottenOrStillToCome() {
        var ring = new EntryRing(2);
        ring.add(entry(1, 10));
        ring.add(entry(2, 10));
        ring.forget(1);

        assertThatThrownBy(() -> ring.at(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ring.at(3)).isInstanceOf(IllegalArgumentException.class);
        ring.add(entry(3, 10));
        assertThatThrownBy(() -> ring.at(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ring.add(entry(4, 10))).isInstanceOf(IllegalStateException.class);
    }

    /// Most are small, some fill a block nearly or need one of their own.
    private static int length(SplittableRandom random) {
        return random.nextInt(20) == 0
                ? random.nextInt(Entry.OPERATION_MAX + 1)
                : random.nextInt(300);
    }

    private static Entry entry(long number, int length) {
        var operation = new byte[length];
        new SplittableRandom(number).nextBytes(operation);
        var id = RequestId.named("c", "k" + number);
        var request = new Entry.Request(id, Bytes.wrap(operation), Bench.F1);
        return new Entry(number, Bench.stamp(0), request);
    }
}
