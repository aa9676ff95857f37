package marquee.launcher;

import java.util.concurrent.Callable;
import marquee.config.ConfigException;
import marquee.protocol.NodeId;
import marquee.replicas.host.process.Options;
import marquee.replicas.host.process.ReplicaProcess;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `replica`.
@Command(
        name = "replica",
        description = "Runs a replica of a cluster in the foreground, until Ctrl-C.")
final class ReplicaCommand implements Callable<Integer> {
    @Mixin private RoleOptions role = new RoleOptions();

    @Option(
            names = "--id",
            required = true,
            paramLabel = "NAME",
            description = "Which one, such as R1.")
    private String id = "";

    @Option(
            names = "--implementation",
            paramLabel = "NAME",
            description = "Runs this implementation instead of the one that the description says.")
    private @Nullable String implementation;

    @Option(
            names = "--no-request-log",
            description = "Writes no text log of requests, for measurements.")
    private boolean noRequestLog;

    @Override
    public Integer call() throws ConfigException {
        var config = role.config();
        var node = role.node(config, NodeId.Kind.REPLICA, id);
        return ReplicaProcess.run(
                config,
                new Options(
                        node,
                        implementation == null
                                ? config.replica(node).implementation()
                                : implementation,
                        role.faults(NodeId.Kind.REPLICA),
                        role.seed(),
                        role.withParent(),
                        !noRequestLog));
    }
}
