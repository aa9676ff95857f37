package marquee.scenarios.lockstep;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import marquee.applications.booking.model.Lines;
import marquee.applications.booking.model.Step;

/// A stream of operations that can be written down and played again: lines as in [Lines], and lines
/// with `on` and a date where the business date changes.
///
/// @param steps on dates that never fall
public record Scenario(ImmutableList<Step> steps) {
    private static final String COMMENT = "#";
    private static final String DATE = "on ";
    private static final String ARROW = " -> ";

    /// The scenario that `text` describes. Answers, after an arrow, and lines that begin with `#`
    /// say nothing to it.
    ///
    /// @throws RuntimeException if it describes none
    public static Scenario parse(String text) {
        var steps = ImmutableList.<Step>builder();
        var today = LocalDate.EPOCH;
        for (var line : Splitter.on('\n').trimResults().omitEmptyStrings().split(text)) {
            if (line.startsWith(DATE)) {
                today = LocalDate.parse(line.substring(DATE.length()));
            } else if (!line.startsWith(COMMENT)) {
                int end = line.indexOf(ARROW);
                var request = Lines.request(end < 0 ? line : line.substring(0, end));
                steps.add(new Step(today, request));
            }
        }
        return new Scenario(steps.build());
    }

    /// The scenario in lines, the step at each place followed by what `answers` has there.
    String written(List<String> answers) {
        var lines = new ArrayList<String>();
        var today = LocalDate.MIN;
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            if (!step.today().equals(today)) {
                today = step.today();
                lines.add(DATE + today);
            }
            var line = Lines.line(step.operation());
            lines.add(i < answers.size() ? line + ARROW + answers.get(i) : line);
        }
        return String.join("\n", lines);
    }

    /// The scenario in lines, without answers.
    @Override
    public String toString() {
        return written(List.of());
    }
}
