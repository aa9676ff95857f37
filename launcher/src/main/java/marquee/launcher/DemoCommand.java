package marquee.launcher;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import marquee.client.UnreachableException;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.RoleShell;
import marquee.config.process.StartException;
import marquee.launcher.console.Interruption;
import marquee.launcher.console.Narrator;
import marquee.launcher.console.Screen;
import marquee.launcher.console.SeedOption;
import marquee.launcher.console.TemporaryFolder;
import marquee.launcher.console.Within;
import marquee.launcher.demo.Demo;
import marquee.launcher.demo.DemoReport;
import marquee.launcher.local.Background;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalCluster;
import marquee.launcher.local.RunState;
import marquee.launcher.local.Supervisor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `demo`.
@Command(
        name = "demo",
        description =
                "Starts every role in a process of its own on this machine and has customers book"
                        + " at once, while one replica lies, another is killed, and then both at the"
                        + " same time; checks what they are told, that each is replaced, and that all"
                        + " states are equal.")
final class DemoCommand implements Callable<Integer> {
    @Mixin private Screen screen = new Screen();

    @Within(min = 2, max = 1_000)
    @Option(
            names = "--customers",
            paramLabel = "N",
            description = "How many customers book at once; 16 unless given.")
    private int customers = 16;

    @Within(min = 1, max = 3_600)
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

    @Mixin private SeedOption seed = new SeedOption();

    @Option(names = "--keep", description = "Leaves the cluster running; ./marquee down stops it.")
    private boolean keep;

    @Override
    public Integer call()
            throws ConfigException,
                    StartException,
                    UnreachableException,
                    IOException,
                    InterruptedException {
        if (keep) {
            Supervisor.requireNone();
        }
        var narrator = new Narrator(screen.out(), screen.ansi());
        narrator.title(
                "Starting sequencer, front end and four managers with their replicas, seed "
                        + seed.seed());
        var settings = new Demo.Settings(customers, seconds, date, seed.seed());
        boolean isRight = keep ? runAndKeep(settings, narrator) : runInPassing(settings, narrator);
        return isRight ? ExitStatus.DONE : ExitStatus.REFUSED;
    }

    /// On a cluster whose roles are children of this process; of it only the page is left.
    private boolean runInPassing(Demo.Settings settings, Narrator narrator)
            throws ConfigException,
                    StartException,
                    UnreachableException,
                    IOException,
                    InterruptedException {
        var directory = TemporaryFolder.make("marquee-demo");
        var report = new DemoReport(ClusterPlan.recordings(directory));
        var plan =
                ClusterPlan.of(directory)
                        .withDate(settings.date())
                        .withSeed(settings.seed())
                        .recorded();
        try (var _ = Interruption.ofThisThread();
                var cluster = LocalCluster.start(plan, line -> tellReady(line, narrator))) {
            return run(settings, RunState.of(cluster), report, narrator);
        }
    }

    private boolean runAndKeep(Demo.Settings settings, Narrator narrator)
            throws StartException, UnreachableException, IOException, InterruptedException {
        var report = new DemoReport(ClusterPlan.recordings(RunState.directory()));
        var arguments =
                ImmutableList.of(
                        SuperviseCommand.NAME,
                        SuperviseCommand.RECORD,
                        "--date",
                        settings.date().toString(),
                        "--seed",
                        Long.toString(settings.seed()));
        var state = Background.start(arguments, line -> tellReady(line, narrator));
        boolean isRight = run(settings, state, report, narrator);
        narrator.title(
                "The cluster runs on, with its dashboard, at %s; ./marquee down stops it"
                        .formatted(String.join(" ", state.urls())));
        return isRight;
    }

    /// Of what roles say, that they are ready: the rest the demonstration tells itself.
    private static void tellReady(String line, Narrator narrator) {
        if (line.startsWith(RoleShell.READY + " ")) {
            narrator.say(line);
        }
    }

    private boolean run(
            Demo.Settings settings, RunState cluster, DemoReport report, Narrator narrator)
            throws UnreachableException, IOException, InterruptedException {
        try (var demo = new Demo(settings, cluster.frontEnds(), narrator, report)) {
            boolean isRight = demo.run();
            var ended = cluster.ended();
            if (!ended.isEmpty()) {
                isRight = false;
                narrator.wrong("ended by themselves: " + String.join(", ", ended));
            }
            var page = report.write(isRight, seed.typed(screen));
            narrator.title("What they said to each other: " + page);
            return isRight;
        }
    }
}
