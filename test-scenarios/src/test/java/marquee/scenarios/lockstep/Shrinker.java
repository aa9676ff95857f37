package marquee.scenarios.lockstep;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import marquee.applications.Implementation;
import marquee.applications.booking.model.Step;

/// Looks for the shortest stream on which implementations differ: leaves out ever smaller parts of
/// it as long as they still differ (Zeller and Hildebrandt 2002), then makes what is left simpler.
final class Shrinker {
    /// How many operations are executed at most until the search ends with what it has.
    private static final long EXECUTED_MAX = 1_000_000;

    private final ImmutableList<Implementation> machines;
    private ImmutableList<Step> shortest;
    private long executed;

    private Shrinker(List<Implementation> machines, List<Step> steps) {
        this.machines = ImmutableList.copyOf(machines);
        this.shortest = ImmutableList.copyOf(steps);
    }

    /// The difference of `machines` that `steps`, of which the last showed `found`, shrink to.
    static Difference shrink(List<Step> steps, List<Implementation> machines, Disagreement found) {
        // Two machines are enough to differ, and faster than all.
        var two =
                machines.stream()
                        .filter(machine ->
                                machine.equals(machines.getFirst())
                                        || machine.name().equals(found.dissenter()))
                        .toList();
        var shrinker = new Shrinker(two, steps);
        shrinker.search();
        return LockStep.replay(new Scenario(shrinker.shortest), machines)
                .orElseGet(() -> Difference.of(steps, List.of(), found))
                .after(steps.size());
    }

    private void search() {
        ImmutableList<Step> before;
        do {
            before = shortest;
            for (int part = shortest.size() / 2; part > 0; part /= 2) {
                leaveOut(part);
            }
            simplify();
        } while (!before.equals(shortest));
    }

    /// Leaves out what can be left out of the stream, `part` operations at a time. From the end on,
    /// because what comes late needs what came before.
    private void leaveOut(int part) {
        for (int end = shortest.size(); end > 0; end -= part) {
            int to = Math.min(end, shortest.size());
            var fewer = new ArrayList<>(shortest);
            fewer.subList(Math.max(0, to - part), to).clear();
            var _ = take(fewer);
        }
    }

    private void simplify() {
        for (int i = shortest.size() - 1; i >= 0; i--) {
            for (var simpler : Simpler.than(shortest, i)) {
                var changed = new ArrayList<>(shortest);
                changed.set(i, simpler);
                if (take(changed)) {
                    break;
                }
            }
        }
    }

    /// Takes over `steps`, up to where the machines differ.
    ///
    /// @return whether they do
    private boolean take(List<Step> steps) {
        if (steps.isEmpty() || executed + steps.size() > EXECUTED_MAX) {
            return false;
        }
        executed += steps.size();
        var differs = LockStep.replay(new Scenario(ImmutableList.copyOf(steps)), machines);
        differs.ifPresent(there -> shortest = there.scenario().steps());
        return differs.isPresent();
    }
}
