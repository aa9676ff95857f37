package marquee.launcher;

import java.util.concurrent.Callable;
import marquee.config.ExitStatus;
import marquee.launcher.console.Screen;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The command `completion`.
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh: source <(./marquee completion)")
final class CompletionCommand implements Callable<Integer> {
    @Mixin private Screen screen = new Screen();

    @Override
    public Integer call() {
        screen.out().println(AutoComplete.bash("marquee", Main.commandLine()));
        return ExitStatus.DONE;
    }
}
