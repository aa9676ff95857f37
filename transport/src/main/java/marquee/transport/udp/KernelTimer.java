package marquee.transport.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A timer of Linux that has a descriptor, so that a thread can wait for it and for a datagram at
/// once (timerfd). The processor's clock is set when the timer is, and not for each wait. Used by
/// one thread; only [#close] is for any.
final class KernelTimer implements AutoCloseable {
    private static final long SECOND = 1_000_000_000;

    // What the headers of Linux say, for 64 bits.
    private static final int CLOCK_MONOTONIC = 1;
    private static final int TFD_NONBLOCK_CLOEXEC = 0x80800;
    private static final int RELATIVE = 0;

    private static final StructLayout TIME =
            MemoryLayout.structLayout(
                    MemoryLayout.sequenceLayout(2, JAVA_LONG).withName("interval"),
                    JAVA_LONG.withName("seconds"),
                    JAVA_LONG.withName("nanos"));
    private static final long SECONDS = TIME.byteOffset(PathElement.groupElement("seconds"));
    private static final long NANOS = TIME.byteOffset(PathElement.groupElement("nanos"));

    private static final MethodHandle CREATE =
            CLibrary.function(
                    "timerfd_create", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SET_TIME =
            CLibrary.function(
                    "timerfd_settime",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle CLOSE =
            CLibrary.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final int descriptor;
    private final MemorySegment time;
    private final AtomicBoolean closed = new AtomicBoolean();
    private long due;

    /// Opens one; null if the kernel does not give this process any, or does not let it be set.
    static @Nullable KernelTimer open() {
        int descriptor =
                (int)
                        CLibrary.call(() ->
                                (int) CREATE.invokeExact(CLOCK_MONOTONIC, TFD_NONBLOCK_CLOEXEC));
        if (descriptor < 0) {
            return null;
        }
        var timer = new KernelTimer(descriptor);
        try {
            timer.set(SECOND);
            return timer;
        } catch (IOException e) {
            timer.close();
            return null;
        }
    }

    private KernelTimer(int descriptor) {
        this.descriptor = descriptor;
        time = Arena.ofAuto().allocate(TIME); // It is made by one thread, and used by another.
        due = System.nanoTime();
    }

    /// By what the kernel knows the timer.
    int descriptor() {
        return descriptor;
    }

    /// Sees to it that the timer goes off after `now`, and at `end` or earlier, as far as the
    /// thread has a core meanwhile; both are of [System#nanoTime]. One that was set before and does
    /// so is left as it is, so whoever waits again and again, each time until a little later, sets
    /// it once for many waits.
    ///
    /// @throws IOException if the kernel does not let it be set any more
    void goOffBy(long now, long end) throws IOException {
        if (due - now > 0 && due - end <= 0) {
            return;
        }
        set(Math.max(1, end - now)); // Zero would stop it.
        due = end;
    }

    private void set(long nanos) throws IOException {
        time.set(JAVA_LONG, SECONDS, nanos / SECOND);
        time.set(JAVA_LONG, NANOS, nanos % SECOND);
        var nowhere = MemorySegment.NULL; // Nobody asks when it would have gone off.
        long failed =
                CLibrary.call(
                        () -> (int) SET_TIME.invokeExact(descriptor, RELATIVE, time, nowhere));
        if (failed != 0) {
            throw new IOException("timerfd_settime fails");
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            CLibrary.call(() -> (int) CLOSE.invokeExact(descriptor));
        }
    }
}
