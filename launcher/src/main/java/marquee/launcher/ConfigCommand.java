package marquee.launcher;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The command `config` and what it has below it.
@Command(
        name = "config",
        description = "Works on cluster descriptions.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ConfigCommand.Check.class)
final class ConfigCommand {
    /// The command `config check`.
    @Command(name = "check", description = "Checks a description and names the line at fault.")
    static final class Check implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The description.")
        private Path file = Path.of("");

        @Override
        public Integer call() throws ConfigException {
            var config = ClusterConfig.load(file);
            Screen.of(spec)
                    .show(
                            "%s: cluster %s, front ends: %d, replicas: %d"
                                    .formatted(
                                            file,
                                            config.cluster(),
                                            config.frontEnds().size(),
                                            config.replicas().size()));
            return ExitStatus.DONE;
        }
    }
}
