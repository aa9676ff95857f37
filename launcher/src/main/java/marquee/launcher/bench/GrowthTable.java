package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import marquee.client.Table;

/// A report of growth as lines for a person: for each axis a table with a row for each size, and by
/// how much the dearest median is above the cheapest.
final class GrowthTable {
    private static final double PERCENT = 100;

    private GrowthTable() {}

    /// What stands in a column.
    private record Column(String name, int decimals, Function<Comparison, Spread> of) {}

    /// The lines of `report`.
    static ImmutableList<String> lines(BenchReport report) {
        var lines = ImmutableList.<String>builder();
        lines.addAll(Machine.lines(report.settings()));
        ImmutableListMultimap<String, Comparison> byAxis =
                Multimaps.index(report.comparisons(), each -> each.scale().axis());
        for (var axis : byAxis.keySet()) {
            lines.add("");
            lines.addAll(table(axis, byAxis.get(axis)).lines());
            byAxis.get(axis).forEach(each -> lines.addAll(each.notes()));
        }
        return lines.build();
    }

    private static Table table(String axis, List<Comparison> comparisons) {
        var columns = columns(comparisons.getFirst());
        var heading = Stream.concat(Stream.of(axis), columns.stream().map(Column::name));
        var table = new Table(heading.toArray(String[]::new));
        for (var each : comparisons) {
            var cells = new ArrayList<Object>();
            cells.add(each.scale().number());
            columns.forEach(column -> cells.add(column.of().apply(each).words(column.decimals())));
            table.row(cells.toArray());
        }
        var last = new ArrayList<Object>(List.of("differs by"));
        columns.forEach(column -> last.add(difference(column, comparisons)));
        return table.row(last.toArray());
    }

    private static ImmutableList<Column> columns(Comparison like) {
        var pipeline = like.names().getLast();
        var columns = ImmutableList.<Column>builder();
        columns.add(
                new Column("raw cpu µs", 2, each -> each.of(Contestant.RAW, Figure.CPU)),
                new Column("cpu µs", 2, each -> each.of(pipeline, Figure.CPU)));
        for (var process : like.work(pipeline)) {
            columns.add(
                    new Column(
                            process.name(),
                            2,
                            each ->
                                    Spread.of(
                                            each.runs(pipeline)
                                                    .mapToDouble(run ->
                                                            run.cpuMicros(process.name())))));
        }
        return columns.add(
                        new Column("requests/s", 0, each -> each.of(pipeline, Figure.PER_SECOND)),
                        new Column("p50 µs", 0, each -> each.of(pipeline, Figure.P50)),
                        new Column(
                                "driver's datagrams",
                                2,
                                each -> each.of(pipeline, Figure.DATAGRAMS)))
                .build();
    }

    private static String difference(Column column, List<Comparison> comparisons) {
        var all =
                Spread.of(
                        comparisons.stream().mapToDouble(each -> column.of().apply(each).median()));
        return all.min() == 0
                ? ""
                : String.format(Locale.ROOT, "%.0f %%", PERCENT * (all.max() / all.min() - 1));
    }
}
