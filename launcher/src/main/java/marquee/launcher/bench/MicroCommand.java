package marquee.launcher.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import marquee.benchmarks.micro.Micro;
import marquee.client.Table;
import marquee.config.ExitStatus;
import marquee.launcher.bench.report.Machine;
import marquee.launcher.console.Progress;
import marquee.launcher.console.Screen;
import marquee.launcher.console.Within;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `bench micro`.
@Command(
        name = "micro",
        description = {
            "Measures with JMH what a message costs to write and to read, and what it costs both ends"
                    + " of a link. Nanoseconds are of the processor. For the implementations there"
                    + " is bench costs."
        })
public final class MicroCommand implements Callable<Integer> {
    private static final double PERCENT = 100;

    @Mixin private Screen screen = new Screen();

    @Within(min = 1, max = 100)
    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "In how many JVMs each is measured; 3 unless given.")
    private int rounds = 3;

    @Override
    public Integer call() throws IOException {
        var machine = Machine.ofJmh();
        List<Micro.Cost> costs;
        try (var progress = Progress.on(screen)) {
            progress.begin("measuring");
            costs = Micro.measure(rounds);
        }
        Machine.lines(machine).forEach(screen::show);
        screen.show("");
        table(costs).lines().forEach(screen::show);
        return ExitStatus.DONE;
    }

    private static Table table(List<Micro.Cost> costs) {
        var table = new Table("what", "with", "ns", "quartiles apart", "bytes");
        for (var each : costs) {
            table.row(
                    each.name(),
                    each.parameters(),
                    figure("%.1f", each.nanos()),
                    figure("%.0f %%", PERCENT * each.spread()),
                    figure("%.0f", each.bytes()));
        }
        return table;
    }

    private static String figure(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
