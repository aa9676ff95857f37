package marquee.sequencer;

import marquee.protocol.replication.Group;

/// What a [Sequencer] is told of its cluster.
///
/// @param businessDateMovable whether front ends may move the business date forward: only in
///   laboratories
public record SequencerSettings(Group group, boolean businessDateMovable, SequencerLimits limits) {}
