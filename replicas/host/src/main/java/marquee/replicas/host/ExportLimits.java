package marquee.replicas.host;

import com.google.common.base.Preconditions;

/// The limits of the exports of one replica's state.
///
/// @param running how many run at a time
/// @param recordsKept how many records one export keeps as they were; one that would need more ends
public record ExportLimits(int running, int recordsKept) {
    /// The limits of a cluster whose configuration says nothing else. A kept record takes about 150
    /// bytes, so an export takes up to 30 MB.
    public static final ExportLimits DEFAULT = new ExportLimits(6, 200_000);

    public ExportLimits {
        Preconditions.checkArgument(running > 0, "%s exports", running);
        Preconditions.checkArgument(recordsKept > 0, "%s records kept", recordsKept);
    }
}
