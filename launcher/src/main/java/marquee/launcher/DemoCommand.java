package marquee.launcher;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import marquee.client.UnreachableException;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.demo.Demo;
import marquee.launcher.demo.Narrator;
import marquee.launcher.local.Background;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalCluster;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The command `demo`.
@Command(
        name = "demo",
        description =
                "Starts every role in a process of its own on this machine, has customers book at"
                        + " once, checks what they are told and compares the replicas.")
final class DemoCommand implements Callable<Integer> {
    private static final int CUSTOMERS_MAX = 1_000;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--customers",
            paramLabel = "N",
            description = "How many customers book at once; 16 unless given.")
    private int customers = 16;

    @Option(
            names = "--requests",
            paramLabel = "N",
            description = "How many requests they make together; 3000 unless given.")
    private int requests = 3_000;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long they go on at most; 15 unless given.")
    private int seconds = 15;

    @Option(
            names = "--date",
            paramLabel = "DATE",
            description = "The business date; 2023-05-15 unless given.")
    private LocalDate date = LocalDate.of(2023, 5, 15);

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What every random choice is made from; printed, chosen unless given.")
    private @Nullable Long seed;

    @Option(names = "--keep", description = "Leaves the cluster running; ./marquee down stops it.")
    private boolean keep;

    @Override
    public Integer call()
            throws ConfigException,
                    StartException,
                    UnreachableException,
                    IOException,
                    InterruptedException {
        check();
        var screen = Screen.of(spec);
        var narrator = new Narrator(screen.out(), screen.ansi());
        long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000_000L) : seed;
        narrator.title("Starting sequencer, front end and four replicas, seed " + chosen);
        var settings = new Demo.Settings(customers, requests, seconds, date, chosen);
        boolean isRight = keep ? runAndKeep(settings, narrator) : runInPassing(settings, narrator);
        return isRight ? ExitStatus.DONE : ExitStatus.REFUSED;
    }

    private void check() {
        if (customers < 2 || customers > CUSTOMERS_MAX) {
            throw Screen.wrongUsage(
                    spec, "--customers %d, expected 2 to %d".formatted(customers, CUSTOMERS_MAX));
        }
        if (requests < 1 || seconds < 1) {
            throw Screen.wrongUsage(spec, "--requests and --seconds are expected to be at least 1");
        }
    }

    /// On a cluster whose roles are children of this process; nothing is left of it.
    private static boolean runInPassing(Demo.Settings settings, Narrator narrator)
            throws ConfigException,
                    StartException,
                    UnreachableException,
                    IOException,
                    InterruptedException {
        var directory = TemporaryFolder.make("marquee-demo");
        var plan = ClusterPlan.of(directory).withDate(settings.date()).withSeed(settings.seed());
        try (var cluster = LocalCluster.start(plan, narrator::say)) {
            return run(settings, cluster.urls(), narrator);
        }
    }

    private static boolean runAndKeep(Demo.Settings settings, Narrator narrator)
            throws StartException, UnreachableException, IOException, InterruptedException {
        var arguments =
                ImmutableList.of(
                        SuperviseCommand.NAME,
                        "--date",
                        settings.date().toString(),
                        "--seed",
                        Long.toString(settings.seed()));
        var state = Background.start(arguments, narrator::say);
        boolean isRight = run(settings, state.frontEnds(), narrator);
        narrator.title(
                "The cluster runs on at %s; ./marquee down stops it"
                        .formatted(String.join(" ", state.urls())));
        return isRight;
    }

    private static boolean run(Demo.Settings settings, ImmutableList<URI> urls, Narrator narrator)
            throws UnreachableException, InterruptedException {
        try (var demo = new Demo(settings, urls, narrator)) {
            return demo.run();
        }
    }
}
