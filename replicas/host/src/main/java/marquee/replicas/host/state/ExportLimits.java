package marquee.replicas.host.state;

import com.google.common.base.Preconditions;

/// The limits of the exports of one replica's state.
///
/// @param running how many run at a time
/// @param bytesKept how many bytes one export keeps of records as they were, of which each takes
///   [#RECORD_BYTES] more than its own; one that would need more ends
public record ExportLimits(int running, int bytesKept) {
    /// What a kept record takes beside its bytes: itself, and its place among those that are kept.
    static final int RECORD_BYTES = 128;

    /// The limits of a cluster whose configuration says nothing else: 200 000 records and more, if
    /// they are bookings or replies to such.
    public static final ExportLimits DEFAULT = new ExportLimits(6, 32 << 20);

    public ExportLimits {
        Preconditions.checkArgument(running > 0, "%s exports", running);
        Preconditions.checkArgument(bytesKept > 0, "%s bytes kept", bytesKept);
    }
}
