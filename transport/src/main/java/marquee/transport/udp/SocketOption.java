package marquee.transport.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/// The C library's `setsockopt`, for options that the JDK has no name for. For any thread.
final class SocketOption {
    private static final MethodHandle SET =
            CLibrary.function(
                    "setsockopt",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

    private SocketOption() {}

    /// Sets the option `name` of `level` of the socket that the kernel knows by `descriptor`.
    ///
    /// @return whether the kernel has done so
    static boolean set(int descriptor, int level, int name, int value) {
        try (var arena = Arena.ofConfined()) {
            var wanted = arena.allocateFrom(JAVA_INT, value);
            return CLibrary.call(() ->
                    (int) SET.invokeExact(descriptor, level, name, wanted, Integer.BYTES))
                    == 0;
        }
    }
}
