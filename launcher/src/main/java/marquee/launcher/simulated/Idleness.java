package marquee.launcher.simulated;

import java.util.LinkedHashMap;
import java.util.Map;
import marquee.simulation.Onlooker;
import marquee.simulation.Violation;

/// What a cluster does in a while in which nobody wants anything of it: hardly anything (invariant
/// I12).
final class Idleness {
    /// How long it is looked at.
    static final long SPAN = 1_000_000_000L;

    /// How many timers of a role may run out in that time.
    private static final int EXPIRIES_MAX = 50;

    /// How often a process may have something to do in that time: it hears of each of its peers
    /// some times, and its links have timers.
    private static final int STEPS_MAX = 2_000;

    private final Cluster cluster;
    private final Map<GuardedRole<?, ?>, Long> expiries;
    private final Map<Onlooker.Who, Long> steps;

    /// That of `cluster` from now on.
    Idleness(Cluster cluster) {
        this.cluster = cluster;
        this.expiries = cluster.expiries();
        this.steps = steps();
    }

    /// Checks that, [#SPAN] later, nobody has done much.
    void check() {
        checkEach("timers run out", cluster.expiries(), expiries, EXPIRIES_MAX);
        checkEach("steps", steps(), steps, STEPS_MAX);
    }

    private static <T> void checkEach(
            String what, Map<T, Long> after, Map<T, Long> before, int most) {
        after.forEach((who, number) -> {
            long did = number - before.getOrDefault(who, number);
            if (did > most) {
                throw new Violation("I12", "%s had %d %s, idle".formatted(who, did, what));
            }
        });
    }

    private Map<Onlooker.Who, Long> steps() {
        var steps = new LinkedHashMap<Onlooker.Who, Long>();
        for (var machine : cluster.machines()) {
            steps.put(machine.process().who(), machine.process().steps());
        }
        return steps;
    }
}
