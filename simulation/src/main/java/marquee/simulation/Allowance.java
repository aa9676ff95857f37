package marquee.simulation;

/// What a budget allows that refills with time: once a `spacing` in the long run, and saved up to
/// `burst` times. It begins full.
final class Allowance {
    private final long spacing;
    private final long full;
    private long level;
    private long filledAt;
    private long used;

    /// @param spacing in nanoseconds
    /// @param now the virtual time
    Allowance(long spacing, int burst, long now) {
        this.spacing = spacing;
        this.full = spacing * burst;
        this.level = full;
        this.filledAt = now;
    }

    /// Takes note of how often the budget was used by `now`. To be told of every use at its time.
    ///
    /// @param total how often since it began
    /// @return whether it allowed that
    boolean covers(long now, long total) {
        level = Math.min(full, level + now - filledAt) - spacing * (total - used);
        filledAt = now;
        used = total;
        return level >= 0;
    }
}
