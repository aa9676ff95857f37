package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import marquee.client.UnreachableException;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.bench.report.BenchReport;
import marquee.launcher.bench.report.Comparison;
import marquee.launcher.bench.report.Machine;
import marquee.launcher.bench.report.PageOption;
import marquee.launcher.bench.report.PlotOption;
import marquee.launcher.console.Interruption;
import marquee.launcher.console.JsonOption;
import marquee.launcher.console.Progress;
import marquee.launcher.console.Screen;
import marquee.launcher.console.TemporaryFolder;
import marquee.launcher.console.Within;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `bench growth`.
@Command(
        name = "growth",
        description = {
            "Measures whether a request costs the pipeline more when more bookings are held, more"
                    + " requests were ordered, or there are more clients or replicas, by the work of"
                    + " the processor for a request in each process."
        })
public final class GrowthCommand implements Callable<Integer> {
    private static final int REPLICAS = 4;

    @Mixin private Screen screen = new Screen();
    @Mixin private PageOption page = new PageOption();
    @Mixin private PlotOption plot = new PlotOption();
    @Mixin private JsonOption json = new JsonOption();

    @Option(
            names = "--of",
            split = ",",
            paramLabel = "WHAT",
            description =
                    "What grows: held, from 1000 to a million bookings on an implementation a slot;"
                            + " ordered, from 500000 to ten million requests; clients, from 1 to"
                            + " 10000; replicas, from 4 to 10. All of them unless given.")
    private List<GrowthAxis> axes = List.of(GrowthAxis.values());

    @Within(min = 1)
    @Option(
            names = "--most",
            paramLabel = "N",
            description = "Leaves greater sizes out, but for the least of each; none unless given.")
    private long most = Long.MAX_VALUE;

    @Within(min = 1, max = 10)
    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each run lasts; 3 unless given.")
    private int seconds = 3;

    @Within(min = 1, max = 1_000)
    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each size is measured; 3 times unless given.")
    private int rounds = 3;

    @Override
    public Integer call()
            throws ConfigException,
                    StartException,
                    UnreachableException,
                    IOException,
                    InterruptedException {
        page.check();
        plot.check();
        var report = measure();
        json.show(screen, report::json, report::linesOfGrowth);
        page.write(report);
        plot.write(report::plotOfGrowth);
        return report.isComplete() ? ExitStatus.DONE : ExitStatus.REFUSED;
    }

    private BenchReport measure()
            throws ConfigException,
                    StartException,
                    UnreachableException,
                    IOException,
                    InterruptedException {
        var settings =
                ImmutableMap.<String, String>builder()
                        .putAll(Machine.ofClusters())
                        .put("asked", "natively, without keys, durability none")
                        .put("runs", "%d rounds of %d s".formatted(rounds, seconds))
                        .buildOrThrow();
        var directory = TemporaryFolder.make("marquee-growth");
        var comparisons = ImmutableList.<Comparison>builder();
        try (var _ = Interruption.ofThisThread();
                var progress = Progress.on(screen)) {
            for (var axis : ImmutableSet.copyOf(axes)) {
                for (var sizes : axis.clusters(most)) {
                    var folder = directory.resolve(axis.word() + "-" + sizes.getFirst());
                    comparisons.addAll(measure(axis, sizes, folder, progress));
                }
            }
        }
        return new BenchReport(screen.typed(), settings, comparisons.build());
    }

    private ImmutableList<Comparison> measure(
            GrowthAxis axis, List<Long> sizes, Path directory, Progress progress)
            throws ConfigException,
                    StartException,
                    UnreachableException,
                    IOException,
                    InterruptedException {
        int replicas = axis == GrowthAxis.REPLICAS ? Math.toIntExact(sizes.getFirst()) : REPLICAS;
        progress.begin("starting a cluster, and the raw chain beside it");
        try (var growth = Growth.start(axis, replicas, directory)) {
            progress.now("warming up");
            growth.warmUp();
            var comparisons = ImmutableList.<Comparison>builder();
            for (long size : sizes) {
                comparisons.add(
                        growth.measure(size, rounds, Duration.ofSeconds(seconds), progress::now));
            }
            return comparisons.build();
        }
    }
}
