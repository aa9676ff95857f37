package marquee.launcher.simulated;

import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import marquee.config.ExitStatus;
import marquee.config.Mode;
import marquee.simulation.Fault;
import marquee.simulation.Strengths;
import marquee.simulation.Trace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command `simulate`.
@Command(
        name = "simulate",
        description =
                "Runs the whole cluster in virtual time, seed by seed, in a network that loses,"
                        + " doubles, delays and damages, with crashes and a liar, and checks every"
                        + " answer.")
public final class SimulateCommand implements Callable<Integer> {
    private static final long SEEDS = 1_000;
    private static final int FIRST_SEED_MAX = 1_000_000_000;
    private static final long PROGRESS_NANOS = 1_000_000_000;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "How many seeds; else 1000, or 1 with --seed.")
    private @Nullable Long seeds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "The first seed; else one by chance, which is printed.")
    private @Nullable Long seed;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "End after so many minutes; without --seeds, not before.")
    private @Nullable Integer minutes;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Write down what happens in one seed, one fact a line.")
    private @Nullable Path trace;

    @Option(
            names = "--requests",
            paramLabel = "N",
            description = "How many requests a seed has; else " + Scenario.REQUESTS + ".")
    private int requests;

    @Option(
            names = "--without",
            paramLabel = "KIND",
            split = ",",
            description = "Kinds of fault that do not happen, such as loss,pause.")
    private List<String> without = new ArrayList<>();

    @Option(names = "--honest", description = "No replica lies.")
    private boolean honest;

    @Option(
            names = "--over-budget",
            description = "More replicas crash than the group can bear: only safety is checked.")
    private boolean overBudget;

    @Option(
            names = "--chaos-millis",
            paramLabel = "N",
            description = "How long crashes, pauses and partitions strike, in virtual time.")
    private int chaosMillis;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "What the group is made for: both, software-failure or crash-failure; both"
                            + " unless given.")
    private String mode = Mode.BOTH.toString();

    @Option(names = "--calm", description = "No fault at all.")
    private boolean calm;

    private long shownAt;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (requests < 0
                || chaosMillis < 0
                || (seeds != null && seeds < 1)
                || (minutes != null && minutes < 1)) {
            throw wrongUsage("--seeds, --minutes, --requests and --chaos-millis must be positive");
        }
        if (calm && overBudget) {
            throw wrongUsage("--calm and --over-budget exclude each other");
        }
        var instead = calm ? Strengths.NONE : null;
        var variation =
                new Variation(requests, chaosMillis, kinds(), honest, overBudget, group(), instead);
        if (trace != null) {
            if (seed == null || (seeds != null && seeds > 1)) {
                throw wrongUsage("--trace needs --seed and takes one seed");
            }
            return writeTrace(trace, variation.of(seed));
        }
        long first = seed != null ? seed : ThreadLocalRandom.current().nextInt(FIRST_SEED_MAX);
        out().println("first seed " + first);
        out().flush();
        int cores = Runtime.getRuntime().availableProcessors();
        var plan = new Campaign.Plan(first, count(), atMost(), cores, variation);
        var report = Campaign.run(plan, AnswerCheck.NONE, this::progress);
        if (shownAt != 0) {
            System.err.println();
        }
        new ReportPrinter(out(), plan, report).print();
        boolean good = report.failures().isEmpty() && report.complaints().isEmpty();
        return good ? ExitStatus.DONE : ExitStatus.REFUSED;
    }

    private Mode group() {
        return Mode.named(mode)
                .orElseThrow(() ->
                        wrongUsage(
                                "--mode '%s', expected one of %s"
                                        .formatted(mode, List.of(Mode.values()))));
    }

    private long count() {
        if (seeds != null) {
            return seeds;
        }
        if (minutes != null) {
            return Long.MAX_VALUE;
        }
        return seed != null ? 1 : SEEDS;
    }

    private Duration atMost() {
        return minutes == null ? Duration.ofDays(365) : Duration.ofMinutes(minutes);
    }

    private ImmutableSortedSet<Fault> kinds() {
        var kinds = ImmutableSortedSet.<Fault>naturalOrder();
        for (var word : without) {
            try {
                kinds.add(Fault.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')));
            } catch (IllegalArgumentException unknown) {
                var known = new ArrayList<String>();
                for (var fault : Fault.values()) {
                    known.add(Variation.spelling(fault));
                }
                throw wrongUsage("no kind of fault: " + word + "; there are " + known);
            }
        }
        return kinds.build();
    }

    private Integer writeTrace(Path file, Scenario scenario) throws IOException {
        try (var lines = new PrintWriter(Files.newBufferedWriter(file))) {
            lines.println(scenario);
            var result = Run.of(scenario, Trace.writing(lines::println), AnswerCheck.NONE);
            var violation = result.violation();
            lines.println(violation == null ? "no rule was broken" : violation.getMessage());
            out().println(violation == null ? "no rule was broken" : violation.getMessage());
            out().println("hash " + result.hash());
            out().println("trace in " + file);
            out().flush();
            return violation == null ? ExitStatus.DONE : ExitStatus.REFUSED;
        }
    }

    private void progress(CampaignReport report) {
        long now = System.nanoTime();
        if (isAtTerminal() && now - shownAt > PROGRESS_NANOS) {
            shownAt = now;
            System.err.print("\r" + ReportPrinter.progress(report));
            System.err.flush();
        }
    }

    @SuppressWarnings("SystemConsoleNull") // It does again from JDK 25 on, see JDK-8351435.
    private static boolean isAtTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    private PrintWriter out() {
        return known().commandLine().getOut();
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(known().commandLine(), message);
    }

    private CommandSpec known() {
        if (spec == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return spec;
    }
}
