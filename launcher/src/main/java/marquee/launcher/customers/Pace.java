package marquee.launcher.customers;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// When a customer makes his next request. For any thread.
@FunctionalInterface
public interface Pace {
    /// Each pauses for up to 40 ms, by chance.
    Pace LEISURELY = () -> Thread.sleep(ThreadLocalRandom.current().nextInt(40));

    /// Each goes on as soon as he is answered.
    Pace FAST = () -> {};

    /// Returns when it is time.
    void await() throws InterruptedException;

    /// So many requests a second by all together, at even distances. What was held up is made up
    /// for, but for what is more than a second late.
    static Pace of(double perSecond) {
        var schedule = new Schedule(perSecond, System::nanoTime);
        return () -> TimeUnit.NANOSECONDS.sleep(schedule.next());
    }

    /// The times of a steady pace.
    final class Schedule {
        private static final long LATE_MAX = TimeUnit.SECONDS.toNanos(1);

        private final long distance;
        private final LongSupplier clock;
        private final AtomicLong last;

        /// @param clock monotonic nanoseconds
        Schedule(double perSecond, LongSupplier clock) {
            this.distance = Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond);
            this.clock = clock;
            this.last = new AtomicLong(clock.getAsLong());
        }

        /// In how many nanoseconds the next request is due; not positive if it is late.
        long next() {
            long now = clock.getAsLong();
            long due = last.updateAndGet(at -> Math.max(at + distance, now - LATE_MAX));
            return due - now;
        }
    }
}
