package marquee.launcher;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.LinkedHashMultimap;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.protocol.NodeId;
import marquee.replicas.host.process.Implementations;
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
            var config = ClusterConfig.load(file, Implementations.names());
            var screen = Screen.of(spec);
            screen.show(
                    "%s: cluster %s, front ends: %d, replicas: %d"
                            .formatted(
                                    file,
                                    config.cluster(),
                                    config.frontEnds().size(),
                                    config.replicas().size()));
            sharedImplementations(config).forEach(screen::say);
            return ExitStatus.DONE;
        }

        /// A line for each implementation that runs in more than one slot: that is no mistake in a
        /// description, but its mistakes are alike in all of them, and so are its votes.
        private static ImmutableList<String> sharedImplementations(ClusterConfig config) {
            var slots = LinkedHashMultimap.<String, NodeId>create();
            config.replicas().forEach(each -> slots.put(each.implementation(), each.node().id()));
            return slots.asMap().entrySet().stream()
                    .filter(shared -> shared.getValue().size() > 1)
                    .map(shared ->
                            "%s run the same implementation, %s: a mistake in it has %d votes"
                                    .formatted(
                                            Joiner.on(" and ").join(shared.getValue()),
                                            shared.getKey(),
                                            shared.getValue().size()))
                    .collect(ImmutableList.toImmutableList());
        }
    }
}
