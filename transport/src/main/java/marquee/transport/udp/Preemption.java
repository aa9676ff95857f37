package marquee.transport.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether the caller's thread preempts whoever runs when it is woken, on Linux: usually it may;
/// under the scheduling policy SCHED_BATCH it does not (sched(7)). [CoreWaits] decides which is
/// better. A thread that was started under another policy than the usual one keeps it; one that
/// this thread starts has this thread's. Used by one thread.
final class Preemption {
    /// How often the thread is woken from one decision to the next, which takes some five calls of
    /// the kernel.
    private static final int WAKE_UPS = 1_024;

    // What the headers of Linux say.
    private static final int SCHED_OTHER = 0;
    private static final int SCHED_BATCH = 3;
    private static final int CALLER = 0;

    private static final Path TIMES = Path.of("/proc/thread-self/schedstat");
    private static final Splitter NUMBERS = Splitter.on(CharMatcher.whitespace());

    private static final MethodHandle POLICY =
            CLibrary.function("sched_getscheduler", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SET_POLICY =
            CLibrary.function(
                    "sched_setscheduler",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));

    /// The priority of either policy, which is none.
    private final MemorySegment priority = Arena.ofAuto().allocate(JAVA_INT);

    private final CoreWaits waits = new CoreWaits();
    private int wakeUps = WAKE_UPS;
    private boolean preempts = true;

    /// Whether the policy is somebody else's choice, or the kernel does not let it be changed.
    private boolean settled;

    /// The thread was woken.
    void woken() {
        if (--wakeUps == 0) {
            wakeUps = WAKE_UPS;
            if (!settled) {
                decide();
            }
        }
    }

    private void decide() {
        boolean wanted = mayPreempt();
        if (wanted == preempts) {
            return;
        }
        int expected = preempts ? SCHED_OTHER : SCHED_BATCH;
        settled = policy() != expected || !setPolicy(wanted);
        preempts = wanted;
    }

    /// What is better by now. Where the kernel does not tell how long the thread waits for a core,
    /// it stays as it is usually.
    private boolean mayPreempt() {
        try {
            var times = NUMBERS.splitToList(Files.readString(TIMES));
            long ran = Long.parseLong(times.get(0)); // 0 where the kernel does not count.
            return ran == 0 || waits.mayPreempt(ran, Long.parseLong(times.get(1)));
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }

    private static int policy() {
        return (int) CLibrary.call(() -> (int) POLICY.invokeExact(CALLER));
    }

    private boolean setPolicy(boolean preempting) {
        int wanted = preempting ? SCHED_OTHER : SCHED_BATCH;
        return CLibrary.call(() -> (int) SET_POLICY.invokeExact(CALLER, wanted, priority)) == 0;
    }
}
