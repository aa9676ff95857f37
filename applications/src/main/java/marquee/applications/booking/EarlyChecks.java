package marquee.applications.booking;

import com.google.common.collect.ImmutableList;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.OfAdmin;
import marquee.applications.booking.BookingOperation.OfCustomer;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.BookingResult.Refused;
import org.jspecify.annotations.Nullable;

/// The checks that need no state, 1 to 5 of docs/domain.md. A front end answers them itself, so
/// that they cost no place in the order. Not for replicas: those make their own.
public final class EarlyChecks {
    private EarlyChecks() {}

    /// The refusal that every replica would answer `operation` with whatever its state, or null if
    /// that depends on the state.
    public static @Nullable Refused refusal(BookingOperation operation) {
        var reason = reason(operation);
        return reason == null ? null : new Refused(reason);
    }

    private static @Nullable RefusalCode reason(BookingOperation operation) {
        var actor = operation.actor().value();
        if (actor == null) {
            return RefusalCode.BAD_USER_ID;
        }
        if (operation instanceof OfCustomer ofCustomer) {
            var customer = ofCustomer.customer().value();
            if (customer == null || customer.isAdmin()) {
                return RefusalCode.BAD_USER_ID;
            }
            if (!actor.isAdmin() && !actor.equals(customer)) {
                return RefusalCode.NOT_ALLOWED;
            }
        }
        if (operation instanceof OfAdmin && !actor.isAdmin()) {
            return RefusalCode.NOT_ALLOWED;
        }
        if (movies(operation).stream().anyMatch(Argument::isMalformed)) {
            return RefusalCode.UNKNOWN_MOVIE;
        }
        if (shows(operation).stream().anyMatch(show -> show.id().isMalformed())) {
            return RefusalCode.BAD_MOVIE_ID;
        }
        long number = number(operation);
        return number < 1 || number > Show.SEATS_MAX ? RefusalCode.BAD_NUMBER : null;
    }

    private static ImmutableList<Argument<Movie>> movies(BookingOperation operation) {
        return operation instanceof ListMovieShowsAvailability list
                ? ImmutableList.of(list.movie())
                : shows(operation).stream()
                        .map(ShowArguments::movie)
                        .collect(ImmutableList.toImmutableList());
    }

    private static ImmutableList<ShowArguments> shows(BookingOperation operation) {
        return switch (operation) {
            case AddMovieSlots add -> ImmutableList.of(add.show());
            case RemoveMovieSlots remove -> ImmutableList.of(remove.show());
            case BookMovieTickets book -> ImmutableList.of(book.show());
            case CancelMovieTickets cancel -> ImmutableList.of(cancel.show());
            case ExchangeTickets exchange ->
                    ImmutableList.of(exchange.oldShow(), exchange.newShow());
            case ListMovieShowsAvailability _, GetBookingSchedule _ -> ImmutableList.of();
        };
    }

    /// Capacity or tickets; 1 for an operation without a number.
    private static long number(BookingOperation operation) {
        return switch (operation) {
            case AddMovieSlots add -> add.capacity();
            case BookMovieTickets book -> book.tickets();
            case CancelMovieTickets cancel -> cancel.tickets();
            case ExchangeTickets exchange -> exchange.tickets();
            case RemoveMovieSlots _, ListMovieShowsAvailability _, GetBookingSchedule _ -> 1;
        };
    }
}
