package marquee.sequencer.log;

import marquee.protocol.replication.Entry;

/// Shown a log while it is opened.
@FunctionalInterface
public interface LogVisitor {
    /// The next entry, in order and without gaps.
    void entry(Entry entry);

    /// The snapshot that the log goes on from, if there is one; shown before all entries, some of
    /// which may be older than it.
    ///
    /// @throws LogRefusedException if it does not fit whoever is shown it; the log is not opened
    default void snapshot(KeptSnapshot snapshot) throws LogRefusedException {}

    /// So many of all `bytes` have been read; called about once a mebibyte.
    default void progress(long read, long bytes) {}
}
