package marquee.simulation;

/// Ends a process between two effects of one event. Thrown through the node, which must not survive
/// it, and caught by [SimulatedProcess] alone.
final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1;

    PowerCut() {
        super("the process crashes here", null, false, false);
    }
}
