package marquee.replicas.theatres;

import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.Movie;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;
import org.jspecify.annotations.Nullable;

/// Looks at a request's papers before any theatre is asked: the checks that need no state, in the
/// order in which they are called. The first that fails is the refusal.
final class Admission {
    private @Nullable RefusalCode refusal;

    /// The refusal, or null if the papers are in order.
    @Nullable Refused refusal() {
        return refusal == null ? null : new Refused(refusal);
    }

    /// Refuses with `code` if `applies`, unless there is a refusal already.
    Admission refuse(RefusalCode code, boolean applies) {
        if (applies && refusal == null) {
            refusal = code;
        }
        return this;
    }

    /// Checks 1 and 2 of an operation that everybody may ask for.
    Admission anybody(Argument<UserId> actor) {
        return refuse(RefusalCode.BAD_USER_ID, actor.isMalformed());
    }

    /// Checks 1 and 2 of an operation for admins.
    Admission admin(Argument<UserId> actor) {
        var user = actor.value();
        return anybody(actor).refuse(RefusalCode.NOT_ALLOWED, user != null && !user.isAdmin());
    }

    /// Checks 1 and 2 of an operation for `customer`.
    Admission customer(Argument<UserId> actor, Argument<UserId> customer) {
        var user = actor.value();
        var whom = customer.value();
        boolean bad = user == null || whom == null || whom.isAdmin();
        return refuse(RefusalCode.BAD_USER_ID, bad)
                .refuse(
                        RefusalCode.NOT_ALLOWED,
                        user != null && !user.isAdmin() && !user.equals(whom));
    }

    /// Check 3.
    Admission movie(Argument<Movie> movie) {
        return refuse(RefusalCode.UNKNOWN_MOVIE, movie.isMalformed());
    }

    /// Check 4.
    Admission id(ShowArguments show) {
        return refuse(RefusalCode.BAD_MOVIE_ID, show.id().isMalformed());
    }

    /// Check 5.
    Admission number(long number) {
        return refuse(RefusalCode.BAD_NUMBER, number < 1 || number > Show.SEATS_MAX);
    }

    /// Check 8, of a show whose papers have been looked at.
    Admission notBefore(int today, ShowArguments show) {
        return refuse(RefusalCode.PAST_DATE, refusal == null && ShowTime.day(show(show)) < today);
    }

    /// The show that `arguments` name.
    static Show show(ShowArguments arguments) {
        return new Show(given(arguments.id()), given(arguments.movie()));
    }

    /// The value of an argument whose papers have been looked at.
    static <T> T given(Argument<T> argument) {
        var value = argument.value();
        if (value == null) {
            throw new IllegalStateException("let in without papers: " + argument);
        }
        return value;
    }
}
