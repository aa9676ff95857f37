package marquee.applications;

import com.google.common.collect.ImmutableSet;

/// One implementation of an application, found by its name through [java.util.ServiceLoader], so
/// that a replica's process needs no reference to any of them.
public interface Implementation {
    /// The name in configurations, such as `collections`.
    String name();

    /// Makes a state machine in its empty start state, with its store in memory.
    StateMachine create();

    /// The names of the files that [#createIn] makes. None where the store is the heap itself,
    /// which no folder changes.
    default ImmutableSet<String> files() {
        return ImmutableSet.of();
    }

    /// Makes a state machine in its empty start state, with its store in [#files] below `folder`.
    /// What it leaves there when it ends is of no use to anybody (rule P42).
    ///
    /// @param folder the path of a folder that exists and holds none of [#files]
    /// @throws StoreException if there can be no store
    default StateMachine createIn(String folder) throws StoreException {
        return create();
    }
}
