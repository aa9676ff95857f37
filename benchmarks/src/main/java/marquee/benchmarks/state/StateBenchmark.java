package marquee.benchmarks.state;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.TreeMap;
import marquee.applications.Implementation;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.ReplicaLimits;
import marquee.replicas.host.ReplicatedState;
import marquee.replicas.host.StateExport;

/// Prints, for each implementation, how long a chunk of an export and the scrub of a mark hold the
/// replica's loop, with entries executed in between, in the thread's time on the processor: what
/// else the machine does is not the export's. Arguments: the numbers of bookings held.
public final class StateBenchmark {
    private static final ImmutableList<Integer> BOOKINGS = ImmutableList.of(100_000, 1_000_000);
    private static final String FIRST = "collections";
    private static final int ENTRIES_BETWEEN_CHUNKS = 20;
    private static final int EXPORTS = 4;
    private static final int MARKS = 3_000;

    private final TreeMap<String, Implementation> implementations = new TreeMap<>();

    private StateBenchmark() {
        for (var implementation : ServiceLoader.load(Implementation.class)) {
            if (!implementation.name().equals("trivial")) {
                implementations.put(implementation.name(), implementation);
            }
        }
    }

    /// Measures and prints.
    public static void main(String[] args) {
        var benchmark = new StateBenchmark();
        System.out.println(
                "| bookings | implementation | chunks | chunk p50 | p99 | p99.9 | longest "
                        + "| scrub p50 | p99 | p99.9 | longest |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        var numbers = ImmutableList.copyOf(args).stream().map(Ints::tryParse).toList();
        for (int bookings : numbers.isEmpty() ? BOOKINGS : numbers) {
            benchmark.measure(bookings);
        }
    }

    private void measure(int bookings) {
        var filled = state(FIRST);
        new Crowd(filled).fill(bookings);
        var chunks = export(filled).rest();
        for (var name : implementations.keySet()) {
            print(bookings, name, chunks.size(), measure(name, chunks));
        }
    }

    private Times measure(String name, ImmutableList<Bytes> chunks) {
        var state = state(name);
        if (!state.restore(chunks)) {
            throw new IllegalStateException(name + " refuses the state");
        }
        var crowd = new Crowd(state);
        var times = new Times(new Stopwatch(), new Stopwatch());
        for (int i = 0; i < EXPORTS; i++) {
            if (i == EXPORTS / 2) {
                times.reset(); // The first rounds are for the compiler.
            }
            measureExport(state, crowd, times.chunks());
            measureMarks(crowd, times.marks());
        }
        return times;
    }

    private static void measureExport(ReplicatedState state, Crowd crowd, Stopwatch times) {
        var export = export(state);
        while (export.status() == StateExport.Status.RUNNING) {
            crowd.change(ENTRIES_BETWEEN_CHUNKS);
            times.measure(export::next);
        }
        if (export.status() != StateExport.Status.COMPLETE) {
            throw new IllegalStateException("the export ended: " + export.status());
        }
    }

    private static void measureMarks(Crowd crowd, Stopwatch times) {
        for (int i = 0; i < MARKS; i++) {
            crowd.change(ENTRIES_BETWEEN_CHUNKS);
            times.measure(crowd::mark);
        }
    }

    private record Times(Stopwatch chunks, Stopwatch marks) {
        void reset() {
            chunks.reset();
            marks.reset();
        }
    }

    private ReplicatedState state(String name) {
        var implementation = implementations.get(name);
        if (implementation == null) {
            throw new IllegalStateException("no implementation " + name);
        }
        return new ReplicatedState(implementation.create(), ReplicaLimits.DEFAULT);
    }

    private static StateExport export(ReplicatedState state) {
        var export = state.export();
        if (export == null) {
            throw new IllegalStateException("too many exports run");
        }
        return export;
    }

    private static void print(int bookings, String name, int chunks, Times times) {
        System.out.printf(
                Locale.ROOT,
                "| %,d | `%s` | %,d | %s | %s |%n",
                bookings,
                name,
                chunks,
                cells(times.chunks()),
                cells(times.marks()));
    }

    private static String cells(Stopwatch times) {
        return Joiner.on(" | ")
                .join(times.micros(50), times.micros(99), times.micros(99.9), times.micros(100));
    }
}
