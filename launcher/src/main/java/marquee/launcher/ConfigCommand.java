package marquee.launcher;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.LinkedHashMultimap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.SecretFile;
import marquee.launcher.console.Screen;
import marquee.launcher.local.ReplicaKeys;
import marquee.protocol.NodeId;
import marquee.replicas.host.process.Implementations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command `config` and what it has below it.
@Command(
        name = "config",
        description = "Works on cluster descriptions.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ConfigCommand.Check.class,
            ConfigCommand.Keys.class,
            TokenKeyCommand.class,
            TokenCommand.class
        })
final class ConfigCommand {
    /// The command `config check`.
    @Command(name = "check", description = "Checks a description and names the line at fault.")
    static final class Check implements Callable<Integer> {
        @Mixin private Screen screen = new Screen();

        @Parameters(paramLabel = "FILE", description = "The description.")
        private Path file = Path.of("");

        @Override
        public Integer call() throws ConfigException {
            var config = ClusterConfig.load(file, Implementations.names());
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

    /// The command `config keys`.
    @Command(
            name = "keys",
            description = {
                "Makes the secret of a cluster in a new file, for its owner only; the description"
                        + " names it as secret. With --for, writes the keys of one replica's links"
                        + " instead: all that a replica may know, where no manager starts it."
            })
    static final class Keys implements Callable<Integer> {
        @Mixin private Screen screen = new Screen();

        @Parameters(paramLabel = "FILE", description = "The new file.")
        private Path file = Path.of("");

        @Option(
                names = "--for",
                paramLabel = "NAME",
                description = "The replica whose keys are written, such as R1.")
        private @Nullable String owner;

        @Option(
                names = "--config",
                paramLabel = "FILE",
                description = "The description of the cluster, with --for.")
        private @Nullable Path description;

        @Override
        public Integer call() throws ConfigException, IOException {
            if (owner == null) {
                if (description != null) {
                    throw new ConfigException("--config, expected --for NAME too");
                }
                SecretFile.makeSecret(file);
                screen.show(file + ": a new secret; replicas must not have it");
                return ExitStatus.DONE;
            }
            if (description == null) {
                throw new ConfigException("--for %s, expected --config FILE too".formatted(owner));
            }
            var config = ClusterConfig.load(description, Implementations.names());
            var node = NodeId.parse(owner);
            if (node == null || node.kind() != NodeId.Kind.REPLICA || !config.contains(node)) {
                throw new ConfigException("--for %s, expected a replica".formatted(owner));
            }
            var lines = ReplicaKeys.lines(config, node);
            if (lines.isEmpty()) {
                throw new ConfigException(
                        description + ": names no secret, so there are no keys to write");
            }
            SecretFile.create(file, Joiner.on('\n').join(lines) + "\n");
            screen.show("%s: the keys of %s".formatted(file, node));
            return ExitStatus.DONE;
        }
    }
}
