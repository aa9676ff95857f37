package marquee.frontend.process.watch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import marquee.frontend.process.web.Reply;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/// The requests that clients make, for people who watch: how many a second and how long they took,
/// and some of them to look at. Where nobody watches a request costs one look at a field, and one
/// that failed is counted. Thread-safe.
final class Traffic {
    /// At most one request in so long is shown, of however many there are.
    static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /// A little more than the longest deadline that a description can have.
    private static final long MICROS_MAX = TimeUnit.MINUTES.toMicros(11);

    private static final int DIGITS = 2;
    private static final int SERVER_ERROR = 500;
    private static final double MEDIAN = 50;
    private static final double LATE = 99;
    private static final double PERCENT = 100;

    private final EventFeed feed;
    private final LongAdder failures = new LongAdder();
    private final AtomicLong nextSample = new AtomicLong(System.nanoTime());
    private volatile @Nullable Counting counting;

    /// What is counted while somebody watches.
    private static final class Counting {
        final Recorder micros = new Recorder(MICROS_MAX, DIGITS);
        final LongAdder refused = new LongAdder();
        final LongAdder failed = new LongAdder();
        @Nullable Histogram newest;
        long since = System.nanoTime();
    }

    Traffic(EventFeed feed) {
        this.feed = feed;
    }

    /// Counts from now on.
    void begin() {
        counting = new Counting();
    }

    /// Counts no more.
    void end() {
        counting = null;
    }

    /// Takes in a request that was answered with `reply` after `nanos`.
    void answered(String operation, Reply reply, long nanos) {
        if (reply.status() >= SERVER_ERROR) {
            failures.increment();
        }
        var now = counting;
        if (now == null) {
            return;
        }
        now.micros.recordValue(Math.min(TimeUnit.NANOSECONDS.toMicros(nanos), MICROS_MAX));
        if (reply.status() >= SERVER_ERROR) {
            now.failed.increment();
        } else if (reply.isProblem()) {
            now.refused.increment();
        }
        long clock = System.nanoTime();
        long due = nextSample.get();
        if (clock - due >= 0 && nextSample.compareAndSet(due, clock + SAMPLE_NANOS)) {
            feed.show("request", sample(operation, reply, nanos));
        }
    }

    private static ObjectNode sample(String operation, Reply reply, long nanos) {
        var number = reply.headers().get(Reply.SEQUENCE_NUMBER);
        return JsonNodeFactory.instance
                .objectNode()
                .put("number", number == null ? 0 : Long.parseLong(number))
                .put("operation", operation)
                .put("status", reply.status())
                .put("code", reply.code())
                .put("agreedBy", reply.headers().getOrDefault(Reply.AGREED_BY, ""))
                .put("micros", TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    /// Adds how many requests have failed in all, what was counted since the last time, and how
    /// long that is. Used by one thread.
    void addTo(ObjectNode rates) {
        rates.put("failures", failures.sum());
        var now = counting;
        if (now == null) {
            return;
        }
        var micros = now.micros.getIntervalHistogram(now.newest);
        now.newest = micros;
        long clock = System.nanoTime();
        rates.put("millis", TimeUnit.NANOSECONDS.toMillis(clock - now.since))
                .put("requests", micros.getTotalCount())
                .put("refused", now.refused.sumThenReset())
                .put("failed", now.failed.sumThenReset())
                .put("p50", micros.getValueAtPercentile(MEDIAN))
                .put("p99", micros.getValueAtPercentile(LATE))
                .put("max", micros.getValueAtPercentile(PERCENT));
        now.since = clock;
    }
}
