package marquee.sequencer.log;

/// How a process uses a log.
///
/// @param clusterId the cluster whose order the log holds; another cluster's log is refused
/// @param hostBoot names the present boot of the host; empty where the host does not tell, and then
///   an unclean reboot goes unnoticed
/// @param acceptLoss whether to start although the newest entries may be missing
/// @param segmentBytesMax how long a segment grows before the next one is begun
public record LogSettings(
        long clusterId,
        Durability durability,
        String hostBoot,
        boolean acceptLoss,
        long segmentBytesMax) {
    /// The usual length of a segment.
    public static final long SEGMENT_BYTES_MAX = 16L << 20;

    /// Settings for a host that does not tell its boot, without acceptance of a loss.
    public static LogSettings of(long clusterId, Durability durability) {
        return new LogSettings(clusterId, durability, "", false, SEGMENT_BYTES_MAX);
    }
}
