package marquee.benchmarks.state;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// How long something took, each time, in the thread's own time on the times. For one thread.
final class Stopwatch {
    private static final int DIGITS = 3;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Histogram times = new Histogram(DIGITS);

    /// Measures `work` once more.
    void measure(Runnable work) {
        long before = threads.getCurrentThreadCpuTime();
        work.run();
        times.recordValue(threads.getCurrentThreadCpuTime() - before);
    }

    /// Forgets what was measured.
    void reset() {
        times.reset();
    }

    /// The time that `percent` of all did not exceed, for people.
    String micros(double percent) {
        long nanos = times.getValueAtPercentile(percent);
        return String.format(Locale.ROOT, "%,d µs", TimeUnit.NANOSECONDS.toMicros(nanos));
    }
}
