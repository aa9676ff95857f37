package marquee.launcher.bench;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import marquee.client.UnreachableException;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.bench.recovery.RecoveryCommand;
import marquee.launcher.bench.report.BenchReport;
import marquee.launcher.bench.report.Machine;
import marquee.launcher.bench.report.PageOption;
import marquee.launcher.console.Interruption;
import marquee.launcher.console.JsonOption;
import marquee.launcher.console.Progress;
import marquee.launcher.console.Screen;
import marquee.launcher.console.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The command `bench`.
@Command(
        name = "bench",
        subcommands = {
            CostsCommand.class,
            GrowthCommand.class,
            MicroCommand.class,
            RecoveryCommand.class
        },
        description = {
            "Measures the pipeline on clusters of its own, called natively by a front end's role in"
                    + " this process, or over HTTP, and the raw chain beside it: plain datagrams in"
                    + " the same shape, without reliability. Runs take turns, and ratios are made"
                    + " round by round. All JVMs use the optimizing compiler, and write no text logs"
                    + " of requests."
        })
public final class BenchCommand implements Callable<Integer> {
    @Mixin private Screen screen = new Screen();
    @Mixin private BenchOptions options = new BenchOptions();
    @Mixin private PageOption page = new PageOption();
    @Mixin private JsonOption json = new JsonOption();

    @Override
    public Integer call()
            throws ConfigException,
                    StartException,
                    UnreachableException,
                    IOException,
                    InterruptedException {
        var plan = options.plan(screen);
        page.check();
        var report = measure(plan);
        json.show(screen, report::json, report::lines);
        page.write(report);
        return report.isComplete() ? ExitStatus.DONE : ExitStatus.REFUSED;
    }

    private BenchReport measure(Bench.Plan plan)
            throws ConfigException,
                    StartException,
                    UnreachableException,
                    IOException,
                    InterruptedException {
        var settings = settings(plan);
        var directory = TemporaryFolder.make("marquee-bench");
        settings.put("logs", "on " + Machine.disk(directory));
        try (var _ = Interruption.ofThisThread();
                var progress = Progress.on(screen)) {
            progress.begin(
                    plan.setups().size() == 1
                            ? "starting a cluster, and the raw chain beside it"
                            : "starting %d clusters, and the raw chain beside them"
                                    .formatted(plan.setups().size()));
            try (var bench = Bench.start(plan, directory)) {
                var comparisons = bench.run(progress::now);
                settings.put(
                        "warmed up",
                        bench.warmUps().stream()
                                .map(WarmUp::words)
                                .collect(Collectors.joining("; ")));
                if (!bench.takenAgain().isEmpty()) {
                    settings.put("taken again", String.join("; ", bench.takenAgain()));
                }
                if (!bench.replaced().isEmpty()) {
                    settings.put("replaced", String.join("; ", bench.replaced()));
                }
                return new BenchReport(screen.typed(), settings.buildOrThrow(), comparisons);
            }
        }
    }

    private static ImmutableMap.Builder<String, String> settings(Bench.Plan plan) {
        var first = plan.setups().getFirst();
        return ImmutableMap.<String, String>builder()
                .putAll(Machine.ofClusters())
                .put("asked", first.http() ? "over HTTP" : "natively")
                .put(
                        "datagrams",
                        "%d bytes, unicast; the raw chain's %s"
                                .formatted(
                                        first.datagramBytes(),
                                        plan.multicast() ? "multicast" : "unicast"))
                .put("runs", "%d rounds of %d s".formatted(plan.rounds(), plan.time().toSeconds()));
    }
}
