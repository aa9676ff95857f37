package marquee.config.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import marquee.config.ExitStatus;
import org.jspecify.annotations.Nullable;

/// Whoever started this process, as it is heard on standard input: perhaps lines, and in the end,
/// whatever has ended it, the end. What is to stay secret comes this way, since a command line and
/// an environment can be read by others.
public final class Parent {
    /// The line after which a child that is told more than the end begins.
    public static final String START = "start";

    private final BufferedReader lines;
    private volatile Consumer<String> listener = line -> {};

    /// The parent on standard input; one a process.
    public Parent() {
        this(System.in);
    }

    Parent(InputStream input) {
        lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.US_ASCII));
    }

    /// Waits for the next line; null once the parent has ended. Not after [#listen].
    public @Nullable String readLine() {
        try {
            return lines.readLine();
        } catch (IOException e) {
            return null; // The end as well.
        }
    }

    /// Has `heard` told every further line, by a thread of its own.
    public void onLine(Consumer<String> heard) {
        listener = heard;
    }

    /// Hears the parent out on this thread, and then ends the process.
    void listen() {
        for (var line = readLine(); line != null; line = readLine()) {
            listener.accept(line);
        }
        System.exit(ExitStatus.DONE);
    }
}
