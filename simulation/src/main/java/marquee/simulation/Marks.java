package marquee.simulation;

import java.util.Map;
import java.util.TreeMap;

/// Counts what has happened at least once, by its name. A campaign in which something never
/// happened has tested less than it seems to. Not thread-safe; each run has its own, and a campaign
/// adds them up.
public final class Marks {
    private final Map<String, Counter> counters = new TreeMap<>();

    /// The counter called `name`, 0 at first. Whoever counts often keeps it.
    public Counter counter(String name) {
        return counters.computeIfAbsent(name, key -> new Counter());
    }

    /// Adds what `other` has counted.
    public void add(Marks other) {
        other.counters.forEach((name, counter) -> counter(name).add(counter.count));
    }

    /// All counts by name, in alphabetical order.
    public Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        counters.forEach((name, counter) -> counts.put(name, counter.count));
        return counts;
    }

    /// One count.
    public static final class Counter {
        private long count;

        private Counter() {}

        /// It happened once more.
        public void hit() {
            count++;
        }

        /// It happened `times` more.
        public void add(long times) {
            count += times;
        }

        /// How often it has happened.
        public long count() {
            return count;
        }
    }
}
