package marquee.sequencer;

import com.google.common.base.Preconditions;
import com.google.common.primitives.Ints;

/// The limits of a [Sequencer]'s memory and of what it sends ahead (rule P47).
///
/// @param slotWindow how many entries a slot is sent beyond the newest it said it has executed
/// @param slotWindowBytes how many bytes of entries, about, before it is sent no further one
/// @param catchUpMax how many entries a slot that lags is sent, and how many are read back, in one
///   step
/// @param tailEntries how many of the newest entries are kept in memory
/// @param tailBytes how many bytes of them, about; the newest one is always kept
/// @param filterMax how many of the newest requests of clients, and of each front end's own, are
///   recognised when they are repeated
/// @param inFlightMax how many keyed requests of one client may be unsettled (rule P3)
/// @param unsettledMax how many unsettled requests of one front end are remembered; beyond it the
///   oldest is taken as settled
/// @param markEvery how many entries lie between two marks
/// @param marksMax how many of the newest marks digests are compared at
/// @param queriesMax how many questions for a report wait; beyond it the oldest is answered at once
/// @param history how much of the order is kept
public record SequencerLimits(
        int slotWindow,
        long slotWindowBytes,
        int catchUpMax,
        int tailEntries,
        long tailBytes,
        int filterMax,
        int inFlightMax,
        int unsettledMax,
        int markEvery,
        int marksMax,
        int queriesMax,
        HistoryLimits history) {
    /// What a sequencer in service has.
    public static final SequencerLimits DEFAULT =
            new SequencerLimits(
                    4_096,
                    2 << 20,
                    512,
                    32_768,
                    16 << 20,
                    65_536,
                    64,
                    65_536,
                    1_024,
                    16,
                    64,
                    HistoryLimits.DEFAULT);

    /// So small that a short run reaches all of them.
    public static final SequencerLimits SMALL =
            new SequencerLimits(8, 4_096, 3, 8, 4_096, 16, 64, 128, 3, 2, 2, HistoryLimits.DEFAULT);

    public SequencerLimits {
        int least =
                Ints.min(
                        slotWindow,
                        catchUpMax,
                        tailEntries,
                        filterMax,
                        inFlightMax,
                        unsettledMax,
                        markEvery,
                        marksMax,
                        queriesMax);
        Preconditions.checkArgument(
                least >= 1 && slotWindowBytes >= 1 && tailBytes >= 1, "a limit below 1");
    }

    /// These limits with another one of history.
    public SequencerLimits withHistory(HistoryLimits other) {
        return new SequencerLimits(
                slotWindow,
                slotWindowBytes,
                catchUpMax,
                tailEntries,
                tailBytes,
                filterMax,
                inFlightMax,
                unsettledMax,
                markEvery,
                marksMax,
                queriesMax,
                other);
    }
}
