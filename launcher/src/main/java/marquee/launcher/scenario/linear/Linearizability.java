package marquee.launcher.scenario.linear;

import com.google.common.annotations.VisibleForTesting;
import com.google.common.collect.ImmutableList;
import java.util.Objects;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.linear.Search.Spent;
import marquee.launcher.scenario.linear.Search.Stuck;
import marquee.launcher.scenario.linear.Verdict.Linearizable;
import marquee.launcher.scenario.linear.Verdict.Undecided;

/// The check of what customers saw: whether there is an order of all calls in which each takes
/// effect between its beginning and its end and is answered as docs/domain.md says. A call of which
/// nothing definite was heard takes effect at any time after its beginning, once, or never.
public final class Linearizability {
    private Linearizability() {}

    /// Checks `history`, which begins with no shows and no bookings. Takes milliseconds where few
    /// calls overlap, and seconds at most.
    ///
    /// @throws IllegalArgumentException if something ended before it began, or a number is none
    public static Verdict check(History history) {
        return check(history, Limits.USUAL);
    }

    @VisibleForTesting
    static Verdict check(History history, Limits limits) {
        var acts =
                history.events().stream()
                        .map(Act::of)
                        .filter(Objects::nonNull)
                        .collect(ImmutableList.toImmutableList());
        Verdict verdict = new Linearizable();
        long done = 0;
        for (var part : Parts.of(acts)) {
            var search = new Search(history.first(), part, limits, done);
            switch (search.run()) {
                case Stuck stuck -> {
                    return new Explanation(history, part, stuck).verdict();
                }
                case Spent(var limit) -> {
                    if (verdict instanceof Linearizable) {
                        verdict = new Undecided("%s, of %d calls".formatted(limit, part.size()));
                    }
                }
                case Search.Found _ -> {
                    // On to the next part.
                }
            }
            done = search.steps();
        }
        return verdict;
    }
}
