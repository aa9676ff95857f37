package marquee.benchmarks.cost;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Figures as a picture, in SVG that needs nothing else and follows the reader's choice of dark or
/// light: a panel for each question, a line for each implementation, both axes logarithmic.
public final class CostPlot {
    private static final int COLUMNS = 2;
    private static final int WIDTH = 300;
    private static final int HEIGHT = 230;
    private static final int TOP = 50;
    private static final int LEFT = 52;
    private static final int RIGHT = 14;
    private static final int ABOVE = 30;
    private static final int BELOW = 26;
    private static final int LEGEND_STEP = 120;

    /// A tenfold size or cost is always as far.
    private static final int TENFOLD_RIGHT = (WIDTH - LEFT - RIGHT) / 3;

    private static final int LEAST_EXPONENT = 1;
    private static final int MOST_EXPONENT = 5;
    private static final int TENFOLD_UP =
            (HEIGHT - ABOVE - BELOW) / (MOST_EXPONENT - LEAST_EXPONENT);
    private static final ImmutableList<String> COSTS =
            ImmutableList.of("10 ns", "100 ns", "1 µs", "10 µs", "100 µs");

    private static final ImmutableList<String> SIZES =
            ImmutableList.of("10³ held", "10⁴", "10⁵", "10⁶");

    private static final String STYLE =
            """
            <style>
            svg { --ink: #24292f; --faint: #d0d7de; --paper: #ffffff;
              --c0: #0072b2; --c1: #b35900; --c2: #00785a; --c3: #a3386c; }
            @media (prefers-color-scheme: dark) {
              svg { --ink: #e6edf3; --faint: #3d444d; --paper: #0d1117;
                --c0: #56b4e9; --c1: #ffa657; --c2: #3fc997; --c3: #f39ac7; } }
            text { font: 11px sans-serif; fill: var(--ink); }
            .title { font-weight: bold; }
            .end { text-anchor: end; } .middle { text-anchor: middle; }
            .grid { stroke: var(--faint); }
            .paper { fill: var(--paper); }
            polyline { fill: none; stroke-width: 2; }
            </style>
            """;

    private final List<Figure> figures;
    private final ImmutableList<String> implementations;
    private final StringBuilder svg = new StringBuilder();

    private CostPlot(List<Figure> figures) {
        this.figures = figures;
        implementations =
                figures.stream().map(Figure::implementation).distinct().collect(toImmutableList());
    }

    /// The picture of `figures`.
    public static String svg(List<Figure> figures) {
        var plot = new CostPlot(figures);
        plot.draw();
        return plot.svg.toString();
    }

    private void draw() {
        var questions = figures.stream().map(Figure::question).distinct().toList();
        int rows = (questions.size() + COLUMNS - 1) / COLUMNS;
        int width = Math.min(COLUMNS, questions.size()) * WIDTH;
        int height = TOP + rows * HEIGHT;
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d'>",
                width, height, width);
        svg.append(STYLE);
        add("<rect class='paper' width='%d' height='%d'/>", width, height);
        drawLegend();
        for (int i = 0; i < questions.size(); i++) {
            add(
                    "<g transform='translate(%d %d)'>",
                    i % COLUMNS * WIDTH, TOP + i / COLUMNS * HEIGHT);
            drawPanel(questions.get(i));
            add("</g>");
        }
        add("</svg>");
    }

    private void drawLegend() {
        for (int i = 0; i < implementations.size(); i++) {
            int x = LEFT + i * LEGEND_STEP;
            add("<path style='stroke: var(--c%d)' stroke-width='2' d='M%d 26h18'/>", i, x);
            add("<text x='%d' y='30'>%s</text>", x + 24, implementations.get(i));
        }
    }

    private void drawPanel(Question question) {
        add("<text class='title' x='%d' y='16'>%s</text>", LEFT, question.words());
        for (int i = 0; i < COSTS.size(); i++) {
            int y = y(Math.pow(10, LEAST_EXPONENT + i));
            add("<path class='grid' d='M%d %dh%d'/>", LEFT, y, 3 * TENFOLD_RIGHT);
            add("<text class='end' x='%d' y='%d'>%s</text>", LEFT - 6, y + 4, COSTS.get(i));
        }
        for (int i = 0; i < SIZES.size(); i++) {
            int x = LEFT + i * TENFOLD_RIGHT;
            add(
                    "<text class='middle' x='%d' y='%d'>%s</text>",
                    x, HEIGHT - BELOW + 20, SIZES.get(i));
        }
        for (int i = 0; i < implementations.size(); i++) {
            drawLine(question, i);
        }
    }

    private void drawLine(Question question, int implementation) {
        var points = new ArrayList<String>();
        for (var figure : figures) {
            if (figure.question() == question
                    && figure.implementation().equals(implementations.get(implementation))) {
                points.add(x(figure.held()) + "," + y(figure.nanos()));
            }
        }
        add("<g style='stroke: var(--c%d); fill: var(--c%<d)'>", implementation);
        add("<polyline points='%s'/>", String.join(" ", points));
        for (var point : points) {
            var at = point.split(",", -1);
            add("<circle cx='%s' cy='%s' r='2.5'/>", at[0], at[1]);
        }
        add("</g>");
    }

    private static int x(double held) {
        return LEFT + (int) Math.round((Math.log10(held) - 3) * TENFOLD_RIGHT);
    }

    private static int y(double nanos) {
        double up = (Math.log10(nanos) - LEAST_EXPONENT) * TENFOLD_UP;
        return HEIGHT - BELOW - (int) Math.round(up);
    }

    @FormatMethod
    private void add(@FormatString String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
