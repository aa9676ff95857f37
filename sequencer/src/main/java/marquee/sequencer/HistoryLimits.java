package marquee.sequencer;

import com.google.common.base.Preconditions;

/// How much of the order is kept (rules P17 and P20). Entries are counted: one of a booking takes
/// some 120 bytes of log, the largest there can be 64 KiB.
///
/// @param snapshotEvery how many entries lie between two snapshots, at least
/// @param snapshotGapNanos how much time, at least: a snapshot costs every replica a reading of its
///   state
/// @param suffix how many entries before what everybody has executed are kept for those to come
/// @param lagMax how far a slot may be behind before it is removed, if history is kept for it alone
/// @param retainedMax how many entries are kept at most: where nothing may be cut off no request is
///   admitted any more
/// @param anewMax how many more there may be of requests that are ordered anew: who waits for
///   replicas that are gone is not to wait for the history too
public record HistoryLimits(
        long snapshotEvery,
        long snapshotGapNanos,
        long suffix,
        long lagMax,
        long retainedMax,
        long anewMax) {
    private static final long SECOND = 1_000_000_000;

    /// What a sequencer in service has: log of about a gibibyte at the very most, and usually of
    /// less than a tenth of that.
    public static final HistoryLimits DEFAULT =
            new HistoryLimits(262_144, 30 * SECOND, 65_536, 2_097_152, 8_388_608, 65_536);

    /// Nothing is ever cut: for a log that is never started from again.
    public static final HistoryLimits NEVER =
            new HistoryLimits(Long.MAX_VALUE, 0, 1, Long.MAX_VALUE, Long.MAX_VALUE, 1);

    public HistoryLimits {
        Preconditions.checkArgument(
                snapshotEvery >= 1
                        && suffix >= 1
                        && snapshotGapNanos >= 0
                        && lagMax >= 1
                        && anewMax >= 1,
                "a limit below 1");
        Preconditions.checkArgument(lagMax <= retainedMax, "a slot may lag beyond what is kept");
    }

    /// These limits with another distance between snapshots.
    public HistoryLimits withSnapshotEvery(long entries) {
        return new HistoryLimits(entries, snapshotGapNanos, suffix, lagMax, retainedMax, anewMax);
    }
}
