package marquee.launcher.bench.recovery;

import java.time.Duration;
import java.time.Instant;
import marquee.launcher.local.Replacement;
import marquee.launcher.trouble.Trouble;

/// One replica that failed and was replaced.
///
/// @param failed when it did: when it was killed, or right before the request whose answer was its
///   third lie
/// @param replacement what became of it; its successor votes
record Recovery(Trouble.Kind kind, Instant failed, Replacement replacement) {
    /// A stretch of the way back.
    enum Phase {
        /// From the fault until the order tells of it: a process that ended, a third lie.
        DETECTED,
        /// Until the replacement is ordered: the managers' votes.
        ORDERED,
        /// Until the new process is heard of.
        STARTED,
        /// Until it has the state and votes.
        ACTIVE,
        /// All of it.
        ALL
    }

    /// How long `phase` took, in milliseconds.
    long millis(Phase phase) {
        var begun = replacement.begun().orElse(replacement.ordered());
        var active = replacement.active().orElseThrow();
        return switch (phase) {
            case DETECTED -> between(failed, replacement.suspected());
            case ORDERED -> between(replacement.suspected(), replacement.ordered());
            case STARTED -> between(replacement.ordered(), begun);
            case ACTIVE -> between(begun, active);
            case ALL -> between(failed, active);
        };
    }

    private static long between(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
