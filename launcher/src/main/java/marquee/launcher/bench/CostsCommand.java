package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import marquee.benchmarks.cost.CostPlot;
import marquee.benchmarks.cost.CostReport;
import marquee.benchmarks.cost.Costs;
import marquee.benchmarks.cost.Figure;
import marquee.benchmarks.cost.Question;
import marquee.config.ExitStatus;
import marquee.launcher.bench.report.Machine;
import marquee.launcher.bench.report.PlotOption;
import marquee.launcher.console.Progress;
import marquee.launcher.console.Screen;
import marquee.launcher.console.Within;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `bench costs`.
@Command(
        name = "costs",
        description = {
            "Measures with JMH what each operation costs each implementation, by how many bookings it"
                    + " holds, and prints a table in Markdown. Takes about eight seconds a figure:"
                    + " half an hour a round, unless less is asked for."
        })
public final class CostsCommand implements Callable<Integer> {
    private static final ImmutableList<String> ALL =
            ImmutableList.of("collections", "theatres", "keyvalue", "sql");

    private static final int ROUNDS_MAX = 1_000;

    @Mixin private Screen screen = new Screen();
    @Mixin private PlotOption plot = new PlotOption();

    @Option(
            names = "--implementations",
            split = ",",
            paramLabel = "NAME",
            description = "Which implementations; all four unless given.")
    private List<String> implementations = ALL;

    @Within(min = Costs.HELD_MIN, max = Costs.HELD_MAX)
    @Option(
            names = "--held",
            split = ",",
            paramLabel = "N",
            description = "How many bookings; 1000,10000,100000,1000000 unless given.")
    private List<Integer> held = List.of(1_000, 10_000, 100_000, 1_000_000);

    @Option(
            names = "--questions",
            split = ",",
            paramLabel = "NAME",
            description = "What is asked: ${COMPLETION-CANDIDATES}; everything unless given.")
    private List<Question> questions = List.of(Question.values());

    @Within(min = 1, max = ROUNDS_MAX)
    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often everything is measured; 3 times unless given.")
    private int rounds = 3;

    @Override
    public Integer call() throws IOException {
        check();
        plot.check();
        var machine = Machine.ofJmh();
        var figures = measure(plan());
        Machine.lines(machine).forEach(screen.out()::println);
        screen.out().println();
        CostReport.lines(figures).forEach(screen.out()::println);
        screen.out().flush();
        plot.write(() -> CostPlot.svg(figures));
        return ExitStatus.DONE;
    }

    /// Everything once, and sizes from the least to the greatest, as the table has them.
    Costs.Plan plan() {
        return new Costs.Plan(
                ImmutableSet.copyOf(implementations).asList(),
                ImmutableSortedSet.copyOf(held).asList(),
                ImmutableSet.copyOf(questions).asList(),
                rounds);
    }

    private ImmutableList<Figure> measure(Costs.Plan plan) throws IOException {
        int all =
                plan.implementations().size()
                        * plan.sizes().size()
                        * plan.questions().size()
                        * plan.rounds();
        var measured = new AtomicInteger();
        try (var progress = Progress.on(screen)) {
            progress.begin("measuring %d figures".formatted(all));
            return Costs.measure(
                    plan,
                    figure -> {
                        progress.say(figure);
                        progress.now(
                                "%d of %d figures are known"
                                        .formatted(measured.incrementAndGet(), all));
                    });
        }
    }

    private void check() {
        for (var name : implementations) {
            if (!ALL.contains(name)) {
                throw screen.wrongUsage(
                        "--implementations %s, expected some of %s"
                                .formatted(name, String.join(", ", ALL)));
            }
        }
    }
}
