package marquee.launcher;

import java.util.concurrent.Callable;
import marquee.config.ExitStatus;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command `completion`.
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh: source <(./marquee completion)")
final class CompletionCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var screen = Screen.of(spec);
        screen.out().println(AutoComplete.bash("marquee", Main.commandLine()));
        return ExitStatus.DONE;
    }
}
