package marquee.benchmarks;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Tells a driver when requests become due, from a thread of its own. It is as late as the
/// machine's timers are, some 50 µs; whoever counts from when a request was due counts that too.
final class Pacer implements AutoCloseable {
    /// Nobody is told more often.
    private static final double APART_NANOS_MIN = 50_000;

    private final Thread thread;
    private volatile boolean closed;

    private Pacer(Workload workload, long start, Runnable due) {
        double apart =
                Math.max(APART_NANOS_MIN, TimeUnit.SECONDS.toNanos(1) / workload.perSecond());
        long end = start + workload.time().toNanos();
        thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("pacer")
                        .start(() -> {
                            for (long tick = 0; !closed; tick++) {
                                long at = start + (long) (tick * apart);
                                while (at - System.nanoTime() > 0 && !closed) {
                                    LockSupport.parkNanos(at - System.nanoTime());
                                }
                                due.run();
                                if (at - end >= 0) {
                                    return;
                                }
                            }
                        });
    }

    /// Begins to run `due` whenever a request of `workload`, begun at `start`, becomes due, and
    /// once when no more do.
    static Pacer start(Workload workload, long start, Runnable due) {
        return new Pacer(workload, start, due);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        Uninterruptibles.joinUninterruptibly(thread);
    }
}
