package marquee.frontend.process;

import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;

/// Why the web service does not do what it was asked, for reasons of its own; the domain's reasons
/// are [RefusalCode]s.
public enum ProblemCode {
    MALFORMED(400, "The request cannot be read"),
    NO_IDENTITY(401, "The request does not say who asks"),
    NOT_ALLOWED(403, "The user may not do this"),
    LAB_ONLY(403, "Only in a laboratory"),
    NO_SUCH_ROLE(404, "The cluster has no such role"),
    NO_SUCH_PATH(404, "There is nothing at this path"),
    NO_SUCH_METHOD(405, "The path does not take this method"),
    DATE_BACKWARDS(409, "The business date only moves forward"),
    TOO_LARGE(413, "The request is too large"),
    NOT_JSON(415, "The request's body is not said to be JSON"),
    MISDIRECTED(421, "The request is for another host"),
    KEY_REUSED(422, "The key has named another request before"),
    TOO_MANY_REQUESTS(429, "Too many requests are being worked on"),
    BROKEN(500, "The front end has a fault"),
    ENDING(503, "The front end ends"),
    NO_AGREEMENT(503, "No two replicas have agreed in time");

    /// What to do about [#MISDIRECTED].
    public static final String OWN_HOST_EXPECTED =
            "expected this front end's address or its name in the header Host";

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /// The HTTP status that says it.
    public int status() {
        return status;
    }

    /// Whether it passes, so that the client is told when to ask again.
    public boolean isTransient() {
        return switch (this) {
            case TOO_MANY_REQUESTS, ENDING, NO_AGREEMENT -> true;
            default -> false;
        };
    }

    /// What it is called, for people.
    public String title() {
        return title;
    }

    /// The HTTP status of a refusal of the domain.
    static int status(RefusalCode code) {
        return switch (code) {
            case MALFORMED, BAD_USER_ID, BAD_MOVIE_ID, BAD_NUMBER -> MALFORMED.status;
            case NOT_ALLOWED, NOT_YOUR_THEATRE -> FORBIDDEN;
            case UNKNOWN_MOVIE, NO_SUCH_SHOW, NOT_BOOKED -> NOT_FOUND;
            case SAME_SHOW,
                    PAST_DATE,
                    TOO_FAR,
                    TOO_MANY,
                    BELOW_BOOKED,
                    SAME_SHOW_ELSEWHERE,
                    WEEK_LIMIT,
                    NOT_ENOUGH_SEATS ->
                    CONFLICT;
        };
    }

    /// What a refusal of the domain is called.
    static String title(RefusalCode code) {
        return switch (code) {
            case MALFORMED -> MALFORMED.title;
            case BAD_USER_ID -> "A user id is malformed, or is not a customer's";
            case NOT_ALLOWED -> NOT_ALLOWED.title;
            case UNKNOWN_MOVIE -> "The movie is not in the catalogue";
            case BAD_MOVIE_ID -> "A movie id is malformed";
            case BAD_NUMBER -> "The number is not from 1 to " + Show.SEATS_MAX;
            case NOT_YOUR_THEATRE -> "The show is at another theatre than the admin's";
            case SAME_SHOW -> "The tickets are for this very show already";
            case PAST_DATE -> "The show's date has passed";
            case TOO_FAR -> "The show's date is more than seven days ahead";
            case NO_SUCH_SHOW -> "There is no such show";
            case NOT_BOOKED -> "The customer holds no tickets for the show";
            case TOO_MANY -> "The customer holds fewer tickets than that";
            case BELOW_BOOKED -> "More tickets than that are booked";
            case SAME_SHOW_ELSEWHERE -> "The customer sees this movie then at another theatre";
            case WEEK_LIMIT -> "The customer holds three shows of other theatres in that week";
            case NOT_ENOUGH_SEATS -> "Fewer seats are left than that";
        };
    }
}
