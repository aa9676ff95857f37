package marquee.transport;

/// Estimates a link's round trip and derives its time-outs (RFC 6298), in nanoseconds. Samples are
/// of datagrams that were sent once (Karn's algorithm) and without the other side's delay of the
/// acknowledgement, which the time-outs allow for instead. A time-out is backed off until the next
/// sample. How long acknowledgements take with that delay is estimated apart: a peer that has
/// something to say at once delays none, and what it leaves unanswered is soon known to be lost.
final class RoundTrip {
    private static final int BACK_OFF_MAX = 16;

    private final LinkLimits limits;
    private long smoothed;
    private long variation;
    private long least = Long.MAX_VALUE;
    private long answer;
    private long answerVariation;
    private int backOff;

    RoundTrip(LinkLimits limits) {
        this.limits = limits;
    }

    /// Forgets everything, for a new life of the peer.
    void clear() {
        smoothed = 0;
        variation = 0;
        least = Long.MAX_VALUE;
        answer = 0;
        answerVariation = 0;
        backOff = 0;
    }

    /// Takes a round trip of `nanos`.
    void sample(long nanos) {
        long sample = Math.max(1, nanos);
        if (smoothed == 0) {
            smoothed = sample;
            variation = sample / 2;
        } else {
            variation += (Math.abs(smoothed - sample) - variation) / 4;
            smoothed += (sample - smoothed) / 8;
        }
        least = Math.min(least, sample);
        backOff = 0;
    }

    /// Takes how long the acknowledgement took, `nanos`, of what had waited longest for it.
    void answered(long nanos) {
        answerVariation += (Math.abs(answer - nanos) - answerVariation) / 4;
        answer += (nanos - answer) / (answer == 0 ? 1 : 8);
    }

    /// Doubles the time-out.
    void backOff() {
        backOff = Math.min(backOff + 1, BACK_OFF_MAX);
    }

    /// The shortest round trip so far; 0 before any was measured.
    long least() {
        return smoothed == 0 ? 0 : least;
    }

    /// How long to wait for an acknowledgement before sending again.
    long timeout() {
        var budget = limits.retransmission();
        long plain =
                smoothed == 0 ? budget.initial() : smoothed + 4 * variation + limits.acks().delay();
        return Math.min(budget.max(), Math.max(budget.min(), plain) << backOff);
    }

    /// How long to wait after the last datagram before probing whether it was lost: until its
    /// acknowledgement is late, and no longer than RFC 8985 (section 7.2) has it, two round trips
    /// and the other side's delay.
    long probeTimeout() {
        if (smoothed == 0) {
            return limits.retransmission().initial();
        }
        long most = 2 * smoothed + limits.acks().delay() + limits.acks().delay() / 4;
        long late = answer + Math.max(limits.retransmission().late(), 4 * answerVariation);
        return Math.min(most, late);
    }
}
