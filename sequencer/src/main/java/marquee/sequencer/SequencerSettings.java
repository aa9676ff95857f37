package marquee.sequencer;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Group;

/// What a [Sequencer] is told of its cluster.
///
/// @param assignments where the first incarnation of each slot runs, and what, in their order
/// @param implementations the names there are, in the order in which one follows another
/// @param businessDateMovable whether front ends may move the business date forward: only in
///   laboratories
public record SequencerSettings(
        Group group,
        ImmutableList<Assignment> assignments,
        ImmutableList<String> implementations,
        boolean businessDateMovable,
        SequencerLimits limits) {
    /// The settings of a group whose slots all run one implementation.
    public SequencerSettings(Group group, boolean businessDateMovable, SequencerLimits limits) {
        this(group, alike(group), ImmutableList.of(ONLY), businessDateMovable, limits);
    }

    private static final String ONLY = "only";

    private static ImmutableList<Assignment> alike(Group group) {
        return IntStream.rangeClosed(1, group.slots())
                .mapToObj(slot -> new Assignment(NodeId.manager(slot), ONLY))
                .collect(ImmutableList.toImmutableList());
    }
}
