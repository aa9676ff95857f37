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
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// Waits for a datagram, given up as exactly as the kernel's timers go: Linux's `ppoll`. The JDK's
/// waits are of whole milliseconds. Used by one thread.
final class PreciseWait {
    private static final long SECOND = 1_000_000_000;
    private static final short POLLIN = 1;
    private static final int EINTR = 4;

    private static final StructLayout WATCHED =
            MemoryLayout.structLayout(
                    JAVA_INT.withName("descriptor"),
                    JAVA_SHORT.withName("events"),
                    JAVA_SHORT.withName("returned"));
    private static final StructLayout TIME =
            MemoryLayout.structLayout(JAVA_LONG.withName("seconds"), JAVA_LONG.withName("nanos"));
    private static final long SECONDS = TIME.byteOffset(PathElement.groupElement("seconds"));
    private static final long NANOS = TIME.byteOffset(PathElement.groupElement("nanos"));
    private static final long EVENTS = WATCHED.byteOffset(PathElement.groupElement("events"));

    private static final MethodHandle PPOLL =
            CLibrary.function(
                    "ppoll",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS),
                    CLibrary.WITH_ERROR);

    private final MemorySegment watched;
    private final MemorySegment time;
    private final MemorySegment state;

    /// Makes one for this process's socket that receives at `port`; null if it is not to be told
    /// which that is. The caller closes the socket after the last wait.
    static @Nullable PreciseWait of(int port) {
        int descriptor = SocketTable.descriptor(port);
        return descriptor < 0 ? null : new PreciseWait(descriptor);
    }

    /// Makes one for the socket that the kernel knows by `descriptor`.
    PreciseWait(int descriptor) {
        var arena = Arena.ofAuto(); // It is made by one thread, and used by another.
        watched = arena.allocate(WATCHED);
        time = arena.allocate(TIME);
        state = arena.allocate(CLibrary.ERROR);
        watched.set(JAVA_INT, 0, descriptor);
        watched.set(JAVA_SHORT, EVENTS, POLLIN);
    }

    /// Waits at most `nanos`.
    ///
    /// @return whether there may be a datagram
    /// @throws IOException if the kernel does not let this process wait so
    boolean await(long nanos) throws IOException {
        time.set(JAVA_LONG, SECONDS, nanos / SECOND);
        time.set(JAVA_LONG, NANOS, nanos % SECOND);
        int ready = ready();
        if (ready < 0 && CLibrary.error(state) != EINTR) {
            throw new IOException("ppoll fails with error " + CLibrary.error(state));
        }
        return ready > 0;
    }

    private int ready() {
        var nobody = MemorySegment.NULL; // No signal is let through that is held back otherwise.
        return (int) CLibrary.call(() -> (int) PPOLL.invokeExact(state, watched, 1L, time, nobody));
    }
}
