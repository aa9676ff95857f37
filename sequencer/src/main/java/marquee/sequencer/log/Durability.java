package marquee.sequencer.log;

/// What a log promises once something was told to another process (docs/sequencer-log.md). The
/// order is that of the epoch record and must not change.
public enum Durability {
    /// Written to the operating system: survives the end of the process, not that of the host.
    OS,
    /// Flushed to the disk, once for all entries of one drain of the loop: survives a power cut.
    FSYNC,
    /// Nothing: such a log is never restarted from. For measurements.
    NONE
}
