package marquee.applications.booking.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import marquee.applications.StateMachine;
import marquee.applications.StateMachine.StateRecord;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.CanonicalRecord.OfBooking;
import marquee.applications.booking.CanonicalRecord.OfShow;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;
import marquee.applications.booking.UserId;
import marquee.applications.booking.model.LockStep;
import marquee.applications.booking.model.ReferenceModel;
import marquee.protocol.Chance;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/// The canonical state goes out in order, in pieces of any size, and in again; what is no possible
/// state is refused whole (docs/domain.md, the canonical state).
final class RecordLaws {
    private static final int STEPS = 400;
    private static final int MANY = 1_050;
    private static final Show AT_ATW = show(Theatre.ATW);
    private static final Show AT_OUT = show(Theatre.OUT);
    private static final UserId ANN = customer(1);
    private static final UserId BOB = new UserId(Theatre.VER, UserId.Kind.CUSTOMER, 1);

    private RecordLaws() {}

    static Stream<DynamicTest> tests(Supplier<StateMachine> empty) {
        return Stream.of(
                dynamicTest(
                        "the start state has none",
                        () -> assertThat(records(empty.get())).isEmpty()),
                dynamicTest("they come in pieces of any size", () -> pieces(empty.get())),
                dynamicTest("a scan begins after any bytes", () -> afterAnything(empty.get())),
                dynamicTest(
                        "a restored state goes on as the original would",
                        () -> restoreInTheMiddle(empty)),
                dynamicTest("what is no possible state is refused", () -> refuse(empty.get())),
                dynamicTest("so it is among many bookings", () -> refuseAmongMany(empty.get())),
                dynamicTest("any change of a byte is another state or none", () -> damage(empty)));
    }

    static List<StateRecord> records(StateMachine machine) {
        return records(machine, null, Integer.MAX_VALUE);
    }

    private static List<StateRecord> records(
            StateMachine machine, @Nullable Bytes after, int most) {
        var records = new ArrayList<StateRecord>();
        machine.scan(
                after,
                (key, value) -> {
                    records.add(new StateRecord(key, value));
                    return records.size() < most;
                });
        return records;
    }

    /// Takes `machine` to a state with many records.
    private static List<StateRecord> played(StateMachine machine) {
        var lockStep = new LockStep(6231, machine);
        for (int i = 0; i < STEPS; i++) {
            var _ = lockStep.step();
        }
        var records = records(machine);
        assertThat(records).hasSizeGreaterThan(20);
        return records;
    }

    private static void pieces(StateMachine machine) {
        var all = played(machine);
        for (int size = 1; size < 9; size++) {
            var gathered = new ArrayList<StateRecord>();
            @Nullable Bytes after = null;
            while (gathered.size() < all.size()) {
                gathered.addAll(records(machine, after, size));
                after = gathered.getLast().key();
            }
            assertThat(gathered).isEqualTo(all);
            assertThat(records(machine, after, size)).isEmpty();
        }
    }

    private static void afterAnything(StateMachine machine) {
        var all = played(machine);
        var chance = new Chance(1);
        for (int i = 0; i < STEPS; i++) {
            var near = all.get(chance.below(all.size())).key().array().clone();
            near[chance.below(near.length)] += (byte) (chance.below(3) - 1);
            var after = Bytes.wrap(Arrays.copyOf(near, chance.below(near.length + 3)));
            assertThat(records(machine, after, Integer.MAX_VALUE))
                    .isEqualTo(
                            all.stream()
                                    .filter(there -> there.key().compareTo(after) > 0)
                                    .toList());
        }
    }

    private static void restoreInTheMiddle(Supplier<StateMachine> empty) {
        for (long seed = 1; seed <= 10; seed++) {
            var original = empty.get();
            LockStep.run(seed, STEPS, original);
            var records = records(original);
            var restored = empty.get();
            LockStep.run(-seed, STEPS, restored);
            assertThat(restored.restore(records)).isTrue();
            assertThat(records(restored)).isEqualTo(records);
            var model = new ReferenceModel();
            assertThat(model.restore(records)).isTrue();
            LockStep.run(seed, STEPS, model, original, restored);
        }
    }

    private static void refuse(StateMachine machine) {
        var held = new OfBooking(AT_ATW, ANN, 2);
        var good = encoded(new OfShow(AT_ATW, 3), held, new OfShow(AT_OUT, 3));
        assertThat(machine.restore(good)).isTrue();
        Stream.of(
                        encoded(held, new OfShow(AT_ATW, 3)),
                        encoded(held),
                        encoded(new OfShow(AT_ATW, 3), new OfShow(AT_ATW, 3)),
                        encoded(new OfShow(AT_OUT, 3), new OfShow(AT_ATW, 3)),
                        encoded(new OfShow(AT_ATW, 1), held),
                        encoded(new OfShow(AT_ATW, 3), held, new OfBooking(AT_ATW, BOB, 2)),
                        encoded(new OfShow(AT_ATW, 3), new OfBooking(AT_ATW, BOB, 1), held),
                        encoded(
                                new OfShow(AT_ATW, 3),
                                held,
                                new OfShow(AT_OUT, 3),
                                new OfBooking(AT_OUT, ANN, 1)),
                        ImmutableList.of(new StateRecord(Bytes.EMPTY, Bytes.EMPTY)))
                .forEach(bad -> {
                    assertThat(machine.restore(bad)).as("%s", bad).isFalse();
                    assertThat(records(machine)).isEqualTo(good);
                });
        assertThat(machine.restore(ImmutableList.of())).isTrue();
        assertThat(records(machine)).isEmpty();
    }

    /// More bookings than an implementation takes in at a time, and not a whole number of times.
    private static void refuseAmongMany(StateMachine machine) {
        var good = many(MANY);
        assertThat(machine.restore(good)).isTrue();
        assertThat(records(machine)).isEqualTo(good);
        for (int at = 1; at <= MANY; at += MANY / 10) {
            var twice = new ArrayList<>(good);
            twice.add(at, good.get(at));
            assertThat(machine.restore(twice)).isFalse();
            var elsewhere = new ArrayList<>(good);
            elsewhere.add(new OfShow(AT_OUT, 1).encode());
            elsewhere.add(new OfBooking(AT_OUT, customer(at), 1).encode());
            assertThat(machine.restore(elsewhere)).isFalse();
        }
        assertThat(machine.restore(many(MANY - 1))).isFalse();
        assertThat(records(machine)).isEqualTo(good);
    }

    /// A show with that many seats, and one booking a customer of [#MANY].
    private static List<StateRecord> many(int seats) {
        var records = new ArrayList<StateRecord>();
        records.add(new OfShow(AT_ATW, seats).encode());
        for (int i = 1; i <= MANY; i++) {
            records.add(new OfBooking(AT_ATW, customer(i), 1).encode());
        }
        return records;
    }

    private static UserId customer(int number) {
        return new UserId(Theatre.ATW, UserId.Kind.CUSTOMER, number);
    }

    private static void damage(Supplier<StateMachine> empty) {
        var original = played(empty.get());
        var chance = new Chance(2);
        for (int i = 0; i < STEPS; i++) {
            var damaged = new ArrayList<>(original);
            int at = chance.below(damaged.size());
            damaged.set(at, damaged(damaged.get(at), chance));
            var machine = empty.get();
            var expected = machine.restore(damaged) ? damaged : ImmutableList.<StateRecord>of();
            assertThat(records(machine)).isEqualTo(expected);
            assertThat(new ReferenceModel().restore(damaged)).isEqualTo(!expected.isEmpty());
        }
    }

    private static StateRecord damaged(StateRecord intact, Chance chance) {
        var key = intact.key().array().clone();
        var value = intact.value().array().clone();
        if (chance.happens(500)) {
            key[chance.below(key.length)] ^= (byte) (1 << chance.below(8));
        } else {
            value[chance.below(value.length)] ^= (byte) (1 << chance.below(8));
        }
        return new StateRecord(Bytes.wrap(key), Bytes.wrap(value));
    }

    private static ImmutableList<StateRecord> encoded(CanonicalRecord... records) {
        return Stream.of(records)
                .map(CanonicalRecord::encode)
                .collect(ImmutableList.toImmutableList());
    }

    private static Show show(Theatre theatre) {
        return new Show(
                new MovieId(theatre, LocalDate.of(2023, 5, 16), TimeSlot.EVENING), Movie.TITANIC);
    }
}
