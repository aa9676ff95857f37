package marquee.protocol.replication;

/// What a role of a laboratory's cluster is to do wrong from now on, and nothing else
/// (docs/operations.md, "Faults").
///
/// @param faults in the notation of the command line, of visible ASCII; `clear` for none
/// @param seed of what is left to chance
public record FaultOrder(String faults, long seed) {
    /// The most characters of faults.
    public static final int TEXT_MAX = 200;
}
