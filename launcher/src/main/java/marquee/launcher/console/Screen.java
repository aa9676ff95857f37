package marquee.launcher.console;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Where the command that it is mixed into writes.
@Command // Mixed into one; picocli asks for it.
public final class Screen {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /// For what was asked for.
    public PrintWriter out() {
        return line().getOut();
    }

    /// For everything else.
    public PrintWriter err() {
        return line().getErr();
    }

    /// Whether there are colours.
    public Ansi ansi() {
        return line().getColorScheme().ansi();
    }

    /// Whether a person watches, who can be shown a line that changes.
    @SuppressWarnings("SystemConsoleNull") // It does again from JDK 25 on, see JDK-8351435.
    static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /// A complaint about what the user typed.
    public ParameterException wrongUsage(String message) {
        return new ParameterException(line(), message);
    }

    /// Writes a line of progress.
    public void say(String line) {
        err().println(line);
        err().flush();
    }

    /// Writes a line of what was asked for, with [Marks].
    public void show(String line) {
        out().println(Marks.shown(ansi(), line));
        out().flush();
    }

    /// What was typed, beginning with the program's name, as a shell takes it again.
    public String typed() {
        return line().getParseResult().originalArgs().stream()
                .map(ShellWord::of)
                .collect(Collectors.joining(" ", "./marquee ", ""));
    }

    private CommandLine line() {
        if (command == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return command.commandLine();
    }
}
