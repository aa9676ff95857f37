package marquee.replicas.sql;

import static marquee.applications.booking.RefusalCode.BAD_MOVIE_ID;
import static marquee.applications.booking.RefusalCode.BAD_NUMBER;
import static marquee.applications.booking.RefusalCode.BAD_USER_ID;
import static marquee.applications.booking.RefusalCode.NOT_ALLOWED;
import static marquee.applications.booking.RefusalCode.UNKNOWN_MOVIE;

import java.util.Objects;
import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;
import org.jspecify.annotations.Nullable;

/// The arguments of operations. [#wrong] is checks 1 to 5 of docs/domain.md, a line an operation;
/// what it has let pass has values.
final class Arguments {
    private Arguments() {}

    /// Why `operation` is refused whatever the state is, or null.
    static @Nullable RefusalCode wrong(BookingOperation operation) {
        return switch (operation) {
            case AddMovieSlots(var actor, var show, long seats) ->
                    first(admin(actor), movie(show), id(show), number(seats));
            case RemoveMovieSlots(var actor, var show) ->
                    first(admin(actor), movie(show), id(show));
            case ListMovieShowsAvailability(var actor, var movie) ->
                    first(missing(actor, BAD_USER_ID), missing(movie, UNKNOWN_MOVIE));
            case GetBookingSchedule(var actor, var customer) -> users(actor, customer);
            case BookMovieTickets(var actor, var customer, var show, long tickets) ->
                    first(users(actor, customer), movie(show), id(show), number(tickets));
            case CancelMovieTickets(var actor, var customer, var show, long tickets) ->
                    first(users(actor, customer), movie(show), id(show), number(tickets));
            case ExchangeTickets(var actor, var customer, var from, var to, long tickets) ->
                    first(
                            users(actor, customer),
                            movie(from),
                            movie(to),
                            id(from),
                            id(to),
                            number(tickets));
        };
    }

    /// The value of an argument that has one.
    static <T> T value(Argument<T> argument) {
        return Objects.requireNonNull(argument.value());
    }

    /// The show that arguments with values name.
    static Show show(ShowArguments arguments) {
        return new Show(value(arguments.id()), value(arguments.movie()));
    }

    private static @Nullable RefusalCode first(@Nullable RefusalCode... inOrder) {
        for (var code : inOrder) {
            if (code != null) {
                return code;
            }
        }
        return null;
    }

    private static @Nullable RefusalCode admin(Argument<UserId> actor) {
        var admin = actor.value();
        if (admin == null) {
            return BAD_USER_ID;
        }
        return admin.isAdmin() ? null : NOT_ALLOWED;
    }

    private static @Nullable RefusalCode users(Argument<UserId> actor, Argument<UserId> customer) {
        var asking = actor.value();
        var served = customer.value();
        if (asking == null || served == null || served.isAdmin()) {
            return BAD_USER_ID;
        }
        return asking.isAdmin() || asking.equals(served) ? null : NOT_ALLOWED;
    }

    private static @Nullable RefusalCode movie(ShowArguments show) {
        return missing(show.movie(), UNKNOWN_MOVIE);
    }

    private static @Nullable RefusalCode id(ShowArguments show) {
        return missing(show.id(), BAD_MOVIE_ID);
    }

    private static @Nullable RefusalCode missing(Argument<?> argument, RefusalCode code) {
        return argument.isMalformed() ? code : null;
    }

    private static @Nullable RefusalCode number(long number) {
        return 1 <= number && number <= Show.SEATS_MAX ? null : BAD_NUMBER;
    }
}
