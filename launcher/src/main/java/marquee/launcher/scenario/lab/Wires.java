package marquee.launcher.scenario.lab;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import marquee.transport.LinkFaults;

/// The network between the nodes of one cluster in a lab. Thread-safe.
public final class Wires {
    private final Lab lab;
    private Rules rules = Rules.NONE;

    private Wires(Lab lab) {
        this.lab = lab;
    }

    /// The network of a new cluster: everything passes.
    public static Wires of(Lab lab) throws IOException, InterruptedException {
        lab.filter(Rules.NONE);
        return new Wires(lab);
    }

    /// No datagram passes from `nodes` to `others` any more, nor back unless `oneWay`.
    ///
    /// @param others empty for everybody else
    public synchronized void cut(
            ImmutableList<Life> nodes, ImmutableList<Life> others, boolean oneWay)
            throws IOException, InterruptedException {
        follow(rules.withCut(ImmutableSet.copyOf(nodes), ImmutableSet.copyOf(others), oneWay));
    }

    /// All cuts end.
    public synchronized void heal() throws IOException, InterruptedException {
        follow(rules.withoutCuts());
    }

    /// Of what each of `nodes` sends so much is lost, doubled and damaged from now on.
    public synchronized void disturb(ImmutableList<Life> nodes, LinkFaults faults)
            throws IOException, InterruptedException {
        var changed = rules;
        for (var node : nodes) {
            changed = changed.with(node, faults);
        }
        follow(changed);
    }

    private void follow(Rules changed) throws IOException, InterruptedException {
        if (!changed.equals(rules)) {
            lab.filter(changed);
            rules = changed;
        }
    }
}
