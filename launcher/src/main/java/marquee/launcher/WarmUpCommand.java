package marquee.launcher;

import java.io.IOException;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import marquee.client.UnreachableException;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.console.Narrator;
import marquee.launcher.console.Screen;
import marquee.launcher.console.TemporaryFolder;
import marquee.launcher.demo.Demo;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.Jvm;
import marquee.launcher.local.LocalCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Says with which flags roles are started by hand; then starts a cluster, books a little and ends,
/// so that the processes involved can leave archives of the classes they used. No command for
/// people.
@Command(name = "warm-up", hidden = true, description = "Makes later starts quick.")
final class WarmUpCommand implements Callable<Integer> {
    private static final Demo.Settings LOAD = new Demo.Settings(4, 2, LocalDate.of(2023, 5, 15), 1);

    /// Replicas are started from here, not by managers: they are asked for their archive.
    private static final ClusterPlan.Size UNMANAGED =
            ClusterPlan.Size.USUAL.with(ClusterPlan.Feature.MANAGED, false);

    @Mixin private Screen screen = new Screen();

    @Override
    public Integer call()
            throws ConfigException,
                    StartException,
                    UnreachableException,
                    IOException,
                    InterruptedException {
        Jvm.writeFlags();
        var narrator = new Narrator(screen.out(), screen.ansi());
        var plan =
                ClusterPlan.of(TemporaryFolder.make("marquee-warm-up"))
                        .withDate(LOAD.date())
                        .withSize(UNMANAGED)
                        .withPurpose(ClusterPlan.Purpose.ARCHIVE);
        try (var cluster = LocalCluster.start(plan, narrator::say);
                var demo = new Demo(LOAD, cluster.urls(), narrator, null)) {
            return demo.rehearse() ? ExitStatus.DONE : ExitStatus.REFUSED;
        }
    }
}
