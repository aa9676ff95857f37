package marquee.frontend.process;

import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.frontend.process.web.ProblemCode;

/// How the domain's refusals look in HTTP, beside the web service's own [ProblemCode]s;
/// docs/http-api.md.
final class RefusalForm {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private RefusalForm() {}

    /// The HTTP status of a refusal of the domain.
    static int status(RefusalCode code) {
        return switch (code) {
            case MALFORMED, BAD_USER_ID, BAD_MOVIE_ID, BAD_NUMBER -> ProblemCode.MALFORMED.status();
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
            case MALFORMED -> ProblemCode.MALFORMED.title();
            case BAD_USER_ID -> "A user id is malformed, or is not a customer's";
            case NOT_ALLOWED -> ProblemCode.NOT_ALLOWED.title();
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
