package marquee.scenarios.lockstep;

import com.google.common.collect.ImmutableList;
import java.util.List;
import marquee.applications.booking.model.Step;

/// Implementations that did not say the same. In text it is a scenario that can be pasted into a
/// test, with the answers of the first implementation and, at the end, what each of them said.
///
/// @param operations how many operations were executed when it showed
/// @param scenario operations of which the last shows it
/// @param answers of the first implementation, one for each step; fewer if they are not known
/// @param said what each implementation said at the last step, or had stored after it
public record Difference(
        int operations,
        Scenario scenario,
        ImmutableList<String> answers,
        ImmutableList<String> said) {

    static Difference of(List<Step> steps, List<String> answers, Disagreement disagreement) {
        return new Difference(
                steps.size(),
                new Scenario(ImmutableList.copyOf(steps)),
                ImmutableList.copyOf(answers),
                disagreement.said());
    }

    /// The same difference, found after another number of operations.
    Difference after(int otherOperations) {
        return new Difference(otherOperations, scenario, answers, said);
    }

    @Override
    public String toString() {
        var text = new StringBuilder(scenario.written(answers));
        said.forEach(line -> text.append("\n# ").append(line));
        return text.toString();
    }
}
