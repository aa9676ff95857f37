package marquee.sequencer;

import marquee.protocol.Expiry;

/// The purposes of a [Sequencer]'s timers.
enum SequencerTimer implements Expiry {
    /// Tell everybody the newest number, and read the clock.
    PULSE,
    /// Order the mark that had to wait.
    MARK,
    /// Send slots that lag some more.
    CATCH_UP,
    /// Report the cluster though some digests are missing.
    REPORT
}
