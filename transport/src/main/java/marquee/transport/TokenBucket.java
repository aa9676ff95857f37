package marquee.transport;

/// A budget that refills with time: one token a `spacing`, saved up to `burst`. Rule P16.
final class TokenBucket {
    private final long spacing;
    private final long full;
    private long level;
    private long filledAt;
    private boolean started;

    /// Makes a full bucket; `spacing` in nanoseconds.
    TokenBucket(long spacing, int burst) {
        this.spacing = spacing;
        this.full = spacing * burst;
        this.level = full;
    }

    /// Takes a token.
    ///
    /// @return false if there is none
    boolean take(long now) {
        fill(now);
        if (level < spacing) {
            return false;
        }
        level -= spacing;
        return true;
    }

    /// When there will be a token.
    long nextAt(long now) {
        fill(now);
        return level >= spacing ? now : now + spacing - level;
    }

    private void fill(long now) {
        if (started) {
            level = Math.min(full, level + (now - filledAt));
        }
        started = true;
        filledAt = now;
    }
}
