package marquee.launcher.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import marquee.benchmarks.Pipeline;
import marquee.benchmarks.RawChain;
import marquee.benchmarks.Result;
import marquee.client.Table;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.TemporaryFolder;
import marquee.launcher.console.JsonOption;
import marquee.launcher.console.Progress;
import marquee.launcher.console.Screen;
import marquee.launcher.console.Within;
import marquee.sequencer.log.Durability;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `bench`.
@Command(
        name = "bench",
        subcommands = {CostsCommand.class, RecoveryCommand.class},
        description = {
            "Measures the pipeline on a cluster of its own, called natively by a front end's role in"
                    + " this process, and the raw chain beside it: plain datagrams in the same"
                    + " shape, without reliability. Runs take turns, and ratios are made pair by"
                    + " pair. All JVMs use the optimizing compiler, and write no text logs of requests."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final int DATAGRAM_BYTES_MIN = 512;
    private static final int DATAGRAM_BYTES_MAX = 9_000; // What the raw chain receives at most.
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final int WARM_UP_OUTSTANDING = 64;
    private static final double MEDIAN = 50;
    private static final double TAIL = 99;

    @Mixin private Screen screen = new Screen();

    @Within(min = 1, max = 4_096)
    @Option(
            names = "--outstanding",
            split = ",",
            paramLabel = "N",
            description = "How many requests are under way at once; 1,16,64,256,1024 unless given.")
    private List<Integer> outstanding = List.of(1, 16, 64, 256, 1_024);

    @Within(min = 1, max = 3_600)
    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each run lasts; 2 unless given.")
    private int seconds = 2;

    @Within(min = 1, max = 1_000)
    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How many pairs of runs there are; 3 unless given.")
    private int rounds = 3;

    @Option(
            names = "--load",
            paramLabel = "LOAD",
            description =
                    "trivial: an application that does nothing; booking: the real ones. trivial"
                            + " unless given.")
    private Load load = Load.TRIVIAL;

    @Within(min = DATAGRAM_BYTES_MIN, max = DATAGRAM_BYTES_MAX)
    @Option(
            names = "--datagram",
            paramLabel = "BYTES",
            description = "The longest datagram of both; 1432 unless given.")
    private int datagramBytes = 1_432;

    @Option(
            names = "--durability",
            paramLabel = "WAY",
            description = "How the sequencer keeps its log: none, os or fsync; none unless given.")
    private Durability durability = Durability.NONE;

    @Option(
            names = "--keys",
            description = "Has datagrams proved by keys; otherwise they only carry a sum.")
    private boolean keyed;

    @Mixin private JsonOption json = new JsonOption();

    @Override
    public Integer call()
            throws ConfigException, StartException, IOException, InterruptedException {
        var measurements = measure();
        json.show(screen, () -> json(measurements), () -> table(measurements).lines());
        boolean isComplete = measurements.stream().allMatch(each -> each.unanswered() == 0);
        return isComplete ? ExitStatus.DONE : ExitStatus.REFUSED;
    }

    private ImmutableList<Measurement> measure()
            throws ConfigException, StartException, IOException, InterruptedException {
        var directory = TemporaryFolder.make("marquee-bench");
        var settings = new BenchCluster.Settings(load, datagramBytes, word(durability), keyed);
        try (var progress = Progress.on(screen)) {
            progress.begin("starting a sequencer and four replicas, and the raw chain beside them");
            return measure(settings, directory, progress);
        }
    }

    private ImmutableList<Measurement> measure(
            BenchCluster.Settings settings, Path directory, Progress progress)
            throws ConfigException, StartException, IOException, InterruptedException {
        try (var cluster = BenchCluster.start(directory, settings, words -> {});
                var pipeline = Pipeline.connect(cluster.config());
                var raw = RawChain.start(datagramBytes)) {
            var operations = load.operations(LocalDate.now(cluster.config().timeZone()));
            progress.now("warming up");
            raw.run(WARM_UP_OUTSTANDING, WARM_UP);
            pipeline.run(WARM_UP_OUTSTANDING, WARM_UP, operations);
            var measurements = ImmutableList.<Measurement>builder();
            for (int each : outstanding) {
                var pairs = ImmutableList.<Measurement.Pair>builder();
                for (int round = 1; round <= rounds; round++) {
                    progress.now("%d outstanding, pair %d of %d".formatted(each, round, rounds));
                    var time = Duration.ofSeconds(seconds);
                    var rawRun = raw.run(each, time);
                    pairs.add(new Measurement.Pair(rawRun, pipeline.run(each, time, operations)));
                }
                measurements.add(new Measurement(each, pairs.build()));
            }
            return measurements.build();
        }
    }

    private static Table table(List<Measurement> measurements) {
        var table =
                new Table(
                        "outstanding",
                        "raw/s",
                        "pipeline/s",
                        "ratio",
                        "raw p50 us",
                        "p50 us",
                        "ratio",
                        "raw p99 us",
                        "p99 us",
                        "ratio");
        for (var each : measurements) {
            var cells = new ArrayList<Object>();
            cells.add(each.outstanding());
            cells.add(figure("%.0f", each.raw(Result::perSecond)));
            cells.add(figure("%.0f", each.pipeline(Result::perSecond)));
            cells.add(figure("%.2f", each.ratio(Result::perSecond)));
            for (double percent : new double[] {MEDIAN, TAIL}) {
                cells.add(figure("%.0f", each.raw(run -> run.micros(percent))));
                cells.add(figure("%.0f", each.pipeline(run -> run.micros(percent))));
                cells.add(figure("%.2f", each.ratio(run -> run.micros(percent))));
            }
            table.row(cells.toArray());
        }
        return table;
    }

    private String json(List<Measurement> measurements) {
        var root = JsonMapper.builder().build().createObjectNode();
        root.put("load", word(load));
        root.put("datagramBytes", datagramBytes)
                .put("durability", word(durability))
                .put("keys", keyed);
        var runs = root.putArray("runs");
        for (var each : measurements) {
            for (var pair : each.pairs()) {
                var run = runs.addObject().put("outstanding", each.outstanding());
                for (var of : List.of("raw", "pipeline")) {
                    var result = of.equals("raw") ? pair.raw() : pair.pipeline();
                    run.putObject(of)
                            .put("perSecond", Math.round(result.perSecond()))
                            .put("p50Micros", result.micros(MEDIAN))
                            .put("p99Micros", result.micros(TAIL))
                            .put("lost", result.lost());
                }
            }
        }
        return root.toString();
    }

    private static String figure(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /// The constant as it is typed.
    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
