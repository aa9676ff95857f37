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
/// @param ownSession how many keys of one front end's own session the replicas keep (rule P3)
/// @param laboratory whether front ends may move the business date forward, and have roles do wrong
public record SequencerSettings(
        Group group,
        ImmutableList<Assignment> assignments,
        ImmutableList<String> implementations,
        int ownSession,
        boolean laboratory,
        SequencerLimits limits) {
    /// The settings of a group whose slots all run one implementation.
    public SequencerSettings(Group group, boolean laboratory, SequencerLimits limits) {
        this(group, alike(group), ImmutableList.of(ONLY), OWN_SESSION, laboratory, limits);
    }

    /// The keys kept in a cluster whose configuration says nothing else.
    static final int OWN_SESSION = 4_096;

    private static final String ONLY = "only";

    private static ImmutableList<Assignment> alike(Group group) {
        return IntStream.rangeClosed(1, group.slots())
                .mapToObj(slot -> new Assignment(NodeId.manager(slot), ONLY))
                .collect(ImmutableList.toImmutableList());
    }
}
