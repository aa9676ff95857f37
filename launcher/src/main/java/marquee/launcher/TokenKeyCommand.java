package marquee.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.frontend.process.access.TokenKeys;
import marquee.launcher.console.Screen;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command `config token-key`.
@Command(
        name = "token-key",
        description =
                "Makes the key of users' tokens in a new file, for its owner only; the description"
                        + " names it as tokens. A key is changed by --roll, new tokens for all, and"
                        + " --retire, with the front ends started again after each of the two.")
final class TokenKeyCommand implements Callable<Integer> {
    @Mixin private Screen screen = new Screen();

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @ArgGroup private Change change = new Change();

    /// What is done to a file that is there.
    private static final class Change {
        @Option(
                names = "--roll",
                description =
                        "Adds a new key, which signs from now on; tokens of the newest one before"
                                + " hold on, those of an older one hold no more.")
        private boolean roll;

        @Option(
                names = "--retire",
                description =
                        "Removes the key before the newest one: its tokens hold no more, of"
                                + " whomever they are.")
        private boolean retire;
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        if (change.roll) {
            TokenKeys.roll(file);
            screen.show(file + ": a new key; tokens of the one before hold until --retire");
        } else if (change.retire) {
            TokenKeys.retire(file);
            screen.show(file + ": only the newest key is left");
        } else {
            TokenKeys.create(file);
            screen.show(file + ": a new key; who has it can make tokens for anybody");
        }
        return ExitStatus.DONE;
    }
}
