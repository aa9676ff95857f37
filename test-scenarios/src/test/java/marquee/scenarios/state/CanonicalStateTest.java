package marquee.scenarios.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.state.StateExport.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The state that one implementation writes, every other one reads, and goes on from as the first
/// one does (rule P40).
class CanonicalStateTest {
    private static final int BEFORE = 3_000;
    private static final int BETWEEN_CHUNKS = 30;
    private static final int AFTERWARDS = 1_000;

    static Stream<Arguments> pairs() {
        var names = Implementations.names();
        return Sets.cartesianProduct(names, names).stream()
                .map(pair -> Arguments.of(pair.get(0), pair.get(1)));
    }

    @Test
    void isTheSameBytesInAllImplementations() {
        var expected = States.chunks(States.after("collections", new BookingOrder(3), BEFORE));

        for (var name : Implementations.names()) {
            assertThat(States.chunks(States.after(name, new BookingOrder(3), BEFORE)))
                    .as(name)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void isTheSameWhereItIsReadAndWrittenAgain(String from, String to) {
        var exporter = States.after(from, new BookingOrder(1), BEFORE);
        var importer = States.after(to, new BookingOrder(2), 100);
        var chunks = States.chunks(exporter);

        assertThat(importer.restore(chunks)).isTrue();

        assertThat(importer.digest()).isEqualTo(exporter.digest());
        assertThat(importer.executed()).isEqualTo(BEFORE);
        assertThat(importer.stamp()).isEqualTo(exporter.stamp());
        assertThat(States.chunks(importer)).isEqualTo(chunks);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void isThatOfItsEntryThoughFurtherOnesAreExecutedMeanwhile(String from, String to) {
        var order = new BookingOrder(4);
        var exporter = States.after(from, order, BEFORE);
        var importer = States.of(Implementations.create(to));
        var atOnce = States.chunks(exporter);
        var export = States.export(exporter);
        var chunks = new ArrayList<Bytes>();
        var further = new ArrayList<Entry>();
        var outcomes = new ArrayList<@Nullable Outcome>();
        var kept = new ArrayList<Integer>();
        while (export.status() == Status.RUNNING) {
            var chunk = export.next();
            if (chunk != null) {
                chunks.add(chunk);
            }
            for (int i = 0; i < BETWEEN_CHUNKS; i++) {
                further.add(order.next());
                outcomes.add(States.execute(exporter, further.getLast()));
            }
            kept.add(export.kept());
        }
        assertThat(further).hasSizeGreaterThanOrEqualTo(BETWEEN_CHUNKS * atOnce.size());
        assertThat(kept).as("records that changed ahead of the export").anyMatch(n -> n > 0);
        assertThat(chunks).isEqualTo(atOnce);
        assertThat(importer.restore(chunks)).isTrue();

        var repeated = new ArrayList<@Nullable Outcome>();
        further.forEach(entry -> repeated.add(States.execute(importer, entry)));

        assertThat(repeated).isEqualTo(outcomes);
        assertThat(importer.digest()).isEqualTo(exporter.digest());
        assertThat(States.chunks(importer)).isEqualTo(States.chunks(exporter));
        for (int i = 0; i < AFTERWARDS; i++) {
            var entry = order.next();
            assertThat(States.execute(importer, entry)).isEqualTo(States.execute(exporter, entry));
        }
        assertThat(importer.digest()).isEqualTo(exporter.digest());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void isRefusedWholeWhereItIsDamaged(String from, String to) {
        var chunks = States.chunks(States.after(from, new BookingOrder(1), 2_000));
        var importer = States.after(to, new BookingOrder(2), 500);
        var before = States.chunks(importer);
        var bytes = chunks.getLast().array().clone();
        bytes[bytes.length / 2]++;
        var damaged = new ArrayList<>(chunks);
        damaged.set(chunks.size() - 1, Bytes.wrap(bytes));

        for (List<Bytes> bad : List.of(damaged, chunks.subList(0, chunks.size() - 1))) {
            assertThat(importer.restore(bad)).isFalse();
            assertThat(States.chunks(importer)).isEqualTo(before);
        }
    }
}
