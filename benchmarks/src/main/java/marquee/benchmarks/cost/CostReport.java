package marquee.benchmarks.cost;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Figures as a table in Markdown: a row for each question and implementation, a column for each
/// size, then by how much the dearest size differs from the cheapest, how far the rounds lie apart
/// at most, and what is allocated at the greatest size, which is not known of an operation that has
/// to be undone each time: what undoes it allocates as well.
public final class CostReport {
    private static final String UNKNOWN = "–";

    private CostReport() {}

    private record Row(Question question, String implementation) {}

    /// The lines of the table.
    public static ImmutableList<String> lines(List<Figure> figures) {
        Map<Row, List<Figure>> rows = new LinkedHashMap<>();
        for (var figure : figures) {
            rows.computeIfAbsent(
                            new Row(figure.question(), figure.implementation()),
                            _ -> new ArrayList<>())
                    .add(figure);
        }
        var sizes = figures.stream().map(Figure::held).distinct().toList();
        var lines = ImmutableList.<String>builder();
        lines.add(heading(sizes));
        lines.add("|---|---|" + "---:|".repeat(sizes.size() + 3));
        rows.forEach((row, ofRow) -> lines.add(line(row, ofRow)));
        return lines.build();
    }

    private static String heading(List<Integer> sizes) {
        var cells = new ArrayList<String>(List.of("ns", "implementation"));
        sizes.forEach(size -> cells.add(String.format(Locale.ROOT, "%,d held", size)));
        cells.addAll(List.of("grows by", "rounds apart", "bytes"));
        return cells(cells);
    }

    private static String line(Row row, List<Figure> figures) {
        var cells = new ArrayList<String>(List.of(row.question().words(), row.implementation()));
        double least = Double.MAX_VALUE;
        double most = 0;
        double spread = 0;
        for (var figure : figures) {
            cells.add(String.format(Locale.ROOT, "%,.0f", figure.nanos()));
            least = Math.min(least, figure.nanos());
            most = Math.max(most, figure.nanos());
            spread = Math.max(spread, figure.spread());
        }
        cells.add(percent(most / least - 1));
        cells.add(percent(spread));
        cells.add(
                row.question().isTimedAlone()
                        ? UNKNOWN
                        : String.format(Locale.ROOT, "%,.0f", figures.getLast().bytes()));
        return cells(cells);
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * part);
    }

    private static String cells(List<String> cells) {
        return "| " + Joiner.on(" | ").join(cells) + " |";
    }
}
