package marquee.transport;

import marquee.protocol.Effect;

/// The part of a role's process that performs what only it can do. Called by the thread that runs
/// the [Node].
public interface LocalEffects {
    /// Performs `effect`, or hands it to a thread that will. Never blocks for long: the node waits.
    void perform(Effect.Local effect);

    /// Called by each [Node#flush] before any datagram leaves, also when none will. A process that
    /// must write something down before it speaks of it does so here, once for all that has
    /// gathered (rule P19).
    default void beforeSend() {}
}
