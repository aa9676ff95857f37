package marquee.launcher.soak;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import marquee.client.UnreachableException;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.console.Interruption;
import marquee.launcher.console.Narrator;
import marquee.launcher.console.Screen;
import marquee.launcher.console.SeedOption;
import marquee.launcher.console.TemporaryFolder;
import marquee.launcher.console.Within;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalCluster;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `soak`.
@Command(
        name = "soak",
        description = {
            "A long run on a cluster of its own: customers book all the time, half as much as it can"
                    + " take, and every ten seconds a replica lies, rots, is killed, stopped, hangs"
                    + " or falls silent, has bad links, or one lies while another is killed. Checks"
                    + " every answer, and what the processes take of the machine. Only replicas are"
                    + " ever started again."
        })
public final class SoakCommand implements Callable<Integer> {
    private static final int MINUTES_MAX = 10_000;
    private static final int REPLACEMENTS_MAX = 1_000_000;
    private static final int MINUTES = 10;
    private static final int EVERY_SECONDS = 10;
    private static final int EVERY_SECONDS_MAX = 3_600;
    private static final int CUSTOMERS = 32;

    @Mixin private Screen screen = new Screen();

    @Within(min = 1, max = MINUTES_MAX)
    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "Ends after so long; 10 unless --replacements is given.")
    private @Nullable Integer minutes;

    @Within(min = 1, max = REPLACEMENTS_MAX)
    @Option(
            names = "--replacements",
            paramLabel = "N",
            description =
                    "Ends after so many replacements, which then follow each other without a"
                            + " pause, unless --every is given.")
    private @Nullable Integer replacements;

    @Within(min = 1, max = EVERY_SECONDS_MAX)
    @Option(
            names = "--every",
            paramLabel = "S",
            description =
                    "Has somebody fail every so many seconds, or when all slots vote again if that"
                            + " is later; 10 unless given.")
    private @Nullable Integer every;

    @Within(min = 1, max = 100)
    @Option(
            names = "--load",
            paramLabel = "PERCENT",
            description =
                    "How much of what the cluster takes at most the customers ask for; 50 unless"
                            + " given.")
    private int load = 50;

    @Mixin private SeedOption seed = new SeedOption();

    @Override
    public Integer call()
            throws ConfigException,
                    StartException,
                    UnreachableException,
                    IOException,
                    InterruptedException {
        var narrator = new Narrator(screen.out(), screen.ansi());
        var folder = TemporaryFolder.make("marquee-soak");
        var plan = plan();
        narrator.title("Starting a cluster, seed " + plan.seed());
        var clusterPlan = ClusterPlan.of(folder).withDate(plan.date()).withSeed(plan.seed());
        try (var _ = Interruption.ofThisThread();
                var cluster = LocalCluster.start(clusterPlan, _ -> {});
                var soak = new Soak(plan, cluster, folder, narrator)) {
            narrator.title(
                    "%d customers book, replicas fail: at most %d minutes, %d replacements"
                            .formatted(CUSTOMERS, plan.longest().toMinutes(), plan.replacements()));
            return soak.run() ? ExitStatus.DONE : ExitStatus.REFUSED;
        }
    }

    private int usualPause() {
        return replacements == null ? EVERY_SECONDS : 0;
    }

    private Soak.Plan plan() {
        int usual = replacements == null ? MINUTES : MINUTES_MAX;
        return new Soak.Plan(
                Duration.ofMinutes(minutes == null ? usual : minutes),
                replacements == null ? REPLACEMENTS_MAX : replacements,
                Duration.ofSeconds(every != null ? every : usualPause()),
                load,
                CUSTOMERS,
                LocalDate.of(2023, 5, 15),
                seed.seed());
    }
}
