package marquee.benchmarks.state;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import com.google.common.primitives.Ints;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;
import marquee.applications.Implementation;
import marquee.applications.StateMachine;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.state.KeyLimits;
import marquee.replicas.host.state.ReplicatedState;
import marquee.replicas.host.state.Seal;
import marquee.replicas.host.state.StateExport;
import marquee.replicas.host.state.StateLimits;

/// Prints how long a chunk of an export and the scrub of a mark hold the replica's loop, with
/// entries executed in between, in the thread's time on the processor: what else the machine does
/// is not the export's, and neither is the collection of garbage, which has a thread of its own.
/// First for each implementation, then for replies so long that they are cut, and at last the same
/// for work that never changes: what that takes longest is the machine's doing. Arguments: the
/// numbers of bookings held.
public final class StateBenchmark {
    private static final ImmutableList<Integer> BOOKINGS = ImmutableList.of(100_000, 1_000_000);
    private static final ImmutableList<Integer> REPLY_BYTES = ImmutableList.of(80_000, 400_000);
    private static final String FIRST = "collections";

    /// How many bytes all long replies have together.
    private static final int REPLIES_BYTES = 80_000_000;

    private static final int WRONG_USAGE = 2;
    private static final int EXPORTS = 3;
    private static final int CONTROLS = 30_000;
    private static final int CONTROL_BYTES = 16 * 1024;
    private static final int MARKS = 3_000;

    private final TreeMap<String, Implementation> implementations = new TreeMap<>();

    private StateBenchmark() {
        for (var implementation : ServiceLoader.load(Implementation.class)) {
            if (!implementation.name().equals("trivial")) {
                implementations.put(implementation.name(), implementation);
            }
        }
    }

    /// What is measured.
    ///
    /// @param words what it holds
    /// @param between how many entries are executed between any two measurements
    private record Subject(String words, String name, ReplicatedState state, int between) {}

    /// Measures and prints.
    public static void main(String[] args) {
        var numbers = Arrays.stream(args).map(Ints::tryParse).toList();
        if (!numbers.stream().allMatch(Objects::nonNull)) {
            System.err.println("expected numbers of bookings, such as 100000");
            System.exit(WRONG_USAGE);
        }
        var benchmark = new StateBenchmark();
        System.out.println(
                "| state | implementation | calls | call p50 | p99 | p99.9 | longest "
                        + "| scrub p50 | p99 | p99.9 | longest |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (int bookings : numbers.isEmpty() ? BOOKINGS : numbers) {
            benchmark.measureBookings(bookings);
        }
        REPLY_BYTES.forEach(benchmark::measureReplies);
        measureControl();
    }

    private void measureBookings(int bookings) {
        var chunks = filled(bookings);
        for (var name : implementations.keySet()) {
            var state = new ReplicatedState(create(name), StateLimits.DEFAULT);
            if (!state.restore(chunks)) {
                throw new IllegalStateException(name + " refuses the state");
            }
            var words = String.format(Locale.ROOT, "%,d bookings", bookings);
            measure(new Subject(words, name, state, 20));
        }
    }

    private ImmutableList<Bytes> filled(int bookings) {
        var state = new ReplicatedState(create(FIRST), StateLimits.DEFAULT);
        new Crowd(state).fill(bookings);
        return export(state).rest();
    }

    private void measureReplies(int bytes) {
        int kept = REPLIES_BYTES / bytes;
        var keys = new KeyLimits(kept, kept, kept + 1, 0, 1, 1);
        var application = new LongReplies(create(FIRST), bytes);
        var state = new ReplicatedState(application, StateLimits.DEFAULT.withKeys(keys));
        new Crowd(state).fill(kept);
        var words = String.format(Locale.ROOT, "%,d replies of %,d bytes", kept, bytes);
        measure(new Subject(words, FIRST, state, 1));
    }

    private static void measure(Subject subject) {
        System.err.println(subject.words() + ", " + subject.name());
        var crowd = new Crowd(subject.state());
        var chunks = new Stopwatch();
        var marks = new Stopwatch();
        int count = 0;
        for (int i = 0; i < EXPORTS; i++) {
            if (i == 1) {
                chunks.reset(); // The first round is for the compiler.
                marks.reset();
            }
            count = measureExport(subject, crowd, chunks);
            for (int mark = 0; mark < MARKS; mark++) {
                crowd.change(subject.between());
                marks.measure(crowd::mark);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | `%s` | %,d | %s | %s |%n",
                subject.words(),
                subject.name(),
                count,
                cells(chunks),
                cells(marks));
    }

    private static int measureExport(Subject subject, Crowd crowd, Stopwatch times) {
        var export = export(subject.state());
        int steps = 0;
        while (export.status() == StateExport.Status.RUNNING) {
            crowd.change(subject.between());
            times.measure(export::next);
            steps++;
        }
        if (export.status() != StateExport.Status.COMPLETE) {
            throw new IllegalStateException("the export ended: " + export.status());
        }
        return steps;
    }

    private static void measureControl() {
        var same = new byte[CONTROL_BYTES];
        var times = new Stopwatch();
        for (int i = 0; i < 2 * CONTROLS; i++) {
            if (i == CONTROLS) {
                times.reset();
            }
            times.measure(() -> {
                var _ = Hashing.sha256().hashBytes(same);
            });
        }
        System.out.printf(
                Locale.ROOT,
                "| SHA-256 of 16 KiB | | %,d | %s | | | | |%n",
                CONTROLS,
                cells(times));
    }

    private StateMachine create(String name) {
        var implementation = implementations.get(name);
        if (implementation == null) {
            throw new IllegalStateException("no implementation " + name);
        }
        return implementation.create();
    }

    private static StateExport export(ReplicatedState state) {
        var export = state.export(Seal.ARCHIVE);
        if (export == null) {
            throw new IllegalStateException("too many exports run");
        }
        return export;
    }

    private static String cells(Stopwatch times) {
        return Joiner.on(" | ")
                .join(times.micros(50), times.micros(99), times.micros(99.9), times.micros(100));
    }
}
