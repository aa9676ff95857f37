package marquee.launcher.bench.report;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import marquee.client.Table;

/// A report as lines for a person: what it depends on, then for each workload a table of the
/// figures, with the least and the greatest in brackets beside each median, and one of the work of
/// the processor in each process.
final class BenchTable {
    private static final String UNKNOWN = "–";

    private BenchTable() {}

    /// The lines of `report`.
    static ImmutableList<String> lines(BenchReport report) {
        var lines = ImmutableList.<String>builder();
        lines.addAll(Machine.lines(report.settings()));
        for (var comparison : report.comparisons()) {
            lines.add("", "@|bold " + comparison.scale().words() + "|@");
            lines.addAll(figures(comparison).lines());
            lines.add("");
            lines.addAll(processes(comparison).lines());
            lines.addAll(comparison.notes());
        }
        return lines.build();
    }

    private static Table figures(Comparison comparison) {
        boolean isBeside = comparison.besides().stream().anyMatch(name -> !name.isEmpty());
        var heading = new ArrayList<>(List.of("", "", "median (least–most)", "together", "to raw"));
        if (isBeside) {
            heading.add("to the one beside");
        }
        var table = new Table(heading.toArray(String[]::new));
        for (var name : comparison.names()) {
            var shown = name;
            for (var figure : Figure.values()) {
                var spread = comparison.of(name, figure);
                if (spread.max() > 0) {
                    var cells = new ArrayList<Object>();
                    cells.add(shown);
                    cells.add(figure.words());
                    cells.add(spread.words(figure.decimals()));
                    cells.add(together(comparison, name, figure));
                    cells.add(ratio(comparison, name, Comparison.RAW, figure));
                    if (isBeside) {
                        cells.add(ratio(comparison, name, comparison.beside(name), figure));
                    }
                    table.row(cells.toArray());
                    shown = "";
                }
            }
        }
        return table;
    }

    private static String together(Comparison comparison, String name, Figure figure) {
        return figure.percent().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "%.0f",
                        comparison.together(name, figure.percent().getAsDouble()))
                : "";
    }

    private static String ratio(Comparison comparison, String name, String other, Figure figure) {
        return comparison.ratio(name, other, figure).map(each -> each.words(2)).orElse("");
    }

    /// Whose processes are of the same names stands below each other.
    private static Table processes(Comparison comparison) {
        var names =
                comparison.names().stream()
                        .flatMap(name -> comparison.work(name).stream())
                        .map(Comparison.Work::name)
                        .distinct()
                        .toList();
        var heading = new ArrayList<>(List.of("cpu µs/request"));
        heading.addAll(names);
        var table = new Table(heading.toArray(String[]::new));
        for (var name : comparison.names()) {
            var its = comparison.work(name);
            var cells = new ArrayList<Object>(List.of(name));
            for (var process : names) {
                cells.add(
                        its.stream()
                                .filter(each -> each.name().equals(process))
                                .findFirst()
                                .map(each -> each.micros().words(2))
                                .orElse(UNKNOWN));
            }
            table.row(cells.toArray());
        }
        return table;
    }
}
