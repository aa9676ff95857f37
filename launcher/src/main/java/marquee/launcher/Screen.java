package marquee.launcher;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Where a command writes.
///
/// @param out what was asked for
/// @param err everything else
/// @param ansi whether there are colours
record Screen(PrintWriter out, PrintWriter err, Ansi ansi) {
    /// The screen of the command that picocli gave `spec`.
    static Screen of(@Nullable CommandSpec spec) {
        var line = known(spec).commandLine();
        return new Screen(line.getOut(), line.getErr(), line.getColorScheme().ansi());
    }

    /// A complaint about what the user typed after the command that picocli gave `spec`.
    static ParameterException wrongUsage(@Nullable CommandSpec spec, String message) {
        return new ParameterException(known(spec).commandLine(), message);
    }

    /// Writes a line of progress.
    void say(String line) {
        err.println(line);
        err.flush();
    }

    /// Writes a line of what was asked for, with picocli's marks for colours.
    void show(String line) {
        out.println(ansi.new Text(line));
        out.flush();
    }

    private static CommandSpec known(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return spec;
    }
}
