package marquee.sequencer;

import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.FaultOrder;

/// What a [Sequencer] asks of its own process.
public sealed interface SequencerEffect extends Effect.Local {
    /// Write `entry` behind all earlier ones before any message leaves that was sent in the same
    /// step or a later one (rule P19).
    record Append(Entry entry) implements SequencerEffect {}

    /// Submit at most `most` entries from place `from` on for the slot `slot`, which is too far
    /// behind for what is in memory.
    record ReadHistory(int slot, long from, int most) implements SequencerEffect {}

    /// Submit what the clock shows.
    record ReadClock() implements SequencerEffect {}

    /// Tell the operator; `node` is whom it is about, and `number` the place in the order or the
    /// value that it is about.
    record Notice(Subject subject, NodeId node, long number) implements SequencerEffect {}

    /// Do wrong what `order` says: the process's own affair.
    record Misbehave(FaultOrder order) implements SequencerEffect {}

    /// What an operator is told of. Seldom: a subject that can come in floods comes at its first
    /// occurrence and whenever their count has doubled.
    enum Subject {
        /// The replica is sent everything after place `number`.
        SUBSCRIBED,
        /// The link with the node is up; `number` is its boot.
        CONNECTED,
        /// Nothing is heard of the node; `number` is its boot.
        DISCONNECTED,
        /// The replica's state at mark `number` is not that of enough others.
        DIGEST_DIFFERS,
        /// Two groups of replicas, each large enough to be right, differ at mark `number`.
        DIGESTS_SPLIT,
        /// The replica claims to have executed `number`, which does not exist.
        BEYOND_HEAD,
        /// The business date was moved to `number`, in days since 1970-01-01.
        BUSINESS_DATE_MOVED
    }
}
