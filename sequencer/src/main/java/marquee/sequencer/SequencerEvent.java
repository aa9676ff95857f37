package marquee.sequencer;

import com.google.common.collect.ImmutableList;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Entry;
import marquee.protocol.wire.Bytes;
import marquee.sequencer.log.KeptSnapshot;

/// What only the sequencer's own process can tell a [Sequencer].
public sealed interface SequencerEvent {
    /// What the clock on the wall shows, asked for by [SequencerEffect.ReadClock]. It may have been
    /// set back since the last reading; stamps follow it but never fall (rule P50).
    ///
    /// @param millis milliseconds since 1970-01-01 UTC
    /// @param businessDay the business date now, in days since 1970-01-01
    record ClockRead(long millis, int businessDay) implements SequencerEvent {}

    /// The answer to [SequencerEffect.ReadHistory]: `entries`, in order from place `from` on.
    record HistoryRead(NodeId reader, long from, ImmutableList<Entry> entries)
            implements SequencerEvent {}

    /// So many `chunks` of the snapshot at `number` are written.
    record ChunkWritten(long number, int chunks) implements SequencerEvent {}

    /// `snapshot` lies on the disk, and would survive a power cut.
    record SnapshotWritten(KeptSnapshot snapshot) implements SequencerEvent {}

    /// The disk has not taken the snapshot at `number`.
    record SnapshotUnwritten(long number) implements SequencerEvent {}

    /// The disk has not removed what is needless at `number`: a snapshot that was lost there, or
    /// whatever came before one that is kept there.
    record Unremoved(long number) implements SequencerEvent {}

    /// The answer to [SequencerEffect.ReadChunk].
    record ChunkRead(NodeId reader, long number, int place, Bytes chunk)
            implements SequencerEvent {}
}
