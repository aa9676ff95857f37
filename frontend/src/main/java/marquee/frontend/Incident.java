package marquee.frontend;

/// Something a front end noticed that ought not to be.
///
/// @param slot whose it is, from 1; 0 for nobody's
/// @param number the place in the order at which it showed
public record Incident(Kind kind, int slot, long number) {
    /// What was noticed.
    public enum Kind {
        /// The slot's reply differs from the one that a quorum agreed on.
        INCORRECT,
        /// The slot owes a reply, three times asked for.
        SILENT,
        /// The slot, suspected of a crash, replies again.
        ANSWERS_AGAIN,
        /// The slot sent two unlike replies for one place (rule P8).
        CONTRADICTION,
        /// Two quorums agreed on unlike outcomes: more slots are faulty than the group can bear.
        /// Nobody is accused, and earlier accusations at this place are void (rule P11).
        SPLIT,
        /// No quorum came together within the deadline.
        UNDECIDED
    }
}
