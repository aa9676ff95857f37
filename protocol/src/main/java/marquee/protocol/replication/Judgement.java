package marquee.protocol.replication;

/// How the reply of one replica at the place `number` was judged by the front end whose request
/// stands there.
public record Judgement(long number, Verdict verdict) {
    /// A judgement. The order is that of the wire form.
    public enum Verdict {
        /// The reply was the outcome that a quorum agreed on.
        RIGHT,
        /// It was another one.
        INCORRECT,
        /// No reply came in time, or there is nothing that it could be held against.
        SILENT,
        /// What was agreed on there had been executed before, so that replies tell of memory only:
        /// nothing is held against the replica, and nothing speaks for it.
        REPEATED
    }
}
