package marquee.replicas.host.state;

import com.google.common.base.Preconditions;

/// The limits of one replicated state.
///
/// @param scrubRecords how many records are read again at each mark (rule P31)
/// @param exports the limits of the exports of the state
/// @param keys the limits of the reply table
/// @param stateMax the most that a state may weigh, in bytes, to be given away and taken in
public record StateLimits(int scrubRecords, ExportLimits exports, KeyLimits keys, long stateMax) {
    /// What a state may weigh in a cluster: less than the 512 MiB of a replica's heap, and more
    /// than twice what a million bookings (docs/performance.md) and 200 000 keys (rule P3) come to.
    public static final long STATE_MAX = 384L << 20;

    /// The limits of a cluster whose configuration says nothing else.
    public static final StateLimits DEFAULT =
            new StateLimits(300, ExportLimits.DEFAULT, KeyLimits.DEFAULT, STATE_MAX);

    /// Checks the numbers.
    public StateLimits {
        Preconditions.checkArgument(scrubRecords > 0, "%s records scrubbed", scrubRecords);
        Preconditions.checkArgument(stateMax > 0, "a state of %s bytes", stateMax);
    }

    /// These limits with another reply table.
    public StateLimits withKeys(KeyLimits other) {
        return new StateLimits(scrubRecords, exports, other, stateMax);
    }
}
