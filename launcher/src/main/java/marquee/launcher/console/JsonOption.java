package marquee.launcher.console;

import java.util.function.Supplier;
import picocli.CommandLine.Option;

/// Whether a command answers programs instead of people.
public final class JsonOption {
    @Option(names = "--json", description = "Shows it as one JSON object.")
    private boolean json;

    /// Shows `object` to a program, `lines` to a person, with [Marks].
    public void show(
            Screen screen, Supplier<?> object, Supplier<? extends Iterable<String>> lines) {
        if (json) {
            screen.out().println(object.get());
            screen.out().flush();
        } else {
            lines.get().forEach(screen::show);
        }
    }
}
