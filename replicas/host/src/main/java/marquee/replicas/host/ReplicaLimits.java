package marquee.replicas.host;

import com.google.common.base.Preconditions;
import marquee.protocol.replication.Outcome;
import marquee.replicas.host.state.ExportLimits;
import marquee.replicas.host.state.KeyLimits;
import marquee.replicas.host.state.StateLimits;

/// The limits of one replica.
///
/// @param holdBack how far above the newest executed entry an entry is held back; further ones are
///   dropped and asked for again (rule P14). No less than the sequencer's window for one slot
/// @param outcomesKept how many of the newest outcomes can be sent once more without their keys
/// @param askedMax how many replies can be asked for before their entries are executed
/// @param progressEvery after how many entries the sequencer is told of them without its asking
/// @param state the limits of its state
public record ReplicaLimits(
        int holdBack, int outcomesKept, int askedMax, int progressEvery, StateLimits state) {
    /// The limits of a cluster whose configuration says nothing else.
    public static final ReplicaLimits DEFAULT =
            new ReplicaLimits(4_096, Outcome.REMEMBERED, 1_024, 512, StateLimits.DEFAULT);

    /// So small that a short run reaches all of them but the reply table's and the state's, which
    /// are those of the cluster.
    public static final ReplicaLimits SMALL =
            new ReplicaLimits(
                    8,
                    4,
                    2,
                    3,
                    new StateLimits(
                            2,
                            new ExportLimits(2, 1_200),
                            KeyLimits.DEFAULT,
                            StateLimits.STATE_MAX));

    public ReplicaLimits {
        Preconditions.checkArgument(holdBack > 0, "%s entries held back", holdBack);
        Preconditions.checkArgument(outcomesKept > 0, "%s outcomes kept", outcomesKept);
        Preconditions.checkArgument(askedMax > 0, "%s replies asked for", askedMax);
        Preconditions.checkArgument(progressEvery > 0, "progress after %s", progressEvery);
    }

    /// These limits with another state's.
    public ReplicaLimits withState(StateLimits other) {
        return new ReplicaLimits(holdBack, outcomesKept, askedMax, progressEvery, other);
    }
}
