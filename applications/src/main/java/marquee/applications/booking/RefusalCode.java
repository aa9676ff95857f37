package marquee.applications.booking;

/// Why an operation was refused, in the order in which the checks are made: the first that fails
/// decides. The order is that of the wire form (docs/domain.md, refusals).
public enum RefusalCode {
    /// The bytes are no operation; before all other checks, since there is nothing to check.
    MALFORMED,
    /// Actor or customer is malformed, or the customer is an admin.
    BAD_USER_ID,
    /// A customer runs an admin's operation, or acts for someone else.
    NOT_ALLOWED,
    /// The name is not in the catalogue.
    UNKNOWN_MOVIE,
    /// The movie id is malformed.
    BAD_MOVIE_ID,
    /// Capacity or tickets are not from 1 to [Show#SEATS_MAX].
    BAD_NUMBER,
    /// The show is at another theatre than the admin's.
    NOT_YOUR_THEATRE,
    /// An exchange onto the very show held.
    SAME_SHOW,
    /// The show's date is before today.
    PAST_DATE,
    /// The date of a show to add is too far ahead.
    TOO_FAR,
    /// There is no such show.
    NO_SUCH_SHOW,
    /// The customer holds nothing there.
    NOT_BOOKED,
    /// The customer holds fewer than asked, namely `held`.
    TOO_MANY("held"),
    /// The new capacity is less than what is `booked`.
    BELOW_BOOKED("booked"),
    /// The customer holds the same movie, date and slot at another theatre.
    SAME_SHOW_ELSEWHERE,
    /// The customer holds three foreign shows in that week already.
    WEEK_LIMIT,
    /// Fewer seats are left than asked, namely `left`.
    NOT_ENOUGH_SEATS("left");

    private final String field;

    RefusalCode() {
        this("");
    }

    RefusalCode(String field) {
        this.field = field;
    }

    /// The name of the number that comes with this code; empty if none does.
    public String field() {
        return field;
    }

    /// Whether a number comes with this code.
    public boolean hasField() {
        return !field.isEmpty();
    }
}
