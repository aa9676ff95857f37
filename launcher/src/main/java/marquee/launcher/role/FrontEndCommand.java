package marquee.launcher.role;

import marquee.config.ConfigException;
import marquee.frontend.process.FrontEndProcess;
import marquee.frontend.process.Options;
import marquee.protocol.NodeId;
import marquee.soap.SoapService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `frontend`.
@Command(
        name = "frontend",
        description = "Runs a front end of a cluster in the foreground, until Ctrl-C.")
public final class FrontEndCommand implements RoleCommand {
    @Mixin private RoleOptions role = new RoleOptions();

    @Option(
            names = "--lab",
            description =
                    "Takes users at their word although the web service can be reached from other"
                            + " machines.")
    private boolean lab;

    @Mixin private RequestLogOption requestLog = new RequestLogOption();

    @Override
    public void take(PlainWords words) {
        role.take(words);
        lab = words.flag("--lab");
        requestLog.take(words);
    }

    @Override
    public Integer call() throws ConfigException {
        var config = role.config();
        var node = role.node(config, NodeId.Kind.FRONT_END);
        return FrontEndProcess.run(
                config,
                new Options(
                        node,
                        role.faults(node),
                        role.seed(),
                        role.withParent(),
                        lab,
                        requestLog.isOn()),
                // Not by a method reference, which would load the class of it at once.
                (at, desk, deadline) -> SoapService.open(at, desk, deadline));
    }
}
