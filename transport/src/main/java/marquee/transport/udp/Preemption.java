package marquee.transport.udp;

import java.nio.file.Path;

/// Whether the caller's thread preempts whoever runs when it is woken, on Linux: usually it may;
/// under the scheduling policy SCHED_BATCH it does not (sched(7)). [CoreWaits] decides which is
/// better. A thread that was started under another policy than the usual one keeps it; one that
/// this thread starts has this thread's. Used by one thread.
final class Preemption {
    /// How often the thread is woken from one decision to the next, which takes some five calls of
    /// the kernel.
    private static final int WAKE_UPS = 1_024;

    private static final Path CALLER = Path.of("/proc/thread-self");

    private final Scheduling scheduling = new Scheduling();
    private final CoreWaits waits = new CoreWaits();
    private int wakeUps = WAKE_UPS;
    private int policy = Scheduling.USUAL;

    /// The thread was woken.
    void woken() {
        if (--wakeUps == 0) {
            wakeUps = WAKE_UPS;
            decide();
        }
    }

    private void decide() {
        if (scheduling.policy() != policy) {
            return; // It is somebody else's choice.
        }
        int wanted = mayPreempt() ? Scheduling.USUAL : Scheduling.BATCH;
        if (wanted != policy && scheduling.change(Scheduling.CALLER, wanted)) {
            policy = wanted;
        }
    }

    /// What is better by now. Where the kernel does not tell how long the thread waits for a core,
    /// it stays as it is usually.
    private boolean mayPreempt() {
        var times = CoreTimes.of(CALLER);
        return times == null || waits.mayPreempt(times.ran(), times.waited());
    }
}
