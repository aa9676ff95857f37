package marquee.client;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/// Rows of text under a heading, in columns as wide as they need to be; columns of numbers end at
/// the right.
public final class Table {
    private static final String GAP = "  ";

    private final List<ImmutableList<String>> rows = new ArrayList<>();

    /// A table with this heading.
    public Table(String... heading) {
        rows.add(ImmutableList.copyOf(heading));
    }

    /// Adds a row, which has as many cells as the heading.
    public Table row(Object... cells) {
        var row = ImmutableList.<String>builder();
        for (var cell : cells) {
            row.add(cell.toString());
        }
        rows.add(row.build());
        return this;
    }

    /// Whether there is no row but the heading.
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /// The lines, heading first, without blanks at their ends.
    public ImmutableList<String> lines() {
        var lines = ImmutableList.<String>builder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(column == 0 ? "" : GAP).append(cell(row.get(column), column));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines.build();
    }

    private String cell(String text, int column) {
        int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return isNumeric(column)
                ? Strings.padStart(text, width, ' ')
                : Strings.padEnd(text, width, ' ');
    }

    private boolean isNumeric(int column) {
        return !isEmpty()
                && rows.stream()
                        .skip(1)
                        .allMatch(row -> row.get(column).matches("-?[0-9][0-9.,]*"));
    }
}
