package marquee.transport.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Functions of Linux's C library, for what the JDK has no call. The first one of a process takes
/// some 50 ms and 7 MiB, in which the JVM makes the calls: so none is made before it is worth it.
/// Safe for use by several threads.
final class CLibrary {
    private static final boolean IS_LINUX =
            System.getProperty("os.name").equals("Linux") && ADDRESS.byteSize() == Long.BYTES;

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
