package marquee.launcher.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.PrintWriter;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
    private static final int OUTSTANDING_MAX = 4_096;
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final int WARM_UP_OUTSTANDING = 64;
    private static final double MEDIAN = 50;
    private static final double TAIL = 99;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--outstanding",
            split = ",",
            paramLabel = "N",
            description = "How many requests are under way at once; 1,16,64,256,1024 unless given.")
    private List<Integer> outstanding = List.of(1, 16, 64, 256, 1_024);

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each run lasts; 2 unless given.")
    private int seconds = 2;

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

    @Option(
            names = "--datagram",
            paramLabel = "BYTES",
            description = "The longest datagram of both; 1432 unless given.")
    private int datagramBytes = 1_432;

    @Option(
            names = "--durability",
            paramLabel = "WAY",
            description = "How the sequencer keeps its log: none, os or fsync; none unless given.")
    private String durability = "none";

    @Option(
            names = "--keys",
            description = "Has datagrams proved by keys; otherwise they only carry a sum.")
    private boolean keyed;

    @Option(names = "--json", description = "Prints every run as JSON.")
    private boolean json;

    @Override
    public Integer call()
            throws ConfigException, StartException, IOException, InterruptedException {
        check();
        var line = known().commandLine();
        var measurements = measure(line.getErr());
        if (json) {
            line.getOut().println(json(measurements));
        } else {
            table(measurements).lines().forEach(line.getOut()::println);
        }
        line.getOut().flush();
        boolean isComplete = measurements.stream().allMatch(each -> each.unanswered() == 0);
        return isComplete ? ExitStatus.DONE : ExitStatus.REFUSED;
    }

    private void check() {
        expect(
                outstanding.stream().allMatch(n -> n >= 1 && n <= OUTSTANDING_MAX),
                "--outstanding is expected to be from 1 to " + OUTSTANDING_MAX);
        expect(seconds >= 1 && rounds >= 1, "--seconds and --rounds are expected to be at least 1");
        expect(
                ImmutableList.of("none", "os", "fsync").contains(durability),
                "--durability %s, expected none, os or fsync".formatted(durability));
    }

    private ImmutableList<Measurement> measure(PrintWriter progress)
            throws ConfigException, StartException, IOException, InterruptedException {
        var directory = TemporaryFolder.make("marquee-bench");
        var settings = new BenchCluster.Settings(load, datagramBytes, durability, keyed);
        say(progress, "starting a sequencer and four replicas, and the raw chain beside them");
        try (var cluster = BenchCluster.start(directory, settings, words -> {});
                var pipeline = Pipeline.connect(cluster.config());
                var raw = RawChain.start(datagramBytes)) {
            var operations = load.operations(LocalDate.now(cluster.config().timeZone()));
            say(progress, "warming up");
            raw.run(WARM_UP_OUTSTANDING, WARM_UP);
            pipeline.run(WARM_UP_OUTSTANDING, WARM_UP, operations);
            var measurements = ImmutableList.<Measurement>builder();
            for (int each : outstanding) {
                var pairs = ImmutableList.<Measurement.Pair>builder();
                for (int round = 1; round <= rounds; round++) {
                    say(progress, "%d outstanding, pair %d of %d".formatted(each, round, rounds));
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
        root.put("load", load.name().toLowerCase(Locale.ROOT));
        root.put("datagramBytes", datagramBytes).put("durability", durability).put("keys", keyed);
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

    private static void say(PrintWriter progress, String line) {
        progress.println(line);
        progress.flush();
    }

    private void expect(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(known().commandLine(), message);
        }
    }

    private CommandSpec known() {
        if (spec == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return spec;
    }
}
