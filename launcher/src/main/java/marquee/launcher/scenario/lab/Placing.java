package marquee.launcher.scenario.lab;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import marquee.launcher.local.Hosts;
import marquee.protocol.NodeId;

/// Which node of a cluster runs on which host of a lab: each slot's replica and manager together on
/// a host of their own, the sequencer and the front ends on the hosts that are left over. Where
/// there are too few, one after the other takes the next host, and after the last the first.
///
/// @param hosts how many hosts there are
/// @param slots how many replicas the cluster has
public record Placing(int hosts, int slots) implements Hosts {
    public Placing {
        Preconditions.checkArgument(hosts >= 1 && slots >= 1, "%s hosts, %s slots", hosts, slots);
    }

    /// The number of the host on which `node` runs, from 1.
    public int host(NodeId node) {
        return switch (node.kind()) {
            case REPLICA, MANAGER -> 1 + (node.index() - 1) % hosts;
            case SEQUENCER -> other(0);
            case FRONT_END -> other(node.index());
        };
    }

    private int other(int number) {
        int left = hosts - slots;
        return left > 0 ? 1 + slots + number % left : 1 + (slots + number) % hosts;
    }

    @Override
    public String address(NodeId node) {
        return Cabling.address(host(node));
    }

    @Override
    public ImmutableList<String> on(NodeId node, ImmutableList<String> command) {
        return Cabling.within(host(node), command);
    }
}
