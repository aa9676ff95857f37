package marquee.launcher.bench.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import marquee.client.Table;

/// A report of growth as lines for a person: for each axis a table with a row for each size, and by
/// how much the dearest median is above the cheapest.
final class GrowthTable {
    private static final double PERCENT = 100;

    private GrowthTable() {}

    private static final String NONE = "–";

    /// What stands in a column, where a size has that.
    private record Column(String name, int decimals, Function<Comparison, Optional<Spread>> of) {
        /// What every size has.
        static Column always(String name, int decimals, Function<Comparison, Spread> of) {
            return new Column(name, decimals, each -> Optional.of(of.apply(each)));
        }

        /// What a process works for a request.
        static Column of(String process) {
            return new Column(
                    process,
                    2,
                    each ->
                            each.work(pipeline(each)).stream()
                                    .filter(work -> work.name().equals(process))
                                    .map(Comparison.Work::micros)
                                    .findFirst());
        }

        String words(Comparison comparison) {
            return of.apply(comparison).map(each -> each.words(decimals)).orElse(NONE);
        }
    }

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
        var columns = columns(comparisons);
        var heading = Stream.concat(Stream.of(axis), columns.stream().map(Column::name));
        var table = new Table(heading.toArray(String[]::new));
        for (var each : comparisons) {
            var cells = new ArrayList<Object>();
            cells.add(each.scale().number());
            columns.forEach(column -> cells.add(column.words(each)));
            table.row(cells.toArray());
        }
        var last = new ArrayList<Object>(List.of("differs by"));
        columns.forEach(column -> last.add(difference(column, comparisons)));
        return table.row(last.toArray());
    }

    /// Of the processes of any size: replicas may be what there is more of.
    private static ImmutableList<Column> columns(List<Comparison> comparisons) {
        var columns = ImmutableList.<Column>builder();
        columns.add(
                Column.always("raw cpu µs", 2, each -> each.of(Comparison.RAW, Figure.CPU)),
                Column.always("cpu µs", 2, each -> each.of(pipeline(each), Figure.CPU)));
        comparisons.stream()
                .flatMap(each -> each.work(pipeline(each)).stream())
                .map(Comparison.Work::name)
                .distinct()
                .map(Column::of)
                .forEach(columns::add);
        return columns.add(
                        Column.always(
                                "requests/s",
                                0,
                                each -> each.of(pipeline(each), Figure.PER_SECOND)),
                        Column.always("p50 µs", 0, each -> each.of(pipeline(each), Figure.P50)),
                        Column.always(
                                "driver's datagrams",
                                2,
                                each -> each.of(pipeline(each), Figure.DATAGRAMS)))
                .build();
    }

    /// The name of who is beside the raw chain.
    private static String pipeline(Comparison comparison) {
        return comparison.names().getLast();
    }

    /// Empty where there is nothing to compare.
    private static String difference(Column column, List<Comparison> comparisons) {
        var medians =
                comparisons.stream()
                        .flatMap(each -> column.of().apply(each).stream())
                        .mapToDouble(Spread::median)
                        .toArray();
        var all = Spread.of(Arrays.stream(medians));
        return medians.length == 1 || all.min() == 0
                ? ""
                : String.format(Locale.ROOT, "%.0f %%", PERCENT * (all.max() / all.min() - 1));
    }
}
