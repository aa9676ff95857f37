package marquee.simulation;

import marquee.protocol.Chance;

/// When a process takes its next step: at once as a rule, later while it is slow, and not at all
/// while it stands still. Times are virtual nanoseconds.
final class Pace {
    private static final int STEP_SPAN = 20_000;

    private long awakeFrom;
    private int slowNanos;
    private long slowUntil;
    private boolean stopped;

    /// No step before the time `until`.
    void pause(long until) {
        awakeFrom = Math.max(awakeFrom, until);
    }

    /// No step until [#resume].
    void stop() {
        stopped = true;
    }

    void resume() {
        stopped = false;
    }

    boolean isStopped() {
        return stopped;
    }

    /// Up to `nanos` before each step, until the time `until`.
    void slow(int nanos, long until) {
        slowNanos = nanos;
        slowUntil = until;
    }

    /// Ends pause and slowness.
    void recover(long now) {
        awakeFrom = now;
        slowUntil = now;
    }

    /// Whether no step may be taken at `now`.
    boolean standsStill(long now) {
        return stopped || now < awakeFrom;
    }

    /// How long it takes from `now` to the next step of a process that is not stopped.
    long delay(long now, Chance chance) {
        int span = now < slowUntil ? slowNanos : STEP_SPAN;
        return Math.max(0, awakeFrom - now) + chance.below(span);
    }
}
