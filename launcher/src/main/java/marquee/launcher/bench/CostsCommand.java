package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import marquee.benchmarks.cost.CostPlot;
import marquee.benchmarks.cost.CostReport;
import marquee.benchmarks.cost.Costs;
import marquee.benchmarks.cost.Question;
import marquee.config.ExitStatus;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--implementations",
            split = ",",
            paramLabel = "NAME",
            description = "Which implementations; all four unless given.")
    private List<String> implementations = ALL;

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

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often everything is measured; 3 times unless given.")
    private int rounds = 3;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Also draws the figures into a file, in SVG.")
    private @Nullable Path plot;

    @Override
    public Integer call() throws RunnerException, IOException {
        var line = Objects.requireNonNull(spec).commandLine();
        check(line);
        var plan =
                new Costs.Plan(
                        ImmutableList.copyOf(implementations),
                        ImmutableList.copyOf(held),
                        ImmutableList.copyOf(questions),
                        rounds);
        var figures = Costs.measure(plan, words -> say(line.getErr(), words));
        CostReport.lines(figures).forEach(line.getOut()::println);
        line.getOut().flush();
        if (plot != null) {
            Files.writeString(plot, CostPlot.svg(figures));
        }
        return ExitStatus.DONE;
    }

    private void check(CommandLine line) {
        for (var name : implementations) {
            expect(
                    line,
                    ALL.contains(name),
                    "--implementations %s, expected some of %s"
                            .formatted(name, String.join(", ", ALL)));
        }
        for (int each : held) {
            expect(
                    line,
                    each >= Costs.HELD_MIN && each <= Costs.HELD_MAX,
                    "--held %d, expected numbers from %d to %d"
                            .formatted(each, Costs.HELD_MIN, Costs.HELD_MAX));
        }
        expect(line, rounds >= 1, "--rounds %d, expected 1 or more".formatted(rounds));
    }

    private static void expect(CommandLine line, boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(line, message);
        }
    }

    private static void say(PrintWriter progress, String words) {
        progress.println(words);
        progress.flush();
    }
}
