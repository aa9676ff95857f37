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
import marquee.config.process.RoleShell;
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
                "Starts every role in a process of its own on this machine and has customers book"
                        + " at once, while one replica lies, another is killed, and then both at the"
                        + " same time; checks what they are told, that each is replaced, and that all"
                        + " states are equal.")
final class DemoCommand implements Callable<Integer> {
    private static final int CUSTOMERS_MAX = 1_000;
    private static final int SECONDS_MAX = 3_600;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--customers",
            paramLabel = "N",
            description = "How many customers book at once; 16 unless given.")
    private int customers = 16;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description =
                    "How long they book undisturbed before the faults, and again after; 5 unless"
                            + " given.")
    private int seconds = 5;

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
        narrator.title(
                "Starting sequencer, front end and four managers with their replicas, seed "
                        + chosen);
        var settings = new Demo.Settings(customers, seconds, date, chosen);
        boolean isRight = keep ? runAndKeep(settings, narrator) : runInPassing(settings, narrator);
        return isRight ? ExitStatus.DONE : ExitStatus.REFUSED;
    }

    private void check() {
        if (customers < 2 || customers > CUSTOMERS_MAX) {
            throw Screen.wrongUsage(
                    spec, "--customers %d, expected 2 to %d".formatted(customers, CUSTOMERS_MAX));
        }
        if (seconds < 1 || seconds > SECONDS_MAX) {
            throw Screen.wrongUsage(
                    spec, "--seconds %d, expected 1 to %d".formatted(seconds, SECONDS_MAX));
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
        try (var cluster = LocalCluster.start(plan, line -> tellReady(line, narrator))) {
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
        var state = Background.start(arguments, line -> tellReady(line, narrator));
        boolean isRight = run(settings, state.frontEnds(), narrator);
        narrator.title(
                "The cluster runs on at %s; ./marquee down stops it"
                        .formatted(String.join(" ", state.urls())));
        return isRight;
    }

    /// Of what roles say, that they are ready: the rest the demonstration tells itself.
    private static void tellReady(String line, Narrator narrator) {
        if (line.startsWith(RoleShell.READY + " ")) {
            narrator.say(line);
        }
    }

    private static boolean run(Demo.Settings settings, ImmutableList<URI> urls, Narrator narrator)
            throws UnreachableException, IOException, InterruptedException {
        try (var demo = new Demo(settings, urls, narrator)) {
            return demo.run();
        }
    }
}
