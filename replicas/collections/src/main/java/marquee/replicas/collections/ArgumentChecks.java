package marquee.replicas.collections;

import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;
import marquee.applications.booking.UserId;
import org.jspecify.annotations.Nullable;

/// The checks of one operation's arguments, 1 to 5 of docs/domain.md, in the order in which its
/// methods are called. The first that fails is kept; what a failed check gives must not be used.
final class ArgumentChecks {
    private static final UserId ANYBODY = new UserId(Theatre.ATW, UserId.Kind.CUSTOMER, 0);
    private static final MovieId ANY_ID =
            new MovieId(Theatre.ATW, MovieId.FIRST_DATE, TimeSlot.MORNING);

    private @Nullable RefusalCode failed;

    /// The refusal of the first check that failed, or null.
    @Nullable Refused refused() {
        return failed == null ? null : new Refused(failed);
    }

    UserId user(Argument<UserId> argument) {
        return valueOr(argument, ANYBODY, RefusalCode.BAD_USER_ID);
    }

    UserId admin(Argument<UserId> argument) {
        var user = user(argument);
        require(user.isAdmin(), RefusalCode.NOT_ALLOWED);
        return user;
    }

    /// The customer for whom `actor` acts: himself, or anybody if he is an admin.
    UserId customer(Argument<UserId> actor, Argument<UserId> customer) {
        var acting = user(actor);
        var served = user(customer);
        require(!served.isAdmin(), RefusalCode.BAD_USER_ID);
        require(acting.isAdmin() || acting.equals(served), RefusalCode.NOT_ALLOWED);
        return served;
    }

    Movie movie(Argument<Movie> argument) {
        return valueOr(argument, Movie.AVATAR, RefusalCode.UNKNOWN_MOVIE);
    }

    MovieId id(Argument<MovieId> argument) {
        return valueOr(argument, ANY_ID, RefusalCode.BAD_MOVIE_ID);
    }

    Show show(ShowArguments arguments) {
        var movie = movie(arguments.movie());
        return new Show(id(arguments.id()), movie);
    }

    /// A capacity or a number of tickets.
    int number(long argument) {
        require(argument >= 1 && argument <= Show.SEATS_MAX, RefusalCode.BAD_NUMBER);
        return (int) argument;
    }

    private <T> T valueOr(Argument<T> argument, T substitute, RefusalCode otherwise) {
        var value = argument.value();
        require(value != null, otherwise);
        return value == null ? substitute : value;
    }

    private void require(boolean holds, RefusalCode otherwise) {
        if (!holds && failed == null) {
            failed = otherwise;
        }
    }
}
