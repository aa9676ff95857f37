package marquee.benchmarks.cost;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.IntStream;
import marquee.benchmarks.plot.Picture;
import marquee.benchmarks.plot.Picture.Mark;
import marquee.benchmarks.plot.Picture.Panel;
import marquee.benchmarks.plot.Picture.Point;

/// Figures as a picture: a panel for each question, a line for each implementation, both axes
/// logarithmic.
public final class CostPlot {
    private static final int LEAST_HELD_EXPONENT = 3;
    private static final ImmutableList<Mark> SIZES = marks("10³ held", "10⁴", "10⁵", "10⁶");
    private static final int LEAST_COST_EXPONENT = 1;
    private static final ImmutableList<Mark> COSTS =
            marks("10 ns", "100 ns", "1 µs", "10 µs", "100 µs");

    private CostPlot() {}

    /// The picture of `figures`, in SVG.
    public static String svg(List<Figure> figures) {
        var implementations = figures.stream().map(Figure::implementation).distinct().toList();
        var panels =
                figures.stream()
                        .map(Figure::question)
                        .distinct()
                        .map(question -> panel(question, implementations, figures))
                        .toList();
        return Picture.svg(implementations, panels);
    }

    private static Panel panel(
            Question question, List<String> implementations, List<Figure> figures) {
        var lines =
                implementations.stream()
                        .map(name ->
                                figures.stream()
                                        .filter(each -> each.question() == question)
                                        .filter(each -> each.implementation().equals(name))
                                        .map(CostPlot::point)
                                        .toList())
                        .toList();
        return new Panel(question.words(), SIZES, COSTS, lines);
    }

    private static Point point(Figure figure) {
        return new Point(
                (Math.log10(figure.held()) - LEAST_HELD_EXPONENT) / (SIZES.size() - 1),
                (Math.log10(figure.nanos()) - LEAST_COST_EXPONENT) / (COSTS.size() - 1));
    }

    /// From one end to the other, equally far apart.
    private static ImmutableList<Mark> marks(String... words) {
        return IntStream.range(0, words.length)
                .mapToObj(i -> new Mark(i / (words.length - 1.0), words[i]))
                .collect(ImmutableList.toImmutableList());
    }
}
