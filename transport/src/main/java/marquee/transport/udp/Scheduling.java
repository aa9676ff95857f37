package marquee.transport.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Asks the kernel of Linux to schedule this process's threads by another policy (sched(7)). Used
/// by one thread at a time.
final class Scheduling {
    // What the headers of Linux say.
    /// Whoever is woken may preempt whoever runs.
    static final int USUAL = 0;

    /// Whoever is woken preempts nobody, but for those that are [#IDLE].
    static final int BATCH = 3;

    /// Runs when nobody else wants the core.
    static final int IDLE = 5;

    /// The caller's thread.
    static final int CALLER = 0;

    private static final MethodHandle POLICY =
            CLibrary.function("sched_getscheduler", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SET_POLICY =
            CLibrary.function(
                    "sched_setscheduler",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));

    /// The priority within any of these policies, which is none.
    private final MemorySegment priority = Arena.ofAuto().allocate(JAVA_INT);

    /// The policy of the caller's thread.
    int policy() {
        return (int) CLibrary.call(() -> (int) POLICY.invokeExact(CALLER));
    }

    /// Changes the policy of `thread`, a number of the kernel's or [#CALLER].
    ///
    /// @return whether the kernel has done so
    boolean change(int thread, int policy) {
        return CLibrary.call(() -> (int) SET_POLICY.invokeExact(thread, policy, priority)) == 0;
    }
}
