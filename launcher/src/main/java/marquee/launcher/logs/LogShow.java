package marquee.launcher.logs;

import java.io.IOException;
import java.util.Collection;
import marquee.launcher.console.Screen;

/// Shows lines of logs to a person or to a program.
public final class LogShow {
    /// How often a closed output is noticed.
    private static final int LOOK_EVERY = 256;

    private final Screen screen;
    private final LogChoice choice;
    private final boolean json;
    private final LogForm form;
    private int lines;

    /// @param json whether each line is shown as an object
    public LogShow(Screen screen, LogChoice choice, boolean json) {
        this.screen = screen;
        this.choice = choice;
        this.json = json;
        this.form = new LogForm(screen.ansi());
    }

    /// Learns from `sources` which numbers the request has that is wanted, and closes them.
    public void learn(Collection<LogSource> sources) throws IOException {
        TimeLine.read(sources, choice::note);
    }

    /// Shows what is wanted of `sources` in the order of its times, and closes them.
    public void show(Collection<LogSource> sources) throws IOException {
        TimeLine.read(sources, line -> !choice.isWanted(line) || print(line));
        screen.out().flush();
        if (lines == 0) {
            screen.say("nothing found");
        }
        for (var source : sources) {
            if (source.broken() > 0) {
                screen.say(
                        "%s: lines that could not be read, marked %s: %d"
                                .formatted(source.role(), LogLine.BROKEN, source.broken()));
            }
        }
    }

    /// Shows `line`; whether anybody still reads.
    private boolean print(LogLine line) {
        screen.out().println(json ? line.json().toString() : form.text(line));
        lines++;
        return lines % LOOK_EVERY != 0 || !screen.out().checkError();
    }
}
