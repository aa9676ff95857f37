package marquee.launcher.demo;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import marquee.client.Table;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Counts what customers were told, and how long it took. May be used by many threads at once.
final class Tally {
    private static final long MICROS_MAX = 600_000_000;
    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Histogram micros = new ConcurrentHistogram(MICROS_MAX, DIGITS);
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong loadNanos = new AtomicLong();

    /// A request was answered after `nanos`.
    void answered(long nanos, boolean isRefusal) {
        micros.recordValue(Math.min(nanos / 1_000, MICROS_MAX));
        if (isRefusal) {
            refused.incrementAndGet();
        }
    }

    /// A request got no answer.
    void failed() {
        failed.incrementAndGet();
    }

    /// An answer cannot be right.
    void wrong() {
        wrong.incrementAndGet();
    }

    /// The load went on for `nanos`.
    void lasted(long nanos) {
        loadNanos.addAndGet(nanos);
    }

    /// Whether every request was answered rightly.
    boolean isClean() {
        return failed.get() == 0 && wrong.get() == 0;
    }

    /// The summary as a table.
    ImmutableList<String> lines() {
        long requests = micros.getTotalCount() + failed.get();
        var perSecond = micros.getTotalCount() * NANOS_PER_SECOND / Math.max(1, loadNanos.get());
        return new Table("REQUESTS", "REFUSED", "FAILED", "WRONG", "P50 MS", "P99 MS", "PER SECOND")
                .row(
                        requests,
                        refused,
                        failed,
                        wrong,
                        millis(50),
                        millis(99),
                        String.format(Locale.ROOT, "%.0f", perSecond))
                .lines();
    }

    private String millis(double percentile) {
        var value = micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
