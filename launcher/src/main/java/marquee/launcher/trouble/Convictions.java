package marquee.launcher.trouble;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import marquee.launcher.local.ClusterStatus;
import marquee.launcher.local.Replacement;

/// Holds the convictions that the order tells of against what was done to replicas: nobody is
/// convicted who was not made to lie (I10), and another implementation follows whoever is (rule
/// P30). Used by one thread.
final class Convictions {
    private final Map<String, String> implementations = new HashMap<>();
    private final Set<String> liars = new HashSet<>();
    private final Set<String> judged = new HashSet<>();

    /// The incarnation that fills `slot` in `cluster` is made to lie.
    void madeToLie(String slot, ClusterStatus cluster) {
        liars.add(Replacement.life(slot, cluster.incarnation(slot)));
    }

    /// What is not right with the convictions that `cluster` tells of and that were not looked at
    /// before.
    ImmutableList<String> wrong(ClusterStatus cluster) {
        for (var slot : cluster.slotNames()) {
            var life = Replacement.life(slot, cluster.incarnation(slot));
            implementations.put(life, cluster.implementation(slot));
        }
        var wrong = ImmutableList.<String>builder();
        for (var replacement : cluster.replacements()) {
            implementations.put(replacement.life(), replacement.implementation());
            if (replacement.isConviction() && judged.add(replacement.life())) {
                judge(replacement, wrong);
            }
        }
        return wrong.build();
    }

    private void judge(Replacement replacement, ImmutableList.Builder<String> wrong) {
        var convicted = Replacement.life(replacement.slot(), replacement.incarnation() - 1);
        var words = replacement.slot() + " was convicted because it " + replacement.because();
        if (!liars.contains(convicted)) {
            wrong.add(words + ": nobody had made it lie");
        }
        if (replacement.implementation().equals(implementations.get(convicted))) {
            wrong.add(words + ", and " + replacement.implementation() + " follows itself");
        }
    }
}
