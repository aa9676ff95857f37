package marquee.protocol.replication;

/// The digest of the group's state at the mark `number`, the only one that a quorum of slots has
/// told (rule P31).
public record AgreedState(long number, Digest digest) {}
