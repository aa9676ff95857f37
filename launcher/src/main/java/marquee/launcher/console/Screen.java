package marquee.launcher.console;

import java.io.PrintWriter;
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

    /// Whether there are colours in what was asked for.
    public Ansi ansi() {
        return line().getColorScheme().ansi();
    }

    /// Whether there are colours in everything else, which may go elsewhere.
    public Ansi errAnsi() {
        return errColumns() > 0 && System.getenv("NO_COLOR") == null ? Ansi.ON : Ansi.OFF;
    }

    /// How many columns the terminal has at which a person reads everything else; 0 if there is
    /// none. The program's script says so.
    static int errColumns() {
        return Integer.getInteger("marquee.error.columns", 0);
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
        return typed("");
    }

    /// The same with ` option` behind the command's name.
    String typed(String option) {
        var words = line().getParseResult().originalArgs().stream().map(ShellWord::of).toList();
        var rest = String.join(" ", words.subList(1, words.size()));
        return ("./marquee " + words.getFirst() + option + " " + rest).stripTrailing();
    }

    private CommandLine line() {
        if (command == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return command.commandLine();
    }
}
