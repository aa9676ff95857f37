package marquee.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// Keeps the books of one run: which requests are due, which are under way since when, and how long
/// each took. Reads no clock; all times are those of [System#nanoTime]. Used by one thread.
final class Traffic {
    /// No request is to be sent now.
    static final int NONE = -1;

    /// For how long requests that became due in time and could not be sent yet are sent still.
    static final Duration BACKLOG = Duration.ofSeconds(10);

    private final Histogram latencies = new Histogram(3);
    private final Workload workload;
    private final double nanosApart;
    private final long start;
    private final long end;
    private final long[] since;
    private final int[] free;
    private int freeCount;
    private long begun;
    private long completed;
    private long failed;

    Traffic(Workload workload, long start) {
        this.workload = workload;
        this.start = start;
        this.end = start + workload.time().toNanos();
        this.nanosApart =
                workload.isOpen() ? TimeUnit.SECONDS.toNanos(1) / workload.perSecond() : 0;
        this.since = new long[workload.outstanding()];
        this.free = new int[workload.outstanding()];
        this.freeCount = free.length;
        for (int i = 0; i < free.length; i++) {
            free[i] = free.length - 1 - i;
        }
    }

    /// Takes the next request that is due.
    ///
    /// @return a place among those under way, which is its own until it is answered; [#NONE] if
    ///   none is due, or as many are under way as may be
    int begin(long now) {
        long due = workload.isOpen() ? due(begun) : now;
        if (freeCount == 0 || due - now > 0 || isLate(due)) {
            return NONE;
        }
        int place = free[--freeCount];
        since[place] = due;
        begun++;
        return place;
    }

    /// Since when the request at `place` has been waiting.
    long since(int place) {
        return since[place];
    }

    /// How many requests were begun.
    long begun() {
        return begun;
    }

    /// The request at `place` is answered.
    void answered(int place, long now) {
        latencies.recordValue(now - since[place]);
        completed++;
        free[freeCount++] = place;
    }

    /// The request at `place` will not be answered.
    void failed(int place, long now) {
        latencies.recordValue(now - since[place]);
        failed++;
        free[freeCount++] = place;
    }

    /// Whether all that became due is answered, and nothing more will become due.
    boolean isOver(long now) {
        long next = workload.isOpen() ? due(begun) : now;
        return freeCount == free.length && isLate(next);
    }

    /// Gives up what has become due and was never sent, once the end is [#BACKLOG] ago.
    void giveUp(long now) {
        boolean hopeless = now - end > BACKLOG.toNanos();
        for (; hopeless && workload.isOpen() && !isLate(due(begun)); begun++) {
            latencies.recordValue(Math.max(0, now - due(begun)));
            failed++;
        }
    }

    /// What was seen.
    ///
    /// @param datagrams how many the driver sent and received
    Result result(long now, long datagrams) {
        return new Result(latencies, completed, Duration.ofNanos(now - start), failed, datagrams);
    }

    /// Whether a next request that is due at `due` is none of this run.
    private boolean isLate(long due) {
        return due - end >= 0 || begun == workload.requestsMax();
    }

    private long due(long n) {
        return start + (long) (n * nanosApart);
    }
}
