package marquee.applications.booking;

import com.google.common.base.Ascii;
import java.math.BigInteger;

/// Takes what a person typed to canonical spelling, at the edge: ASCII letters are folded, and
/// nothing else is (no other script's letters, no blanks trimmed). A replica never does this.
public final class Canonical {
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private Canonical() {}

    /// A user's id in any case.
    public static Argument<UserId> userId(String typed) {
        return Argument.userId(Ascii.toUpperCase(typed));
    }

    /// A movie id in any case.
    public static Argument<MovieId> movieId(String typed) {
        return Argument.movieId(Ascii.toUpperCase(typed));
    }

    /// A movie's name in any case.
    public static Argument<Movie> movie(String typed) {
        for (var movie : Movie.values()) {
            if (Ascii.equalsIgnoreCase(movie.title(), typed)) {
                return Argument.of(movie);
            }
        }
        return Argument.movie(typed);
    }

    /// A number of any size, as the nearest that an operation can carry: one that is out of range
    /// stays so.
    public static long number(BigInteger typed) {
        return typed.max(LEAST).min(MOST).longValueExact();
    }
}
