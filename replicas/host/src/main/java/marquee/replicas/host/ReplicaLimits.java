package marquee.replicas.host;

import com.google.common.base.Preconditions;
import marquee.protocol.replication.Outcome;

/// The limits of one replica.
///
/// @param holdBack how far above the newest executed entry an entry is held back; further ones are
///   dropped and asked for again (rule P14). No less than the sequencer's window for one slot
/// @param outcomesKept how many of the newest outcomes can be sent once more without their keys
/// @param askedMax how many replies can be asked for before their entries are executed
/// @param progressEvery after how many entries the sequencer is told of them without its asking
/// @param scrubRecords how many records are read again at each mark (rule P31)
/// @param exports the limits of the exports of the state
/// @param keys the limits of the reply table
/// @param stateMax the most that a state may weigh, in bytes, to be given away and taken in
public record ReplicaLimits(
        int holdBack,
        int outcomesKept,
        int askedMax,
        int progressEvery,
        int scrubRecords,
        ExportLimits exports,
        KeyLimits keys,
        long stateMax) {
    /// What a state may weigh in a cluster: less than the 512 MiB of a replica's heap, and more
    /// than twice what a million bookings (docs/performance.md) and 200 000 keys (rule P3) come to.
    public static final long STATE_MAX = 384L << 20;

    /// The limits of a cluster whose configuration says nothing else.
    public static final ReplicaLimits DEFAULT =
            new ReplicaLimits(
                    4_096,
                    Outcome.REMEMBERED,
                    1_024,
                    512,
                    300,
                    ExportLimits.DEFAULT,
                    KeyLimits.DEFAULT,
                    STATE_MAX);

    /// So small that a short run reaches all of them but the reply table's and the state's, which
    /// are those of the cluster.
    public static final ReplicaLimits SMALL =
            new ReplicaLimits(
                    8, 4, 2, 3, 2, new ExportLimits(2, 1_200), KeyLimits.DEFAULT, STATE_MAX);

    public ReplicaLimits {
        Preconditions.checkArgument(holdBack > 0, "%s entries held back", holdBack);
        Preconditions.checkArgument(outcomesKept > 0, "%s outcomes kept", outcomesKept);
        Preconditions.checkArgument(askedMax > 0, "%s replies asked for", askedMax);
        Preconditions.checkArgument(progressEvery > 0, "progress after %s", progressEvery);
        Preconditions.checkArgument(scrubRecords > 0, "%s records scrubbed", scrubRecords);
        Preconditions.checkArgument(stateMax > 0, "a state of %s bytes", stateMax);
    }

    /// These limits with another reply table.
    public ReplicaLimits withKeys(KeyLimits other) {
        return new ReplicaLimits(
                holdBack,
                outcomesKept,
                askedMax,
                progressEvery,
                scrubRecords,
                exports,
                other,
                stateMax);
    }
}
