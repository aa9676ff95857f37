package marquee.replicas.host.state;

import static org.assertj.core.api.Assertions.assertThat;

import marquee.protocol.replication.Digest;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.Orders;
import org.junit.jupiter.api.Test;

/// The incremental digest and its scrub (docs/protocol.md, rule P31).
class StateDigestTest {
    private final Registers registers = new Registers();
    private final ReplicatedState state = new ReplicatedState(registers, RandomOrder.LIMITS);

    @Test
    void isAlwaysTheDigestOfTheRecordsThatAreThere() {
        for (long seed = 1; seed <= 20; seed++) {
            var random = new RandomOrder(seed);
            var other = new ReplicatedState(new Registers(), RandomOrder.LIMITS);
            for (int i = 0; i < 1_500; i++) {
                RandomOrder.execute(other, random.next());
                if (i % 50 == 0) {
                    assertThat(other.digest()).isEqualTo(recomputed(other));
                }
            }
            assertThat(other.corrections()).as("seed %s", seed).isZero();
        }
    }

    @Test
    void differsWhereOneRecordDiffers() {
        execute(1, Registers.set(1, 1));
        var digest = state.digest();
        execute(2, Registers.set(1, 2));
        var other = state.digest();
        execute(3, Registers.set(1, 1));

        assertThat(other).isNotEqualTo(digest);
        assertThat(state.digest()).as("the reply table differs").isNotEqualTo(digest);
    }

    @Test
    void showsARecordThatChangedBehindItsBackOnceAFullScrubHasReadIt() {
        for (int register = 1; register <= 20; register++) {
            execute(register, Registers.set(register, 1));
        }
        registers.registers.put(Bytes.wrap((byte) 5), Bytes.wrap((byte) 99));
        var believed = state.digest();

        int marks = 0;
        while (state.corrections() == 0 && marks < 100) {
            marks++;
            mark(20 + marks);
        }

        assertThat(marks).as("20 registers, 4 replies, 7 a mark").isEqualTo(4);
        assertThat(state.digest()).isNotEqualTo(believed).isEqualTo(recomputed(state));
    }

    @Test
    void readsABoundedNumberOfBytesAtAMarkThoughTheyAreFewRecords() {
        var application = new Verbose(Scrub.BYTES_MAX * 2 / 5);
        var asked = Verbose.asked(10, application, StateLimits.DEFAULT);
        application.answer[0]++;

        int marks = 0;
        while (asked.corrections() == 0 && marks < 100) {
            marks++;
            RandomOrder.execute(asked, Orders.mark(10 + marks, 1));
        }

        assertThat(marks).as("10 replies, 3 a mark").isEqualTo(4);
    }

    @Test
    void scrubsOnAfterEntriesThatChangeWhatItHasRead() {
        var random = new RandomOrder(4711);
        for (int i = 0; i < 5_000; i++) {
            RandomOrder.execute(state, random.next());
        }

        assertThat(state.corrections()).isZero();
        registers.registers.replaceAll((key, value) -> Bytes.wrap((byte) (value.at(0) + 7)));
        for (int i = 0; i < 500; i++) {
            RandomOrder.execute(state, random.next());
        }
        assertThat(state.corrections()).isPositive();
    }

    @Test
    void dependsOnThePlaceOfASum() {
        var hash = new RecordHash();
        var first = new BucketSums();
        var second = new BucketSums();
        first.add(0, new Digest(1, 2));
        second.add(1, new Digest(1, 2));

        assertThat(hash.combined(first)).isNotEqualTo(hash.combined(second));
    }

    @Test
    void carriesFromTheLowHalfIntoTheHighOne() {
        var sums = new BucketSums();
        var expected = new BucketSums();
        sums.add(3, new Digest(5, -1));
        sums.add(3, new Digest(0, 1));
        expected.add(3, new Digest(6, 0));
        assertThat(sums.sameAs(expected)).isTrue();

        sums.subtract(3, new Digest(0, 1));
        expected.clear();
        expected.add(3, new Digest(5, -1));
        assertThat(sums.sameAs(expected)).isTrue();
    }

    /// A digest that was never updated: that of whoever takes the state in.
    private static Digest recomputed(ReplicatedState state) {
        var intake = state.intake(Seal.ARCHIVE);
        for (var chunk : Exports.chunks(state)) {
            assertThat(intake.take(chunk)).isEqualTo(StateIntake.Taken.READ);
        }
        return intake.changes().digest().digest();
    }

    private void execute(long number, Bytes operation) {
        RandomOrder.execute(
                state, Orders.request(number, 1, Orders.id("#frontend-1", number), operation));
    }

    private void mark(long number) {
        RandomOrder.execute(state, Orders.mark(number, 1));
    }
}
