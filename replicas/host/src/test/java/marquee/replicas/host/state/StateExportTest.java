package marquee.replicas.host.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import marquee.protocol.Chance;
import marquee.protocol.replication.Outcome;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.Orders;
import marquee.replicas.host.state.StateExport.Status;
import org.junit.jupiter.api.Test;

/// The canonical state, exported while execution goes on (rule P40).
class StateExportTest {
    private static final int REGISTERS = 600;
    private static final int CHUNK = Snapshot.CHUNK_RECORDS;
    private static final StateLimits LIMITS =
            StateLimits.DEFAULT.withKeys(new KeyLimits(2_000, 2_000, 4_000, 50, 2_000, 2));

    private final Registers registers = new Registers();
    private final ReplicatedState state = new ReplicatedState(registers, LIMITS);
    private long number;

    private static ReplicatedState executed(RandomOrder order, int entries, KeyLimits keys) {
        var limits = RandomOrder.LIMITS.withKeys(keys);
        var executed = new ReplicatedState(new Registers(), limits);
        for (int i = 0; i < entries; i++) {
            RandomOrder.execute(executed, order.next());
        }
        return executed;
    }

    /// An export that runs, what it must bring, and what it has brought.
    private record Running(StateExport export, List<Bytes> expected, List<Bytes> taken) {
        void step() {
            var chunk = export.next();
            if (chunk != null) {
                taken.add(chunk);
            }
        }
    }

    @Test
    void bringsTheSameBytesWhateverIsExecutedMeanwhileAndWhateverElseIsExported() {
        int mostKept = 0;
        for (long seed = 1; seed <= 5; seed++) {
            var order = new RandomOrder(seed, 3_000, 200);
            var keys = new KeyLimits(90, 700, 900, 50, 190, 3);
            var busy = executed(order, 6_000, keys);
            var chance = new Chance(seed);
            var running = new ArrayList<Running>();
            int complete = 0;
            while (complete < 30) {
                if (running.size() < 5 && chance.below(10) == 0) {
                    var expected = Exports.chunks(busy);
                    running.add(new Running(Exports.begun(busy), expected, new ArrayList<>()));
                }
                RandomOrder.execute(busy, order.next());
                for (var one : running) {
                    mostKept = Math.max(mostKept, one.export().kept());
                    if (chance.below(60) == 0) {
                        one.step();
                    }
                    if (one.export().status() == Status.COMPLETE) {
                        boolean same = one.taken().equals(one.expected());
                        assertThat(same).as("seed %s", seed).isTrue(); // Too long to be shown.
                        complete++;
                    }
                }
                running.removeIf(one -> one.export().status() != Status.RUNNING);
            }
        }
        assertThat(mostKept).isGreaterThan(500);
    }

    @Test
    void bringsTheSameBytesWhereRepliesAreLongerThanChunks() {
        var busy = Verbose.asked(70, 3 * Snapshot.CHUNK_BYTES, StateLimits.DEFAULT);
        var expected = Exports.chunks(busy);
        var running = new Running(Exports.begun(busy), expected, new ArrayList<>());
        while (running.export().status() == Status.RUNNING) {
            running.step();
            Verbose.ask(busy); // At times one of the oldest replies makes room.
        }

        assertThat(running.taken().equals(expected)).isTrue();
    }

    @Test
    void bringsTheRecordsThatWereThereBeforeAndBeyondItsPlace() {
        fill();
        var expected = Exports.chunks(state);
        var export = Exports.begun(state);
        int chunks = (REGISTERS + 1) / CHUNK + 1; // With all replies, and some registers.
        int passed = chunks * CHUNK - (REGISTERS + 1);
        var taken = take(export, 1 + chunks);

        set(passed - 2, 7); // behind: changed, removed
        set(passed - 1, 0);
        set(passed, 7); // the next one
        set(500, 7); // beyond: changed twice
        set(500, 8);
        set(501, 0); // removed
        set(502, 0); // removed and made again
        set(502, 9);
        set(REGISTERS + 3, 1); // made
        set(REGISTERS + 4, 1); // made and removed again
        set(REGISTERS + 4, 0);

        assertThat(export.kept()).isEqualTo(6);
        taken.addAll(export.rest());
        assertThat(taken).isEqualTo(expected);
        assertThat(export.kept()).isZero();
    }

    @Test
    void bringsWhatWasLastWhenAllOfItIsGone() {
        fill();
        var expected = Exports.chunks(state);
        var export = Exports.begun(state);
        for (int register = 0; register < REGISTERS; register++) {
            set(register, 0);
        }

        assertThat(export.rest()).isEqualTo(expected);
    }

    @Test
    void bringsTheRepliesInTheOrderInWhichTheyHadBeenNamed() {
        fill();
        var expected = Exports.chunks(state);
        var export = Exports.begun(state);
        var taken = take(export, 2); // The head, and the first replies.
        name("#own", 10); // behind
        name("#own", 400); // beyond, and then where no export comes
        name("#own", 299);
        name("#own", 400);
        name("#own", CHUNK + 1); // the next one, and the one after it
        name("#own", CHUNK + 2);
        name("keyed", 1);
        assertThat(export.kept()).isEqualTo(5);
        taken.addAll(take(export, 1));
        name("#own", 2 * CHUNK); // the one that was passed last

        taken.addAll(export.rest());
        assertThat(taken).isEqualTo(expected);
    }

    @Test
    void bringsRepliesThatWereForgottenMeanwhile() {
        fill();
        var expected = Exports.chunks(state);
        var export = Exports.begun(state);
        name("#first-other", 1);
        name("#second-other", 1); // Sessions are two at most: #own goes.

        assertThat(export.kept()).isEqualTo(REGISTERS);
        assertThat(export.rest()).isEqualTo(expected);
    }

    @Test
    void readsABoundedNumberOfRecordsAtATimeThoughManyCameLater() {
        fill();
        var expected = Exports.chunks(state);
        var export = Exports.begun(state);
        for (int i = 0; i < 3_000; i++) {
            set(REGISTERS + i, 1);
        }

        var taken = new ArrayList<Bytes>();
        int steps = 0;
        while (export.status() == Status.RUNNING) {
            registers.shown = 0;
            var chunk = export.next();
            assertThat(registers.shown).isLessThanOrEqualTo(StateExport.STEP_RECORDS);
            steps++;
            if (chunk != null) {
                taken.add(chunk);
            }
        }
        assertThat(taken).isEqualTo(expected);
        assertThat(steps).isGreaterThan(taken.size() + 3_000 / StateExport.STEP_RECORDS - 1);
    }

    @Test
    void keepsNothingOfWhatIsExecutedWhileNobodyExports() {
        fill();
        var export = Exports.begun(state);
        export.rest();
        set(1, 7);

        assertThat(export.kept()).isZero();
        assertThat(export.status()).isEqualTo(Status.COMPLETE);
        assertThat(export.next()).isNull();
    }

    @Test
    void endsWhenMoreChangesThanItMayKeep() {
        var three = new ExportLimits(2, 3 * (ExportLimits.RECORD_BYTES + 1));
        var limited = limited(three);
        var export = Exports.begun(limited);
        var other = Exports.begun(limited);
        var expected = Exports.chunks(limited(three));
        var taken = take(other, 2);
        assertThat(other.status()).isEqualTo(Status.COMPLETE);

        for (int i = 11; i <= 13; i++) {
            RandomOrder.execute(
                    limited, Orders.request(i, 1, Orders.id("c", i), Registers.set(i, 1)));
        }
        assertThat(export.status()).isEqualTo(Status.RUNNING);
        RandomOrder.execute(
                limited, Orders.request(14, 1, Orders.id("c", 14), Registers.set(14, 1)));

        assertThat(export.status()).isEqualTo(Status.OVERRUN);
        assertThat(export.kept()).isZero();
        assertThat(export.next()).isNull();
        assertThat(export.rest()).isEmpty();
        assertThat(taken).isEqualTo(expected);
        assertThat(limited.digest()).isEqualTo(restored(Exports.chunks(limited)).digest());
    }

    @Test
    void endsWhenItWouldKeepMoreBytesThanItMayHoweverFewRecordsTheyAre() {
        int length = Outcome.RESULT_MAX;
        int most = ExportLimits.DEFAULT.bytesKept() / length;
        var limits = StateLimits.DEFAULT.withKeys(new KeyLimits(most + 1, 999, 999, 0, 1, 1));
        var verbose = Verbose.asked(most + 1, length, limits);
        var export = Exports.begun(verbose);

        for (int i = 0; i < most; i++) {
            Verbose.ask(verbose); // Each takes the place of the oldest reply, which is kept.
        }
        assertThat(export.status()).isEqualTo(Status.RUNNING);
        Verbose.ask(verbose);

        assertThat(export.status()).isEqualTo(Status.OVERRUN);
    }

    @Test
    void runsBesideAFewOthersOnly() {
        var exports = new ArrayList<StateExport>();
        for (int i = 0; i < LIMITS.exports().running(); i++) {
            exports.add(Exports.begun(state));
        }
        assertThat(state.export(Seal.ARCHIVE)).isNull();

        exports.get(3).close();

        assertThat(state.export(Seal.ARCHIVE)).isNotNull();
        assertThat(state.export(Seal.ARCHIVE)).isNull();
        exports.get(0).rest();
        assertThat(state.export(Seal.ARCHIVE)).isNotNull();
    }

    @Test
    void endsWhenItIsClosedOrTheStateIsReplaced() {
        fill();
        var closed = Exports.begun(state);
        set(1, 7);
        name("#own", 1);
        name("keyed", 1);
        assertThat(closed.kept()).isEqualTo(3);
        closed.close();

        assertThat(closed.status()).isEqualTo(Status.CLOSED);
        assertThat(closed.kept()).isZero();
        assertThat(closed.next()).isNull();

        var replaced = Exports.begun(state);
        assertThat(state.restore(Exports.chunks(limited(ExportLimits.DEFAULT)))).isTrue();
        assertThat(replaced.status()).isEqualTo(Status.CLOSED);
        assertThat(replaced.next()).isNull();
    }

    /// 600 registers, each set by a request of a front end's own session, and a keyed request.
    private void fill() {
        for (int register = 0; register < REGISTERS; register++) {
            execute("#own", register + 1, register(register, 1));
        }
        name("keyed", 1);
    }

    private void set(int register, int value) {
        execute("keyed", number + 2, register(register, value));
    }

    /// All have names of two bytes, so that their order is that of the numbers.
    private static Bytes register(int register, int value) {
        return Registers.set(256 + register, value);
    }

    private void name(String client, long key) {
        execute(client, key, Bytes.EMPTY);
    }

    private void execute(String client, long key, Bytes operation) {
        RandomOrder.execute(state, Orders.request(++number, 1, Orders.id(client, key), operation));
    }

    private static List<Bytes> take(StateExport export, int steps) {
        var taken = new ArrayList<Bytes>();
        for (int i = 0; i < steps; i++) {
            var chunk = export.next();
            assertThat(chunk).isNotNull();
            taken.add(chunk);
        }
        return taken;
    }

    @Test
    void endsWithoutTheStateExactlyWhereNobodyWouldTakeItIn() {
        var export = Exports.begun(weighingAtMost(Long.MAX_VALUE));
        var chunks = export.rest();
        long weight = export.weight();

        var same = Exports.begun(weighingAtMost(weight));
        assertThat(same.rest()).isEqualTo(chunks);
        assertThat(weighingAtMost(weight).restore(chunks)).isTrue();

        var less = Exports.begun(weighingAtMost(weight - 1));
        assertThat(less.rest()).hasSizeLessThan(chunks.size());
        assertThat(less.status()).isEqualTo(Status.TOO_LARGE);
        assertThat(weighingAtMost(weight - 1).restore(chunks)).isFalse();
    }

    /// Some thousand entries old, with replies to front ends' own requests, to keyed ones, and
    /// registers.
    private static ReplicatedState weighingAtMost(long most) {
        var limits = Exports.limits(new KeyLimits(90, 700, 900, 50, 190, 3), most);
        var weighed = new ReplicatedState(new Registers(), limits);
        var order = new RandomOrder(3, 3_000, 200);
        for (int i = 0; i < 3_000; i++) {
            RandomOrder.execute(weighed, order.next());
        }
        return weighed;
    }

    /// Ten entries old.
    private static ReplicatedState limited(ExportLimits exports) {
        var limits = new StateLimits(8, exports, KeyLimits.DEFAULT, StateLimits.STATE_MAX);
        var limited = new ReplicatedState(new Registers(), limits);
        for (int i = 1; i <= 10; i++) {
            RandomOrder.execute(
                    limited, Orders.request(i, 1, Orders.id("c", i), Registers.set(i, 1)));
        }
        return limited;
    }

    private static ReplicatedState restored(ImmutableList<Bytes> chunks) {
        var restored = new ReplicatedState(new Registers(), StateLimits.DEFAULT);
        assertThat(restored.restore(chunks)).isTrue();
        return restored;
    }
}
