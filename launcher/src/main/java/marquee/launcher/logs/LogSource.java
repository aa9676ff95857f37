package marquee.launcher.logs;

import com.google.common.collect.ImmutableList;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// One log, line by line, from its oldest file to its newest. It holds one line at a time.
///
/// Not thread-safe.
public final class LogSource implements AutoCloseable {
    /// The most characters of a line that are kept; the rest is left out, and the line is broken.
    static final int LINE_MAX = 65_536;

    private final String role;
    private final BiFunction<String, String, @Nullable LogLine> form;
    private final Deque<InputStream> left;
    private @Nullable BufferedReader reader;
    private Instant newest = Instant.EPOCH;
    private long broken;

    /// @param role who wrote it, or which host it comes from
    /// @param form reads a line, or returns null
    /// @param files open, the oldest first
    LogSource(
            String role,
            BiFunction<String, String, @Nullable LogLine> form,
            Collection<? extends InputStream> files) {
        this.role = role;
        this.form = form;
        this.left = new ArrayDeque<>(files);
    }

    /// What another `logs --json` says in `stream`, of the logs of `host`.
    public static LogSource of(String host, InputStream stream) {
        return new LogSource(host, LogLine::event, ImmutableList.of(stream));
    }

    /// The next line; null at the end.
    @Nullable LogLine next() throws IOException {
        while (true) {
            var current = reader;
            if (current == null) {
                var file = left.pollFirst();
                if (file == null) {
                    return null;
                }
                current = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
                reader = current;
            }
            var text = read(current);
            if (text == null) {
                current.close();
                reader = null;
            } else if (!text.isBlank()) {
                return line(text);
            }
        }
    }

    /// How many lines could not be read.
    long broken() {
        return broken;
    }

    String role() {
        return role;
    }

    /// Lets go of its files.
    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
        for (var file : left) {
            file.close();
        }
    }

    private LogLine line(String text) {
        var line = text.length() < LINE_MAX ? form.apply(role, text) : null;
        if (line == null) {
            broken++;
            return LogLine.broken(newest, role, text);
        }
        if (line.level().equals(LogLine.BROKEN)) {
            broken++; // Another `logs` has found it to be one.
        }
        newest = line.at();
        return line;
    }

    /// The next line of a file, cut off where it is too long; null at its end.
    private static @Nullable String read(BufferedReader reader) throws IOException {
        int next = reader.read();
        if (next < 0) {
            return null;
        }
        var line = new StringBuilder();
        for (; next >= 0 && next != '\n'; next = reader.read()) {
            if (line.length() < LINE_MAX) {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
