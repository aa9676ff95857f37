package marquee.launcher.role;

import java.io.IOException;
import java.nio.file.Path;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.NodeConfig;
import marquee.config.process.Parent;
import marquee.config.process.StartException;
import marquee.protocol.NodeId;
import marquee.replicas.host.process.GivenKeys;
import marquee.replicas.host.process.Options;
import marquee.replicas.host.process.ReplicaProcess;
import marquee.replicas.host.process.SpareProcess;
import marquee.transport.LinkKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `replica`.
@Command(
        name = "replica",
        description = "Runs a replica of a cluster in the foreground, until Ctrl-C.")
public final class ReplicaCommand implements RoleCommand {
    @Mixin private RoleOptions role = new RoleOptions();

    @Option(
            names = "--implementation",
            paramLabel = "NAME",
            description = "Runs this implementation instead of the one that the description says.")
    private @Nullable String implementation;

    @Option(
            names = "--incarnation",
            paramLabel = "N",
            description =
                    "Which life of the slot it is, from 0; said by the manager that starts it.")
    private int incarnation;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "The manager that starts it, such as RM1; its slot's own unless given.")
    private @Nullable String host;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description =
                    "The keys of its links, where the description names a secret, which a replica"
                            + " must not know; - where a manager says them on standard input.")
    private @Nullable String keys;

    @Option(
            names = "--spare",
            description =
                    "Starts as nobody, learns what its manager, the --host, tells it on standard"
                            + " input, and waits to be told there which replica it is.")
    private boolean spare;

    @Mixin private RequestLogOption requestLog = new RequestLogOption();

    @Override
    public void take(PlainWords words) {
        role.take(words);
        implementation = words.text("--implementation");
        incarnation = words.count("--incarnation", incarnation);
        host = words.text("--host");
        keys = words.text("--keys");
        spare = words.flag("--spare");
        requestLog.take(words);
    }

    @Override
    public Integer call() throws ConfigException, StartException, IOException {
        var config = role.config();
        if (spare) {
            var keeper = manager(config);
            return SpareProcess.run(
                    config,
                    new Parent(),
                    new SpareProcess.Settings(keeper, role.seed(), requestLog.isOn()));
        }
        var node = role.node(config, NodeId.Kind.REPLICA);
        return ReplicaProcess.run(
                config,
                new Options(
                        node,
                        life(config, node),
                        implementation(config, node),
                        role.faults(node),
                        role.seed(),
                        given(config, node),
                        requestLog.isOn()));
    }

    private String implementation(ClusterConfig config, NodeId node) {
        return implementation == null ? config.replica(node).implementation() : implementation;
    }

    private Options.Given given(ClusterConfig config, NodeId node) throws ConfigException {
        if ((keys == null) != (config.secret() == null)) {
            throw new ConfigException(
                    keys == null
                            ? ("%s: the description names a secret, expected --keys FILE with the"
                                            + " keys of its links (./marquee config keys --for %s)")
                                    .formatted(node, node)
                            : "%s: --keys is for clusters whose description names a secret"
                                    .formatted(node));
        }
        var parent = role.withParent() ? new Parent() : null;
        if (keys == null) {
            return new Options.Given(parent, LinkKeys.NONE);
        }
        if (!keys.equals("-")) {
            return new Options.Given(parent, GivenKeys.from(Path.of(keys)));
        }
        if (parent == null) {
            throw new ConfigException("--keys - is for managers, which also say --with-parent");
        }
        return new Options.Given(parent, GivenKeys.from(parent));
    }

    private Options.Life life(ClusterConfig config, NodeId node) throws ConfigException {
        if (host == null && incarnation == 0) {
            return Options.Life.first(node);
        }
        return new Options.Life(incarnation, manager(config));
    }

    private NodeId manager(ClusterConfig config) throws ConfigException {
        var manager = host == null ? null : NodeId.parse(host);
        if (incarnation < 0 || manager == null || !config.contains(manager)) {
            throw new ConfigException(
                    "--incarnation %d --host %s, expected a number from 0 and one of %s"
                            .formatted(
                                    incarnation,
                                    host,
                                    config.managers().stream().map(NodeConfig::id).toList()));
        }
        return manager;
    }
}
