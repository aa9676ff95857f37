package marquee.applications.booking.model;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import marquee.applications.StateMachine;
import marquee.protocol.wire.Bytes;

/// Takes several implementations through one stream of operations and compares them after each: the
/// bytes of the results, the changes they tell of, and now and then all records. What the seed
/// draws is all that differs between two runs.
public final class LockStep {
    /// Where the seeds of a build begin: the same each time, as decision 97 says. Campaigns draw
    /// others.
    public static final long FIRST_SEED = 1;

    private static final int SCAN_EVERY = 100;
    private static final int SHOWN_MAX = 60;

    private final long seed;
    private final ImmutableList<StateMachine> machines;
    private final ImmutableList<RecordLedger> ledgers;
    private final RandomSteps steps;
    private final Deque<Step> stream = new ArrayDeque<>();
    private long executed;

    /// Makes a stream of its own for `seed`; `machines` are in the same state.
    public LockStep(long seed, StateMachine... machines) {
        this.seed = seed;
        this.machines = ImmutableList.copyOf(machines);
        this.ledgers =
                this.machines.stream()
                        .map(RecordLedger::new)
                        .collect(ImmutableList.toImmutableList());
        this.steps = new RandomSteps(seed);
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
        var step = steps.next();
        remember(step);
        var results = new ArrayList<Bytes>();
        for (int i = 0; i < machines.size(); i++) {
            results.add(ledgers.get(i).execute(step));
        }
        for (int i = 1; i < machines.size(); i++) {
            compare(i, "result", results.getFirst(), results.get(i));
            compare(i, "changes", ledgers.getFirst().changes(), ledgers.get(i).changes());
        }
        executed++;
        if (executed % SCAN_EVERY == 0) {
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

    private void remember(Step step) {
        if (stream.size() == SHOWN_MAX) {
            stream.removeFirst();
        }
        stream.addLast(step);
    }

    private static String words(Object compared) {
        return compared instanceof Bytes result ? Lines.answer(result) : compared.toString();
    }

    private void compare(int which, String what, Object first, Object other) {
        if (!first.equals(other)) {
            List<String> lines = new ArrayList<>();
            lines.add("seed " + seed + ", operation " + (executed + 1) + ": different " + what);
            lines.add(machines.getFirst().getClass().getSimpleName() + ": " + words(first));
            lines.add(machines.get(which).getClass().getSimpleName() + ": " + words(other));
            lines.add("the last operations:");
            stream.forEach(step -> lines.add(step.today() + " " + Lines.line(step.operation())));
            throw new AssertionError(String.join("\n", lines));
        }
    }
}
