package marquee.applications.booking;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An argument of an operation as it was spelled: a value if the spelling is canonical, and else
/// the text that is none. A replica checks everything itself, so an operation must be able to carry
/// what is malformed; its type still says what the argument was meant to be.
///
/// @param <T> [UserId], [MovieId] or [Movie]
public final class Argument<T> {
    /// The most characters of a malformed text. Longer than any canonical spelling.
    public static final int TEXT_MAX = 64;

    private static final char UNPRINTABLE = '?';

    private final @Nullable T value;
    private final String malformed;

    private Argument(@Nullable T value, String malformed) {
        this.value = value;
        this.malformed = malformed;
    }

    /// An argument spelled canonically.
    public static <T> Argument<T> of(T value) {
        return new Argument<>(value, "");
    }

    /// What `text` says as a user's id. Only canonical spelling counts. No text is refused: of one
    /// that is malformed, the first [#TEXT_MAX] characters are kept, with `?` for each that is not
    /// visible ASCII, so that it stays malformed.
    public static Argument<UserId> userId(String text) {
        return parse(text, UserId::parse);
    }

    /// What `text` says as a movie id; as [#userId].
    public static Argument<MovieId> movieId(String text) {
        return parse(text, MovieId::parse);
    }

    /// What `text` says as a movie's name; as [#userId].
    public static Argument<Movie> movie(String text) {
        return parse(text, Movie::parse);
    }

    private static <T> Argument<T> parse(String text, Function<String, @Nullable T> parser) {
        var value = parser.apply(text);
        return value == null ? new Argument<>(null, printable(text)) : of(value);
    }

    private static String printable(String text) {
        var printable = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), TEXT_MAX); i++) {
            char c = text.charAt(i);
            printable.append(c < '!' || c > '~' ? UNPRINTABLE : c);
        }
        return printable.toString();
    }

    /// The value, or null if the argument is malformed.
    public @Nullable T value() {
        return value;
    }

    /// Whether the argument is malformed.
    public boolean isMalformed() {
        return value == null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Argument<?> argument
                && Objects.equals(value, argument.value)
                && malformed.equals(argument.malformed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, malformed);
    }

    /// The spelling, canonical or malformed.
    @Override
    public String toString() {
        return value == null ? malformed : value.toString();
    }
}
