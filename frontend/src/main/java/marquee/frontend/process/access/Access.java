package marquee.frontend.process.access;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// How a web service knows who asks: by tokens, or, in a laboratory, by what users say. Immutable,
/// thread-safe.
public final class Access {
    /// That of a laboratory, where users are taken at their word.
    public static final Access LAB = new Access(null, 0, InstantSource.system());

    private final @Nullable TokenKeys keys;
    private final long cluster;
    private final InstantSource clock;

    private Access(@Nullable TokenKeys keys, long cluster, InstantSource clock) {
        this.keys = keys;
        this.cluster = cluster;
        this.clock = clock;
    }

    /// That of users with tokens, which one of `keys` proves, and which were made for `cluster`.
    ///
    /// @param clock says when a token's time is over
    public static Access byTokens(TokenKeys keys, long cluster, InstantSource clock) {
        return new Access(keys, cluster, clock);
    }

    /// Whether users are taken at their word.
    public boolean isLab() {
        return keys == null;
    }

    /// What clients and the page are told of it: `lab` or `tokens`.
    public String word() {
        return isLab() ? "lab" : "tokens";
    }

    /// What the token `text` says; not in a laboratory.
    ///
    /// @throws TokenException if it does not hold
    public Token holder(String text) throws TokenException {
        if (keys == null) {
            throw new IllegalStateException("there are no tokens in a laboratory");
        }
        return keys.verify(text, cluster, clock.instant());
    }
}
