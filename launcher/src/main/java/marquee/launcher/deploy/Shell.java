package marquee.launcher.deploy;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import marquee.launcher.console.ShellWord;

/// A script for bash on a host: the functions of `host.sh`, and calls of them. Every word of a call
/// stays one, whatever is in it. The script goes to bash by its standard input, so nothing of it is
/// seen in a list of processes.
///
/// Not thread-safe.
final class Shell {
    private static final String FUNCTIONS = functions();

    private final StringBuilder script = new StringBuilder(FUNCTIONS);

    /// Adds a call of `function`.
    Shell call(String function, Iterable<String> words) {
        script.append(function);
        words.forEach(word -> script.append(' ').append(ShellWord.of(word)));
        script.append('\n');
        return this;
    }

    /// Adds a call of `function`.
    Shell call(String function, String... words) {
        return call(function, List.of(words));
    }

    /// Has `text` written to `file`.
    Shell put(String file, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return call("put", file, Base64.getEncoder().encodeToString(bytes));
    }

    @Override
    public String toString() {
        return script.toString();
    }

    private static String functions() {
        try {
            var url = Resources.getResource(Shell.class, "host.sh");
            return Resources.toString(url, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
