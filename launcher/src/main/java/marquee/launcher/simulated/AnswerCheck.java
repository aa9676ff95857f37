package marquee.launcher.simulated;

import marquee.protocol.replication.Outcome;

/// An invariant of somebody else's, beside those that every run checks.
public interface AnswerCheck {
    /// Asks for nothing more.
    AnswerCheck NONE = outcome -> {};

    /// A client is answered `outcome`.
    ///
    /// @throws marquee.simulation.Violation if that must not be
    void answered(Outcome outcome);
}
