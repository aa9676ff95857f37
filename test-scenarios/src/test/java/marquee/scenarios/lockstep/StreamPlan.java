package marquee.scenarios.lockstep;

import marquee.applications.booking.model.Skew;

/// What a seed stands for: most streams are short and stay among few records, and one in twenty is
/// long, so that half of all operations meet a state of hundreds or thousands of records.
///
/// @param operations how many there are
public record StreamPlan(long seed, Skew skew, int operations) {
    private static final int SHORT = 1_000;
    private static final int LONG = 20_000;
    private static final int KINDS = 2 * LONG / SHORT;

    /// The plan of `seed`. Every forty seeds on end hold each kind of stream.
    public static StreamPlan of(long seed) {
        int kind = Math.floorMod(seed, KINDS);
        if (kind % (LONG / SHORT) == 0) {
            return new StreamPlan(seed, kind == 0 ? Skew.CROWDS : Skew.SUCCESSES, LONG);
        }
        return new StreamPlan(seed, kind % 5 == 0 ? Skew.REFUSALS : Skew.SUCCESSES, SHORT);
    }
}
