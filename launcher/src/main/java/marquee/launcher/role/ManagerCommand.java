package marquee.launcher.role;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import marquee.config.ConfigException;
import marquee.config.RoleFaults;
import marquee.launcher.local.Jvm;
import marquee.manager.process.ManagerProcess;
import marquee.manager.process.Options;
import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `replica-manager`.
@Command(
        name = "replica-manager",
        description =
                "Runs a replica manager of a cluster in the foreground, until Ctrl-C. It starts its"
                        + " replica, watches it, and replaces it.")
public final class ManagerCommand implements RoleCommand {
    @Mixin private RoleOptions role = new RoleOptions();

    @Option(
            names = "--own-fault",
            paramLabel = "FAULTS",
            description = "What its own links do wrong; --fault is passed on to its replica.")
    private @Nullable String ownFaults;

    @Option(
            names = "--measured",
            description =
                    "Starts its replica with the optimizing compiler and much memory, to measure"
                            + " the program and not how little it needs.")
    private boolean measured;

    @Mixin private RequestLogOption requestLog = new RequestLogOption();

    @Override
    public void take(PlainWords words) {
        role.take(words);
        ownFaults = words.text("--own-fault");
        measured = words.flag("--measured");
        requestLog.take(words);
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        var config = role.config();
        var node = role.node(config, NodeId.Kind.MANAGER);
        var ofReplica = role.faults(NodeId.replica(node.index()));
        var own = ownFaults == null ? RoleFaults.NONE : RoleFaults.parse(ownFaults);
        own.requireFor(node);
        var arguments =
                ImmutableList.<String>builder().add("replica").addAll(role.description(config));
        if (!requestLog.isOn()) {
            arguments.add(RequestLogOption.NONE);
        }
        return ManagerProcess.run(
                config,
                new Options(
                        node,
                        measured
                                ? Jvm.measuredReplicaCommand(arguments.build())
                                : Jvm.replicaCommand(arguments.build()),
                        ofReplica.text(),
                        own,
                        role.seed(),
                        role.withParent()));
    }
}
