package marquee.config;

/// The limits a cluster's description may set; each has a default.
///
/// @param datagramBytesMax the longest datagram
/// @param pendingRequestsMax how many requests one front end holds unanswered at once
/// @param deadlineMillis how long a front end may take to answer a request, in milliseconds
/// @param logFileBytesMax how long one file of a log grows before the next is begun
/// @param logFilesMax how many files of one log are kept, the newest among them
/// @param snapshotEntries how many entries of the order lie between two of the sequencer's
///   snapshots, at least
/// @param connectionsPerAddressMax how many connections one address may have to one front end,
///   where users have tokens
/// @param requestsPerUserMax how many requests of one user a front end works on at once, where
///   users have tokens
public record Limits(
        int datagramBytesMax,
        int pendingRequestsMax,
        long deadlineMillis,
        long logFileBytesMax,
        int logFilesMax,
        int snapshotEntries,
        int connectionsPerAddressMax,
        int requestsPerUserMax) {
    /// What holds where the description says nothing.
    public static final Limits DEFAULT =
            new Limits(1_432, 4_096, 10_000, 10_000_000, 5, 262_144, 1_024, 64);
}
