package marquee.sequencer.log;

import marquee.protocol.replication.Entry;

/// Shown a log while it is opened.
@FunctionalInterface
public interface LogVisitor {
    /// The next entry, in order and without gaps.
    void entry(Entry entry);

    /// So many of all `bytes` have been read; called about once a mebibyte.
    default void progress(long read, long bytes) {}
}
