package marquee.replicas.host;

import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;

/// Looks on while a replica executes: a log, or an invariant of a simulation. Called from the
/// replica's own thread, in the order of the entries, before anything of them is sent; it must not
/// block and must not throw. It hears the true outcome, whatever a fault makes of it.
public interface ExecutionObserver {
    /// Looks at nothing.
    ExecutionObserver NONE = (entry, outcome) -> {};

    /// The request `entry` had `outcome`.
    void executed(Entry entry, Outcome outcome);

    /// At the mark `entry` the state had `digest`.
    default void marked(Entry entry, Digest digest) {}

    /// The `entry` said nothing to the state.
    default void passed(Entry entry) {}
}
