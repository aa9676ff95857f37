package marquee.launcher.simulated.campaign;

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
import java.util.function.Consumer;
import marquee.config.ExitStatus;
import marquee.config.Mode;
import marquee.launcher.console.Interruption;
import marquee.launcher.console.OutputFile;
import marquee.launcher.console.Progress;
import marquee.launcher.console.Screen;
import marquee.launcher.console.Within;
import marquee.launcher.picture.Witness;
import marquee.launcher.report.ReportPage;
import marquee.launcher.simulated.AnswerCheck;
import marquee.launcher.simulated.Run;
import marquee.launcher.simulated.RunPlan;
import marquee.launcher.simulated.Variation;
import marquee.simulation.Fault;
import marquee.simulation.Strengths;
import marquee.simulation.Trace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
    private static final int MINUTES_MAX = 10_000;

    @Mixin private Screen screen = new Screen();

    @Within(min = 1)
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

    @Within(min = 1, max = MINUTES_MAX)
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
            names = "--page",
            paramLabel = "FILE",
            description = "Draw what happens in one seed, as a page for a browser.")
    private @Nullable Path page;

    @Within(min = 1)
    @Option(
            names = "--requests",
            paramLabel = "N",
            description = "How many requests a seed has; else " + RunPlan.REQUESTS + ".")
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

    @Within(min = 1)
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
    private Mode mode = Mode.BOTH;

    @Option(names = "--calm", description = "No fault at all.")
    private boolean calm;

    @Override
    public Integer call() throws IOException {
        if (calm && overBudget) {
            throw screen.wrongUsage("--calm and --over-budget exclude each other");
        }
        var instead = calm ? Strengths.NONE : null;
        var variation =
                new Variation(requests, chaosMillis, kinds(), honest, overBudget, mode, instead);
        if (trace != null || page != null) {
            if (seed == null || (seeds != null && seeds > 1)) {
                throw screen.wrongUsage("--trace and --page need --seed and take one seed");
            }
            return write(variation.of(seed));
        }
        long first = seed != null ? seed : ThreadLocalRandom.current().nextInt(FIRST_SEED_MAX);
        int cores = Runtime.getRuntime().availableProcessors();
        var plan = new Campaign.Plan(first, count(), atMost(), cores, variation);
        var report = run(plan);
        new ReportPrinter(screen.out(), plan, report).print();
        boolean good = report.failures().isEmpty() && report.complaints().isEmpty();
        return good ? ExitStatus.DONE : ExitStatus.REFUSED;
    }

    /// Runs it to its end; when the program is told to end first, what came of it so far is
    /// printed.
    private CampaignReport run(Campaign.Plan plan) {
        try (var interruption = Interruption.ofThisThread()) {
            screen.show("first seed " + plan.firstSeed());
            var report = runAndTell(plan);
            if (interruption.hasCome()) {
                new ReportPrinter(screen.out(), plan, report).printSoFar();
            }
            return report;
        }
    }

    private CampaignReport runAndTell(Campaign.Plan plan) {
        try (var progress = Progress.on(screen)) {
            return Campaign.run(plan, AnswerCheck.NONE, new Telling(progress));
        }
    }

    /// Says how far a campaign is, and of each failure as it is found: somebody may want to look
    /// into it while the rest goes on.
    private static final class Telling implements Consumer<CampaignReport> {
        private final Progress progress;
        private int failuresTold;

        Telling(Progress progress) {
            this.progress = progress;
        }

        @Override
        public void accept(CampaignReport soFar) {
            var failures = soFar.failures();
            for (; failuresTold < failures.size(); failuresTold++) {
                progress.say(ReportPrinter.line(failures.get(failuresTold)));
            }
            progress.now(ReportPrinter.progress(soFar));
        }
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
                throw screen.wrongUsage("no kind of fault: " + word + "; there are " + known);
            }
        }
        return kinds.build();
    }

    /// Runs `plan` once for each file that is wanted: it is the same run.
    private Integer write(RunPlan plan) throws IOException {
        OutputFile.check(trace, page);
        int status = ExitStatus.DONE;
        if (trace != null) {
            status = told(writeTrace(trace, plan), "trace in " + trace);
        }
        if (page != null) {
            status = told(writePage(page, plan), "page in " + page);
        }
        return status;
    }

    /// Writes it as it comes: of a run that does not end, what was written is wanted most.
    private static Run.Result writeTrace(Path file, RunPlan plan) throws IOException {
        try (var lines = new PrintWriter(Files.newBufferedWriter(file))) {
            lines.println(plan);
            var result = Run.of(plan, Trace.writing(lines::println), AnswerCheck.NONE);
            writeVerdict(lines, result);
            if (lines.checkError()) {
                throw new IOException(file + ": not all of it could be written");
            }
            return result;
        }
    }

    /// Writes whether a rule was broken and, if that was by an exception, where it was thrown.
    static void writeVerdict(PrintWriter lines, Run.Result result) {
        lines.println(verdict(result));
        var violation = result.violation();
        if (violation != null && violation.getCause() != null) {
            violation.getCause().printStackTrace(lines);
        }
    }

    private Run.Result writePage(Path file, RunPlan plan) throws IOException {
        var witness = new Witness(Witness.SEED_MESSAGES_MAX);
        var result = Run.of(plan, Trace.shown(witness), AnswerCheck.NONE);
        new OutputFile(file)
                .write(part -> {
                    try (var out = Files.newBufferedWriter(part)) {
                        ReportPage.write(SeedReport.of(witness, result, screen.typed()), out);
                    }
                });
        return result;
    }

    private static String verdict(Run.Result result) {
        var violation = result.violation();
        return violation == null ? "no rule was broken" : "" + violation.getMessage();
    }

    private int told(Run.Result result, String where) {
        screen.out().println(verdict(result));
        screen.out().println("hash " + result.hash());
        screen.out().println(where);
        screen.out().flush();
        return result.violation() == null ? ExitStatus.DONE : ExitStatus.REFUSED;
    }
}
