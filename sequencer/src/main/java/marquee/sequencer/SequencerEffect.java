package marquee.sequencer;

import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Checkpoint;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.FaultOrder;
import marquee.protocol.wire.Bytes;
import marquee.sequencer.log.KeptSnapshot;

/// What a [Sequencer] asks of its own process.
public sealed interface SequencerEffect extends Effect.Local {
    /// Write `entry` behind all earlier ones before any message leaves that was sent in the same
    /// step or a later one (rule P19).
    record Append(Entry entry) implements SequencerEffect {}

    /// Submit at most `most` entries from place `from` on for `reader`, who is too far behind for
    /// what is in memory.
    record ReadHistory(NodeId reader, long from, int most) implements SequencerEffect {}

    /// What is asked of the disk so that history can be cut off.
    sealed interface OfHistory extends SequencerEffect {}

    /// Begin the file of a snapshot at `at`, in the place of one that is not finished.
    record BeginSnapshot(Checkpoint at) implements OfHistory {}

    /// Append `chunk`, the one at `place`, to the file of the snapshot at `number`, and submit
    /// [SequencerEvent.ChunkWritten].
    record AddChunk(long number, int place, Bytes chunk) implements OfHistory {}

    /// Flush the log up to the snapshot at `number`, and then the snapshot, whose chunks have `sum`
    /// together; then submit [SequencerEvent.SnapshotWritten].
    record KeepSnapshot(long number, Bytes sum) implements OfHistory {}

    /// Forget the snapshot at `number`, which is not finished.
    record DropSnapshot(long number) implements OfHistory {}

    /// From now on chunks are read from `snapshot`; older ones are not needed any more.
    record UseSnapshot(KeptSnapshot snapshot) implements OfHistory {}

    /// Entries before `before` are not needed any more.
    record CutHistory(long before) implements OfHistory {}

    /// Submit the chunk at `place` of `from`, for `reader`.
    record ReadChunk(NodeId reader, KeptSnapshot from, int place) implements OfHistory {}

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
        BUSINESS_DATE_MOVED,
        /// The clock's date, `number` in days since 1970-01-01, is beyond the last business date.
        DATE_BEYOND_LAST,
        /// There is a snapshot of the state at `number`.
        SNAPSHOT_KEPT,
        /// The disk has not taken the snapshot of the state at `number`.
        SNAPSHOT_LOST,
        /// The disk has not removed what is needless at `number`.
        NOT_REMOVED,
        /// What a manager's spare wants to learn, from `number` on, cannot be read back.
        UNREADABLE,
        /// The replica is so far behind, having executed `number`, that it is removed.
        LAGGING,
        /// The replica is in its incarnation `number`, the last that can be named: nobody follows
        /// it.
        LAST_INCARNATION,
        /// There is no room for further requests, and nothing from `number` on can be cut off.
        HISTORY_FULL
    }
}
