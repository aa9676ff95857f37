package marquee.sequencer;

import java.util.EnumMap;

/// Counts of what happened to a [Sequencer] since it was made. Read by the thread that runs it.
public final class Counters {
    private final EnumMap<Counter, long[]> counts = new EnumMap<>(Counter.class);

    Counters() {
        for (var counter : Counter.values()) {
            counts.put(counter, new long[1]);
        }
    }

    /// How often it happened.
    public long of(Counter counter) {
        return cell(counter)[0];
    }

    /// Counts one more.
    ///
    /// @return whether an operator should hear of it: at the first, and at each doubling
    boolean add(Counter counter) {
        long count = ++cell(counter)[0];
        return Long.bitCount(count) == 1;
    }

    @SuppressWarnings("NullAway") // Every counter has its cell from the start.
    private long[] cell(Counter counter) {
        return counts.get(counter);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        counts.forEach(
                (counter, cell) -> text.append(counter).append('=').append(cell[0]).append(' '));
        return text.toString().strip();
    }
}
