package marquee.applications.booking;

import com.google.common.base.Preconditions;
import org.jspecify.annotations.Nullable;

/// Names an admin or a customer: home theatre, `A` or `C`, and four digits, such as `ATWC2345`. The
/// natural order is that of the spelling.
///
/// @param home the theatre whose shows are not foreign to this user
/// @param number from 0 to 9 999
@SuppressWarnings("EnumOrdinal") // The order of theatres and kinds is that of the ids.
public record UserId(Theatre home, Kind kind, int number) implements Comparable<UserId> {
    /// How many ids there are. Each has a place from 0 among them, in ascending order.
    public static final int PLACES = 60_000;

    private static final int NUMBERS = 10_000;
    private static final int KINDS = Kind.values().length;
    private static final int DIGITS = 4;
    private static final int LENGTH = Theatre.CODE_LENGTH + 1 + DIGITS;

    /// What a user may do.
    public enum Kind {
        /// Adds and removes shows of the home theatre; books for any customer.
        ADMIN('A'),
        /// Books for himself.
        CUSTOMER('C');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    /// Checks the number's range.
    public UserId {
        Preconditions.checkArgument(0 <= number && number < NUMBERS, "number %s", number);
    }

    /// The user whose canonical spelling `text` is, or null.
    public static @Nullable UserId parse(String text) {
        var home = text.length() == LENGTH ? Theatre.startOf(text) : null;
        if (home == null) {
            return null;
        }
        int number = Digits.parse(text, LENGTH - DIGITS, DIGITS);
        for (var kind : Kind.values()) {
            if (kind.letter == text.charAt(Theatre.CODE_LENGTH) && number >= 0) {
                return new UserId(home, kind, number);
            }
        }
        return null;
    }

    /// The user at `place` of all, from 0 to [#PLACES] - 1.
    public static UserId atPlace(int place) {
        int group = place / NUMBERS;
        return new UserId(
                Theatre.values()[group / KINDS], Kind.values()[group % KINDS], place % NUMBERS);
    }

    /// The number of ids that come before this one in ascending order.
    public int place() {
        return (home.ordinal() * KINDS + kind.ordinal()) * NUMBERS + number;
    }

    /// Whether this is an admin's id.
    public boolean isAdmin() {
        return kind == Kind.ADMIN;
    }

    /// As the record's own, which the first compiler leaves several times slower.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UserId id && id.place() == place();
    }

    @Override
    public int hashCode() {
        return place();
    }

    @Override
    public int compareTo(UserId other) {
        return Integer.compare(place(), other.place());
    }

    /// The canonical spelling.
    @Override
    public String toString() {
        var text = new StringBuilder(LENGTH).append(home.name()).append(kind.letter);
        return Digits.append(text, number, DIGITS).toString();
    }
}
