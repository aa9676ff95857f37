package marquee.launcher.scenario.linear;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is possible where an act ends: some of the others that are open come first, then it does.
/// What comes first in vain is left out: if the act could as well have come before the last of
/// them, and the same be known then, that one may come later, when something needs it.
final class Closing {
    private final OpenActs open;
    private final Set<Configuration> configurations;
    private final Limits limits;
    private final Open act;
    private final long others;
    private final Set<Configuration> reached;
    private final Map<Configuration, Optional<Configuration>> ends = new LinkedHashMap<>();
    private final Set<Configuration> needless = new HashSet<>();

    /// @param open the acts that are open, `act` among them
    /// @param configurations what is possible just before it ends
    Closing(OpenActs open, Set<Configuration> configurations, Open act, Limits limits) {
        this.open = open;
        this.configurations = configurations;
        this.limits = limits;
        this.act = act;
        this.others = open.writersNear(act) & ~act.bit();
        this.reached = new LinkedHashSet<>(configurations);
    }

    /// Tries what may come first.
    ///
    /// @return whether the limits were enough
    boolean explore() {
        var todo = new ArrayDeque<>(configurations);
        while (!todo.isEmpty()) {
            var configuration = todo.remove();
            end(configuration);
            for (long rest = before(configuration); rest != 0; rest &= rest - 1) {
                var other = open.at(Long.numberOfTrailingZeros(rest));
                var next = open.take(configuration, other);
                if (next != null) {
                    compare(configuration, other, next);
                    if (reached.add(next)) {
                        todo.add(next);
                    }
                }
            }
            if (open.steps() > limits.steps() || reached.size() > limits.configurations()) {
                return false;
            }
        }
        return true;
    }

    private long before(Configuration configuration) {
        return configuration.has(act) ? 0 : others & ~configuration.taken();
    }

    /// `configuration` and the act, if that is possible.
    private Optional<Configuration> end(Configuration configuration) {
        var known = ends.get(configuration);
        if (known == null) {
            known =
                    configuration.has(act)
                            ? Optional.of(configuration)
                            : Optional.ofNullable(open.take(configuration, act));
            ends.put(configuration, known);
        }
        return known;
    }

    /// Looks whether `other`, which led from `before` to `after`, may as well follow the act.
    private void compare(Configuration before, Open other, Configuration after) {
        var sooner = end(before);
        var later = end(after);
        if (sooner.isPresent() && later.isPresent()) {
            var both = open.take(sooner.get(), other);
            if (both != null && both.knowsAllOf(later.get())) {
                needless.add(later.get());
            }
        }
    }

    /// All that was reached on the way.
    Set<Configuration> reached() {
        return reached;
    }

    /// What is possible once the act has ended.
    Set<Configuration> possible() {
        var possible = new LinkedHashSet<Configuration>();
        if (!act.act.must()) {
            possible.addAll(configurations);
        }
        ends.values().forEach(end -> end.ifPresent(possible::add));
        possible.removeAll(needless);
        return possible;
    }
}
