package marquee.launcher;

import java.util.concurrent.Callable;
import marquee.client.UnreachableException;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.RoleFaults;
import marquee.config.RoleName;
import marquee.config.process.StartException;
import marquee.launcher.console.Screen;
import marquee.launcher.console.SeedOption;
import marquee.launcher.local.ClusterClient;
import marquee.launcher.local.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// The command `fault`.
@Command(
        name = "fault",
        description =
                "Changes what a role of a running cluster does wrong: in a lab, or for an"
                        + " operator with a token. What it did"
                        + " before ends, but for hang, crash and wrong-state, which only a"
                        + " replacement ends.")
final class FaultCommand implements Callable<Integer> {
    @Mixin private Screen screen = new Screen();
    @Mixin private FrontEndOption frontEnd = new FrontEndOption();

    @Parameters(
            paramLabel = "ROLE",
            index = "0",
            description = "sequencer, frontend, frontend-1.., R1.., RM1.., all.")
    private String role = "";

    @Parameters(
            paramLabel = "FAULTS",
            index = "1",
            description =
                    "clear, or of a replica "
                            + RoleFaults.OF_REPLICAS
                            + "; of any role's links "
                            + RoleFaults.OF_LINKS
                            + ". Joined by commas.")
    private String faults = "";

    @Mixin private SeedOption seed = new SeedOption();

    @Override
    public Integer call()
            throws ConfigException,
                    StartException,
                    UnreachableException,
                    RefusedException,
                    InterruptedException {
        var order = RoleFaults.parse(faults).order(seed.seed());
        if (!RoleName.isOne(role)) {
            throw new ConfigException(
                    "no role is called '%s', expected sequencer, frontend, all or one such as R2"
                            .formatted(role));
        }
        try (var client = frontEnd.client()) {
            new ClusterClient(client).fault(role, order);
            screen.show("%s: %s, seed %d".formatted(role, order.faults(), order.seed()));
            return ExitStatus.DONE;
        }
    }
}
