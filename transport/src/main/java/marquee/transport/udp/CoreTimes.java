package marquee.transport.udp;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How long a thread has run since it began, and was ready to run and had no core, in nanoseconds;
/// as Linux tells it.
///
/// @param waited without the wait that is not over yet
record CoreTimes(long ran, long waited) {
    private static final Splitter NUMBERS = Splitter.on(CharMatcher.whitespace());

    /// Those of the thread whose folder in /proc is `thread`; null where the kernel does not tell.
    static @Nullable CoreTimes of(Path thread) {
        try {
            var times = NUMBERS.splitToList(Files.readString(thread.resolve("schedstat")));
            long ran = Long.parseLong(times.get(0)); // 0 where the kernel does not count.
            return ran == 0 ? null : new CoreTimes(ran, Long.parseLong(times.get(1)));
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }
}
