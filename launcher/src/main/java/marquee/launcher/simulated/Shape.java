package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import marquee.applications.Implementation;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Group;
import marquee.sequencer.log.Durability;

/// What a run's cluster and clients are like.
///
/// @param chaosMillis how long faults beyond those of the network strike
/// @param thinkMillis how long a customer thinks between two operations, at most
/// @param tiny whether limits are so small that they are reached
/// @param durability what the sequencer's log promises
/// @param cutting whether history is cut off all the time
/// @param blackout whether everything ends at once in the middle of the chaos
/// @param firstNumber where links begin to count (rule P21)
/// @param keyed whether datagrams are proved by keys (rule P44)
/// @param spares whether each manager keeps a spare, which learns
/// @param implementations which of them runs in which slot, R1 first
/// @param group how many replicas there are, and which faults they are made for
public record Shape(
        int frontEnds,
        int chaosMillis,
        int customers,
        int thinkMillis,
        boolean tiny,
        Durability durability,
        boolean cutting,
        boolean blackout,
        long firstNumber,
        boolean keyed,
        boolean spares,
        ImmutableList<Implementation> implementations,
        Group group) {
    /// A cluster to which nothing happens by chance, with limits of the usual size and no spares.
    static Shape quiet(
            int frontEnds,
            boolean keyed,
            ImmutableList<Implementation> implementations,
            Group group) {
        return new Shape(
                frontEnds,
                1,
                1,
                1,
                false,
                Durability.OS,
                false,
                false,
                1,
                keyed,
                false,
                implementations,
                group);
    }

    /// The same with another length of its chaos.
    Shape withChaosMillis(int millis) {
        return with(millis, tiny, blackout, group);
    }

    /// The same of a group that is made for other faults.
    Shape withGroup(Group other) {
        return with(chaosMillis, tiny, blackout && other.crashes() > 0, other);
    }

    /// The same with limits of the usual size, and without the end of everything at once.
    Shape usual() {
        return with(chaosMillis, false, false, group);
    }

    /// All nodes.
    ImmutableList<NodeId> nodes() {
        return ImmutableList.<NodeId>builder()
                .add(NodeId.SEQUENCER)
                .addAll(frontEndIds())
                .addAll(numbered(group.slots(), NodeId::replica))
                .addAll(managerIds())
                .build();
    }

    /// The front ends.
    ImmutableList<NodeId> frontEndIds() {
        return numbered(frontEnds, NodeId::frontEnd);
    }

    /// Who manages replicas.
    ImmutableList<NodeId> managerIds() {
        return numbered(group.slots(), NodeId::manager);
    }

    /// Who runs what in the beginning: each slot is at home.
    ImmutableList<Assignment> assignments() {
        return numbered(
                group.slots(),
                slot -> new Assignment(NodeId.manager(slot), implementations.get(slot - 1).name()));
    }

    /// The names of the implementations there are.
    ImmutableList<String> implementationNames() {
        return implementations.stream()
                .map(Implementation::name)
                .distinct()
                .collect(ImmutableList.toImmutableList());
    }

    private static <T> ImmutableList<T> numbered(int last, IntFunction<T> each) {
        return IntStream.rangeClosed(1, last)
                .mapToObj(each)
                .collect(ImmutableList.toImmutableList());
    }

    private Shape with(int itsMillis, boolean isTiny, boolean hasBlackout, Group itsGroup) {
        return new Shape(
                frontEnds,
                itsMillis,
                customers,
                thinkMillis,
                isTiny,
                durability,
                cutting,
                hasBlackout,
                firstNumber,
                keyed,
                spares,
                implementations,
                itsGroup);
    }
}
