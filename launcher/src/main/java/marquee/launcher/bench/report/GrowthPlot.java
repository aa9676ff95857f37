package marquee.launcher.bench.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import marquee.benchmarks.plot.Picture;
import marquee.benchmarks.plot.Picture.Mark;
import marquee.benchmarks.plot.Picture.Panel;
import marquee.benchmarks.plot.Picture.Point;

/// A report of growth as a picture: a panel for each thing that grows, with medians of the work of
/// the processor for a request, in microseconds from 0. Sizes are equally far apart.
final class GrowthPlot {
    private static final int MARKS = 5;
    private static final ImmutableList<String> LEGEND =
            ImmutableList.of("pipeline", "raw chain", "its sequencer", "its replicas, mean");
    private static final ImmutableList<ToDoubleFunction<Comparison>> LINES =
            ImmutableList.of(
                    each -> each.of(each.names().getLast(), Figure.CPU).median(),
                    each -> each.of(Comparison.RAW, Figure.CPU).median(),
                    each -> work(each, "sequencer"),
                    each -> work(each, "R"));

    private GrowthPlot() {}

    /// The picture of `report`, in SVG.
    static String svg(BenchReport report) {
        ImmutableListMultimap<String, Comparison> byAxis =
                Multimaps.index(report.comparisons(), each -> each.scale().axis());
        var panels = byAxis.keySet().stream().map(axis -> panel(axis, byAxis.get(axis))).toList();
        return Picture.svg(LEGEND, panels);
    }

    private static Panel panel(String axis, List<Comparison> comparisons) {
        double most =
                comparisons.stream()
                        .flatMap(each -> LINES.stream().map(line -> line.applyAsDouble(each)))
                        .reduce(0.0, Double::max);
        double step = step(most / MARKS);
        int steps = (int) Math.ceil(most / step);
        var up =
                IntStream.rangeClosed(0, steps)
                        .mapToObj(i -> new Mark(i / (double) steps, words(i * step, step)))
                        .toList();
        double last = Math.max(1, comparisons.size() - 1);
        var across =
                IntStream.range(0, comparisons.size())
                        .mapToObj(i -> new Mark(i / last, comparisons.get(i).scale().number()))
                        .toList();
        var lines =
                LINES.stream()
                        .map(line ->
                                IntStream.range(0, comparisons.size())
                                        .mapToObj(i ->
                                                new Point(
                                                        i / last,
                                                        line.applyAsDouble(comparisons.get(i))
                                                                / (steps * step)))
                                        .toList())
                        .toList();
        return new Panel("µs a request, by " + axis, across, up, lines);
    }

    /// Of the pipeline's processes whose names begin so, what one works.
    private static double work(Comparison comparison, String name) {
        return comparison.work(comparison.names().getLast()).stream()
                .filter(each -> each.name().startsWith(name))
                .mapToDouble(each -> each.micros().median())
                .average()
                .orElse(0);
    }

    /// A round number that is no less than `rough`, which is more than 0.
    private static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        return Stream.of(1, 2, 5, 10)
                .map(times -> times * power)
                .filter(each -> each >= rough)
                .findFirst()
                .orElseThrow();
    }

    private static String words(double value, double step) {
        return String.format(Locale.ROOT, step < 1 ? "%.1f" : "%.0f", value);
    }
}
