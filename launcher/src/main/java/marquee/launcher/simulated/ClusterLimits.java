package marquee.launcher.simulated;

import java.time.Duration;
import marquee.frontend.FrontEndLimits;
import marquee.replicas.host.ReplicaLimits;
import marquee.replicas.host.state.ExportLimits;
import marquee.replicas.host.state.KeyLimits;
import marquee.replicas.host.state.StateLimits;
import marquee.sequencer.HistoryLimits;
import marquee.sequencer.SequencerLimits;
import marquee.transport.LinkLimits;

/// Every limit of a simulated cluster.
record ClusterLimits(
        LinkLimits links,
        SequencerLimits sequencer,
        FrontEndLimits frontEnd,
        ReplicaLimits replica) {
    /// Those of a cluster in service.
    static final ClusterLimits USUAL =
            new ClusterLimits(
                    LinkLimits.DEFAULT,
                    SequencerLimits.DEFAULT,
                    FrontEndLimits.DEFAULT,
                    ReplicaLimits.DEFAULT);

    /// More places of the order than a run of the usual length comes to; a power of two.
    private static final int PLACES_SHORT = 8_192;

    /// The same for a run of the usual length: tables of places that it never comes to would be
    /// half of the memory that a seed has cleared.
    static final ClusterLimits SHORT =
            new ClusterLimits(
                    LinkLimits.DEFAULT,
                    withFilter(SequencerLimits.DEFAULT, PLACES_SHORT),
                    withVerdicts(FrontEndLimits.DEFAULT, PLACES_SHORT),
                    ReplicaLimits.DEFAULT);

    private static final int PENDING_TINY = 8;

    /// So small that a short run reaches them.
    static final ClusterLimits TINY =
            new ClusterLimits(
                    LinkLimits.TINY,
                    new SequencerLimits(
                            8, 4_096, 3, 8, 4_096, 16, 1, 4, 3, 2, 2, HistoryLimits.DEFAULT),
                    new FrontEndLimits(PENDING_TINY, Duration.ofSeconds(2), 16, 4_096, 2),
                    new ReplicaLimits(
                            8,
                            4,
                            2,
                            2,
                            new StateLimits(
                                    3,
                                    new ExportLimits(2, 1_200),
                                    new KeyLimits(2, 8, 1_000, 20_000, PENDING_TINY, 4),
                                    StateLimits.STATE_MAX)));

    private static SequencerLimits withFilter(SequencerLimits limits, int max) {
        return new SequencerLimits(
                limits.slotWindow(),
                limits.slotWindowBytes(),
                limits.catchUpMax(),
                limits.tailEntries(),
                limits.tailBytes(),
                max,
                limits.inFlightMax(),
                limits.unsettledMax(),
                limits.markEvery(),
                limits.marksMax(),
                limits.queriesMax(),
                limits.history());
    }

    private static FrontEndLimits withVerdicts(FrontEndLimits limits, int max) {
        return new FrontEndLimits(
                limits.pendingMax(),
                limits.deadline(),
                max,
                limits.heldBytesMax(),
                limits.questionsMax());
    }
}
