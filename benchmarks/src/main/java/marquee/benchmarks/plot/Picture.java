package marquee.benchmarks.plot;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Panels of lines in SVG that needs nothing else and follows the reader's choice of dark or light.
public final class Picture {
    private static final int COLUMNS = 2;
    private static final int WIDTH = 300;
    private static final int HEIGHT = 230;
    private static final int TOP = 50;
    private static final int LEFT = 52;
    private static final int RIGHT = 14;
    private static final int ABOVE = 30;
    private static final int BELOW = 26;

    /// How far the last words at an axis reach beyond their panel.
    private static final int OVERHANG = 20;

    private static final int ACROSS = WIDTH - LEFT - RIGHT;
    private static final int UP = HEIGHT - ABOVE - BELOW;
    private static final int LEGEND_STEP = 120;

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

    private final StringBuilder svg = new StringBuilder();

    private Picture() {}

    /// A place in a panel: 0 is at its left and at its foot, 1 at its right and at its head.
    public record Point(double x, double y) {}

    /// What is written at an axis, and where.
    public record Mark(double at, String words) {}

    /// One panel.
    ///
    /// @param lines one for each word of the legend, which may be empty
    public record Panel(
            String title, List<Mark> across, List<Mark> up, List<? extends List<Point>> lines) {}

    /// The picture of `panels`, side by side.
    ///
    /// @param legend what lines are, four at most
    public static String svg(List<String> legend, List<Panel> panels) {
        var picture = new Picture();
        picture.draw(legend, panels);
        return picture.svg.toString();
    }

    private void draw(List<String> legend, List<Panel> panels) {
        int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
        int ofPanels = Math.min(COLUMNS, panels.size()) * WIDTH;
        int width = Math.max(ofPanels, LEFT + legend.size() * LEGEND_STEP) + OVERHANG;
        int height = TOP + rows * HEIGHT;
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d'>",
                width, height, width);
        svg.append(STYLE);
        add("<rect class='paper' width='%d' height='%d'/>", width, height);
        for (int i = 0; i < legend.size(); i++) {
            int x = LEFT + i * LEGEND_STEP;
            add("<path style='stroke: var(--c%d)' stroke-width='2' d='M%d 26h18'/>", i, x);
            add("<text x='%d' y='30'>%s</text>", x + 24, legend.get(i));
        }
        for (int i = 0; i < panels.size(); i++) {
            add(
                    "<g transform='translate(%d %d)'>",
                    i % COLUMNS * WIDTH, TOP + i / COLUMNS * HEIGHT);
            draw(panels.get(i));
            add("</g>");
        }
        add("</svg>");
    }

    private void draw(Panel panel) {
        add("<text class='title' x='%d' y='16'>%s</text>", LEFT, panel.title());
        for (var mark : panel.up()) {
            int y = y(mark.at());
            add("<path class='grid' d='M%d %dh%d'/>", LEFT, y, ACROSS);
            add("<text class='end' x='%d' y='%d'>%s</text>", LEFT - 6, y + 4, mark.words());
        }
        for (var mark : panel.across()) {
            add(
                    "<text class='middle' x='%d' y='%d'>%s</text>",
                    x(mark.at()), HEIGHT - BELOW + 20, mark.words());
        }
        for (int i = 0; i < panel.lines().size(); i++) {
            draw(i, panel.lines().get(i));
        }
    }

    private void draw(int colour, List<Point> line) {
        add("<g style='stroke: var(--c%d); fill: var(--c%<d)'>", colour);
        var points =
                line.stream()
                        .map(point -> x(point.x()) + "," + y(point.y()))
                        .collect(Collectors.joining(" "));
        add("<polyline points='%s'/>", points);
        for (var point : line) {
            add("<circle cx='%d' cy='%d' r='2.5'/>", x(point.x()), y(point.y()));
        }
        add("</g>");
    }

    private static int x(double at) {
        return LEFT + (int) Math.round(at * ACROSS);
    }

    private static int y(double at) {
        return HEIGHT - BELOW - (int) Math.round(at * UP);
    }

    @FormatMethod
    private void add(@FormatString String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
