package marquee.launcher.customers;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import marquee.client.Table;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Counts what customers were told, and how long it took. May be used by many threads at once, but
/// begun and ended by one.
final class Tally {
    private static final long MICROS_MAX = 600_000_000;
    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Histogram micros = new ConcurrentHistogram(MICROS_MAX, DIGITS);
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private long since = System.nanoTime();
    private long nanos;

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

    /// Counts from now on.
    void begin() {
        since = System.nanoTime();
    }

    /// Counts until now.
    void end() {
        nanos += System.nanoTime() - since;
    }

    long requests() {
        return micros.getTotalCount() + failed.get();
    }

    long failures() {
        return failed.get();
    }

    long wrongs() {
        return wrong.get();
    }

    /// How many were answered in a second.
    double perSecond() {
        return micros.getTotalCount() * NANOS_PER_SECOND / Math.max(1, nanos);
    }

    /// Adds its figures to `table`, in a row called `name`.
    void addTo(Table table, String name) {
        table.row(
                name,
                requests(),
                refused,
                failed,
                wrong,
                millis(micros.getValueAtPercentile(50)),
                millis(micros.getValueAtPercentile(99)),
                millis(micros.getMaxValue()),
                String.format(Locale.ROOT, "%.0f", perSecond()));
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.1f", micros / MICROS_PER_MILLI);
    }
}
