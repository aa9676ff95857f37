package marquee.transport.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SequenceLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// Waits for a datagram, given up as exactly as the kernel's timers go: Linux's `poll` for a socket
/// and a [KernelTimer]. The JDK's waits are of whole milliseconds. Used by one thread, which may be
/// one that preempts nobody when it is woken ([Preemption]); only [#close] is for any.
final class PreciseWait implements AutoCloseable {
    private static final short POLLIN = 1;
    private static final int FOR_EVER = -1;
    private static final int EINTR = 4;

    /// The socket and the timer.
    private static final SequenceLayout WATCHED =
            MemoryLayout.sequenceLayout(
                    2,
                    MemoryLayout.structLayout(
                            JAVA_INT.withName("descriptor"),
                            JAVA_SHORT.withName("events"),
                            JAVA_SHORT.withName("returned")));

    private static final long RETURNED = of(0, "returned");

    private static final MethodHandle POLL =
            CLibrary.function(
                    "poll",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT),
                    CLibrary.WITH_ERROR);

    private final KernelTimer timer;
    private final @Nullable Preemption preemption;
    private final MemorySegment watched;
    private final MemorySegment state;

    /// Makes one for this process's socket that receives at `port`; null if it is not to be told
    /// which that is, or the kernel has no timer for it. The caller closes the socket after the
    /// last wait.
    ///
    /// @param yields whether the thread that waits is to preempt nobody while that is better
    static @Nullable PreciseWait of(int port, boolean yields) {
        int descriptor = SocketTable.descriptor(port);
        var preemption = yields ? new Preemption() : null;
        var timer = descriptor < 0 ? null : KernelTimer.open();
        return timer == null ? null : new PreciseWait(descriptor, timer, preemption);
    }

    private PreciseWait(int descriptor, KernelTimer timer, @Nullable Preemption preemption) {
        this.timer = timer;
        this.preemption = preemption;
        var arena = Arena.ofAuto(); // It is made by one thread, and used by another.
        watched = arena.allocate(WATCHED);
        state = arena.allocate(CLibrary.ERROR);
        watch(0, descriptor);
        watch(1, timer.descriptor());
    }

    private void watch(int place, int descriptor) {
        watched.set(JAVA_INT, of(place, "descriptor"), descriptor);
        watched.set(JAVA_SHORT, of(place, "events"), POLLIN);
    }

    /// Waits at most `nanos`.
    ///
    /// @return whether there may be a datagram
    /// @throws IOException if the kernel does not let this process wait so
    boolean await(long nanos) throws IOException {
        long now = System.nanoTime();
        long end = now + nanos;
        do {
            timer.goOffBy(now, end);
            if (isReadable()) {
                return true;
            }
            now = System.nanoTime();
        } while (now - end < 0);
        return false;
    }

    /// Whether it was the socket that ended a wait for both.
    private boolean isReadable() throws IOException {
        int ready = (int) CLibrary.call(() -> (int) POLL.invokeExact(state, watched, 2L, FOR_EVER));
        if (ready < 0 && CLibrary.error(state) != EINTR) {
            throw new IOException("poll fails with error " + CLibrary.error(state));
        }
        if (preemption != null) {
            preemption.woken();
        }
        return ready > 0 && watched.get(JAVA_SHORT, RETURNED) != 0;
    }

    private static long of(int place, String field) {
        return WATCHED.byteOffset(
                PathElement.sequenceElement(place), PathElement.groupElement(field));
    }

    @Override
    public void close() {
        timer.close();
    }
}
