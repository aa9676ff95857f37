package marquee.protocol.replication;

import marquee.protocol.NodeId;

/// Where an incarnation of a replica runs and what it runs.
///
/// @param host the manager that starts it
/// @param implementation the name of its application's implementation
public record Assignment(NodeId host, String implementation) {
    /// The longest name of an implementation, in characters.
    public static final int IMPLEMENTATION_MAX = SlotReport.Biography.TEXT_MAX;
}
