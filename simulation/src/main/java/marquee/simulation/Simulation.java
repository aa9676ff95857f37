package marquee.simulation;

import com.google.common.base.Preconditions;
import java.util.PriorityQueue;
import marquee.protocol.Chance;

/// Virtual time, and what is due in it. Things that are due at the same nanosecond happen in an
/// order that the seed draws, so that no test comes to rely on another one. Not thread-safe: one
/// seed is one thread's.
public final class Simulation {
    /// The most things that may be due at once; more is a leak and ends the run.
    public static final int DUE_MAX = 1_000_000;

    /// Most of what happens is planned no longer before than this.
    private static final long SOON_NANOS = 1_000_000;

    /// What was planned shortly before it is due, apart from the many timers that wait for long: it
    /// is put in its place among few.
    private final PriorityQueue<Due> soon = new PriorityQueue<>();

    private final PriorityQueue<Due> later = new PriorityQueue<>();
    private final Chance ties;
    private long now;
    private long planned;

    /// Makes a simulation at time 0 in which nothing is due.
    public Simulation(Chance ties) {
        this.ties = ties;
    }

    /// The virtual time in nanoseconds since the simulation began.
    public long now() {
        return now;
    }

    /// Makes `action` happen once, `delayNanos` from now.
    public void after(long delayNanos, Runnable action) {
        Preconditions.checkArgument(delayNanos >= 0, "a delay of %s", delayNanos);
        int waiting = soon.size() + later.size();
        Preconditions.checkState(waiting < DUE_MAX, "more than %s things are due", DUE_MAX);
        var queue = delayNanos < SOON_NANOS ? soon : later;
        queue.add(new Due(now + delayNanos, ties.next(), planned++, action));
    }

    /// Lets happen what is due next, unless that is after `latest`.
    ///
    /// @return whether something happened; if not, it is `latest` now
    public boolean step(long latest) {
        var queue = next();
        var due = queue.peek();
        if (due == null || due.at > latest) {
            now = Math.max(now, latest);
            return false;
        }
        queue.remove();
        now = due.at;
        due.action.run();
        return true;
    }

    /// Where that lies which is due next, if anything is.
    private PriorityQueue<Due> next() {
        var first = soon.peek();
        var other = later.peek();
        boolean isLater = first == null || (other != null && other.compareTo(first) < 0);
        return isLater ? later : soon;
    }

    /// Lets happen everything that is due up to `latest`, and makes it `latest` then.
    public void runUntil(long latest) {
        boolean more = true;
        while (more) {
            more = step(latest);
        }
    }

    private record Due(long at, long tie, long number, Runnable action) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            if (at != other.at) {
                return Long.compare(at, other.at);
            }
            return tie != other.tie
                    ? Long.compare(tie, other.tie)
                    : Long.compare(number, other.number);
        }
    }
}
