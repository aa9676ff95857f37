package marquee.applications.booking.model;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import marquee.applications.StateMachine;
import marquee.applications.booking.BookingCodec;
import marquee.protocol.Chance;
import marquee.protocol.wire.Bytes;

/// Takes several implementations through one stream of operations and compares them after each: the
/// bytes of the results, the changes they tell of, and now and then all records. What the seed
/// draws is all that differs between two runs.
public final class LockStep {
    private static final int SCAN_EVERY = 100;
    private static final int SHOWN_MAX = 60;

    /// Where streams begin: before the ends of months, years and leap years, of ISO years with 53
    /// weeks, and of the dates that an id can name.
    private static final ImmutableList<LocalDate> STARTS =
            ImmutableList.of(
                    LocalDate.of(2023, 5, 15),
                    LocalDate.of(2023, 12, 26),
                    LocalDate.of(2024, 2, 25),
                    LocalDate.of(2024, 12, 27),
                    LocalDate.of(2020, 12, 26),
                    LocalDate.of(2023, 4, 28),
                    LocalDate.of(2000, 1, 2),
                    LocalDate.of(2099, 12, 20));

    private final long seed;
    private final ImmutableList<StateMachine> machines;
    private final ImmutableList<RecordLedger> ledgers;
    private final Chance chance;
    private final OperationGenerator operations;
    private final Deque<Step> stream = new ArrayDeque<>();
    private LocalDate today;
    private long steps;

    /// Makes a stream of its own for `seed`; `machines` are in the same state.
    public LockStep(long seed, StateMachine... machines) {
        this.seed = seed;
        this.machines = ImmutableList.copyOf(machines);
        this.ledgers =
                this.machines.stream()
                        .map(RecordLedger::new)
                        .collect(ImmutableList.toImmutableList());
        this.chance = new Chance(seed);
        this.operations = new OperationGenerator(chance.split());
        this.today = STARTS.get(chance.below(STARTS.size()));
    }

    /// Takes `machines`, all empty, through the first `operations` of the stream of `seed`.
    ///
    /// @throws AssertionError at the first difference, with the stream that leads to it
    public static void run(long seed, int operations, StateMachine... machines) {
        var lockStep = new LockStep(seed, machines);
        for (int i = 0; i < operations; i++) {
            var _ = lockStep.step();
        }
        lockStep.compareRecords();
    }

    /// Executes one more operation everywhere.
    ///
    /// @return the result of all
    /// @throws AssertionError if there is a difference, with the stream that leads to it
    public Bytes step() {
        if (chance.happens(15)) {
            today = today.plusDays(chance.happens(900) ? 1 : 1 + chance.below(40));
        }
        var operation = operations.next(today);
        remember(operation);
        var results = new ArrayList<Bytes>();
        for (int i = 0; i < machines.size(); i++) {
            results.add(ledgers.get(i).execute(today, operation));
        }
        for (int i = 1; i < machines.size(); i++) {
            compare(i, "result", results.getFirst(), results.get(i));
            compare(i, "changes", ledgers.getFirst().changes(), ledgers.get(i).changes());
        }
        steps++;
        if (steps % SCAN_EVERY == 0) {
            compareRecords();
        }
        return results.getFirst();
    }

    /// Compares all records of all machines, as they are and as their changes add up to.
    public void compareRecords() {
        for (int i = 0; i < machines.size(); i++) {
            compare(i, "records and changes", ledgers.get(i).scanned(), ledgers.get(i).known());
            compare(i, "records", ledgers.getFirst().known(), ledgers.get(i).known());
        }
    }

    private void remember(Bytes operation) {
        if (stream.size() == SHOWN_MAX) {
            stream.removeFirst();
        }
        stream.addLast(new Step(today, operation));
    }

    private record Step(LocalDate today, Bytes operation) {
        @Override
        public String toString() {
            var decoded = BookingCodec.decodeOperation(operation);
            return today + " " + (decoded == null ? operation : decoded);
        }
    }

    private static String words(Object compared) {
        return compared instanceof Bytes result
                ? result + " " + BookingCodec.decodeResult(result)
                : compared.toString();
    }

    private void compare(int which, String what, Object first, Object other) {
        if (!first.equals(other)) {
            List<String> lines = new ArrayList<>();
            lines.add("seed " + seed + ", operation " + (steps + 1) + ": different " + what);
            lines.add(machines.getFirst().getClass().getSimpleName() + ": " + words(first));
            lines.add(machines.get(which).getClass().getSimpleName() + ": " + words(other));
            lines.add("the last operations:");
            stream.forEach(step -> lines.add(step.toString()));
            throw new AssertionError(String.join("\n", lines));
        }
    }
}
