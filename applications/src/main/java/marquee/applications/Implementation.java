package marquee.applications;

/// One implementation of an application, found by its name through [java.util.ServiceLoader], so
/// that a replica's process needs no reference to any of them.
public interface Implementation {
    /// The name in configurations, such as `collections`.
    String name();

    /// Makes a state machine in its empty start state.
    StateMachine create();
}
