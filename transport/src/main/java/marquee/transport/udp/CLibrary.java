package marquee.transport.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Functions of Linux's C library, for what the JDK has no call. The first one of a process takes
/// some 50 ms and 7 MiB, in which the JVM makes the calls: so none is made before it is worth it.
/// Safe for use by several threads.
final class CLibrary {
    private static final boolean IS_LINUX =
            System.getProperty("os.name").equals("Linux") && ADDRESS.byteSize() == Long.BYTES;

    /// How a function is made that leaves its error in a segment of this layout, its first
    /// argument.
    static final Linker.Option WITH_ERROR = Linker.Option.captureCallState("errno");

    /// Where such a function leaves its error.
    static final StructLayout ERROR = Linker.Option.captureStateLayout();

    private static final long ERRNO = ERROR.byteOffset(PathElement.groupElement("errno"));

    private CLibrary() {}

    /// A call of C, which throws nothing.
    interface Call {
        long make() throws Throwable;
    }

    /// The function `name`.
    @SuppressWarnings("restricted") // Calling C is what the class is for.
    static MethodHandle function(String name, FunctionDescriptor form, Linker.Option... options) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form, options);
    }

    /// The number of the error in `state`, after a call that failed.
    static int error(MemorySegment state) {
        return state.get(JAVA_INT, ERRNO);
    }

    /// What `call` returns.
    static long call(Call call) {
        try {
            return call.make();
        } catch (Throwable e) {
            throw new IllegalStateException("a function of C throws nothing", e);
        }
    }

    /// What `maker` makes with such functions; null in a JVM that must not call C or finds no such
    /// function, and on other systems.
    static <T> @Nullable T tryToMake(Supplier<@Nullable T> maker) {
        try {
            return IS_LINUX ? maker.get() : null;
        } catch (RuntimeException | LinkageError e) {
            return null;
        }
    }
}
