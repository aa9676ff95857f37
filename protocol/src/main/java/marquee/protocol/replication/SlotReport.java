package marquee.protocol.replication;

/// What the sequencer knows of one slot.
///
/// @param executed the newest entry the replica said it has executed
/// @param digest the state's digest at `digestAt`, the newest mark whose digests were compared
/// @param silentMillis how long nothing has been heard of it; -1 if nothing ever was
public record SlotReport(
        View.Member member,
        Biography biography,
        long executed,
        long digestAt,
        Digest digest,
        long silentMillis) {
    /// What a replica tells of itself when it subscribes.
    ///
    /// @param implementation the name of its application's implementation
    /// @param fault the fault it was told to show, as on the command line; empty for none
    /// @param pid the number of its process
    public record Biography(String implementation, String fault, long pid) {
        /// The longest name of an implementation and the longest fault, in characters.
        public static final int TEXT_MAX = 80;

        /// Of a slot that nothing has been heard of.
        public static final Biography UNKNOWN = new Biography("unknown", "", 0);

        private static final String CLEAR = "clear";

        /// The same of a replica that is told to do wrong what `order` says, as far as there is
        /// room to tell of it.
        public Biography withFaults(FaultOrder order) {
            var faults = order.faults().equals(CLEAR) ? "" : order.faults();
            var shown = faults.substring(0, Math.min(faults.length(), TEXT_MAX));
            return new Biography(implementation, shown, pid);
        }
    }
}
