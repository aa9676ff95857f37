package marquee.transport.udp;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The scheduling policy of threads, as Linux tells it (proc(5)).
final class ThreadPolicy {
    static final int USUAL = 0;
    static final int BATCH = 3;
    static final int IDLE = 5;

    /// Where it stands, counted behind the name in parentheses.
    private static final int FIELD = 39;

    private ThreadPolicy() {}

    /// That of the caller's thread.
    static int ofCaller() {
        return of(Path.of("/proc/thread-self"));
    }

    /// That of the thread whose folder this is.
    static int of(Path thread) {
        var state = read(thread.resolve("stat"));
        var fields = Splitter.on(' ').splitToList(state.substring(state.lastIndexOf(')') + 1));
        return Integer.parseInt(fields.get(FIELD));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
