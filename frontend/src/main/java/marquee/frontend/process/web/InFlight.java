package marquee.frontend.process.web;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// How much of something each of many has at once, none more than a limit. It remembers those alone
/// who have any, so it is never larger than what is there. Thread-safe.
///
/// @param <K> who
final class InFlight<K> {
    private final ConcurrentMap<K, Integer> counts = new ConcurrentHashMap<>();
    private final int max;

    /// @param max the most of each
    InFlight(int max) {
        this.max = max;
    }

    /// Takes one for `who`.
    ///
    /// @return false if he has as many as he may
    boolean enter(K who) {
        var taken = new boolean[1];
        counts.compute(
                who,
                (_, count) -> {
                    int before = count == null ? 0 : count;
                    taken[0] = before < max;
                    return taken[0] ? Integer.valueOf(before + 1) : count;
                });
        return taken[0];
    }

    /// Gives one back that [#enter] has taken.
    void leave(K who) {
        counts.computeIfPresent(who, (_, count) -> count == 1 ? null : count - 1);
    }

    /// How many there are who have any.
    int size() {
        return counts.size();
    }
}
