package marquee.manager;

import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;
import org.jspecify.annotations.Nullable;

/// What one manager finds out about one suspect, by probes of its own: what others say is a hint
/// and no proof (rule P33). A probe is answered out of the suspect's execution loop, so a stopped
/// process does not answer, and neither does one whose loop stands still.
final class Suspicion {
    /// After so many rounds in a row without an answer, or so many answered ones without the reply
    /// and without progress towards it between, it is taken for true.
    static final int ROUNDS = 3;

    private final ReplicaId suspect;
    private long evidence;
    private long executed = -1;
    private boolean answered;
    private boolean rising;
    private int unanswered;
    private int withheld;
    private int rounds;

    /// Suspects `suspect` of having kept back its reply at `evidence`; 0 if it is only unheard of.
    Suspicion(ReplicaId suspect, long evidence) {
        this.suspect = suspect;
        this.evidence = evidence;
    }

    ReplicaId suspect() {
        return suspect;
    }

    /// The number whose reply clears the suspect.
    long evidence() {
        return evidence;
    }

    /// Whether the reply at `number` clears the suspect: it is the one that was missed, or that one
    /// lies so far back that the suspect may have forgotten it, and this is a later one.
    boolean isClearedBy(long number) {
        boolean forgotten = executed - evidence >= Outcome.REMEMBERED;
        return number == evidence || (forgotten && evidence > 0 && number > evidence);
    }

    /// The number of the present round.
    int round() {
        return rounds;
    }

    /// Another hint: the lowest number is the one to ask for.
    void hint(long number) {
        evidence = evidence == 0 ? number : Math.min(evidence, number);
    }

    /// The suspect has answered the probe of the round `nonce`.
    ///
    /// @return whether that clears it: nothing but its silence was held against it
    boolean answered(long nonce, long executedNow) {
        if (nonce == rounds) {
            answered = true;
        }
        rising |= executedNow > executed && executedNow < evidence;
        executed = Math.max(executed, executedNow);
        return evidence == 0;
    }

    /// The next round begins.
    void nextRound() {
        if (rounds > 0) {
            unanswered = answered ? 0 : unanswered + 1;
            if (rising) {
                withheld = 0;
            } else if (answered) {
                withheld++; // A round that it misses between takes nothing back.
            }
        }
        answered = false;
        rising = false;
        rounds++;
    }

    /// What is proven; null for nothing yet.
    @Nullable Cause verdict() {
        if (unanswered >= ROUNDS) {
            return Cause.CRASHED;
        }
        return withheld >= ROUNDS ? Cause.UNRESPONSIVE : null;
    }
}
