package marquee.applications.booking.model;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingOperation;
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
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;
import org.jspecify.annotations.Nullable;

/// One operation, with what its checks look at: every operation has some of it. Of two shows, the
/// old one is first.
record Request(
        Optional<Argument<UserId>> customer,
        ImmutableList<Argument<Movie>> movies,
        ImmutableList<Argument<MovieId>> ids,
        long number,
        BookingOperation operation) {

    static Request of(BookingOperation operation) {
        return switch (operation) {
            case AddMovieSlots add -> of(add, add.capacity(), add.show());
            case RemoveMovieSlots remove -> of(remove, 0, remove.show());
            case ListMovieShowsAvailability list ->
                    new Request(
                            Optional.empty(),
                            ImmutableList.of(list.movie()),
                            ImmutableList.of(),
                            0,
                            list);
            case BookMovieTickets book -> of(book, book.tickets(), book.show());
            case GetBookingSchedule schedule -> of(schedule, 0);
            case CancelMovieTickets cancel -> of(cancel, cancel.tickets(), cancel.show());
            case ExchangeTickets exchange ->
                    of(exchange, exchange.tickets(), exchange.oldShow(), exchange.newShow());
        };
    }

    private static Request of(BookingOperation operation, long number, ShowArguments... shows) {
        var list = ImmutableList.copyOf(shows);
        return new Request(
                operation instanceof OfCustomer ofCustomer
                        ? Optional.of(ofCustomer.customer())
                        : Optional.empty(),
                ImmutableList.copyOf(list.stream().map(ShowArguments::movie).toList()),
                ImmutableList.copyOf(list.stream().map(ShowArguments::id).toList()),
                number,
                operation);
    }

    UserId actor() {
        return value(operation.actor());
    }

    boolean isByAdmin() {
        @Nullable UserId actor = operation.actor().value();
        return actor != null && actor.isAdmin();
    }

    boolean needsAdmin() {
        return operation instanceof OfAdmin;
    }

    UserId theCustomer() {
        return value(customer.orElseThrow());
    }

    Movie movie() {
        return value(movies.getFirst());
    }

    int tickets() {
        return Math.toIntExact(number);
    }

    /// The only show, or the old one.
    Show show() {
        return new Show(value(ids.getFirst()), value(movies.getFirst()));
    }

    /// The show in which seats are wanted: the only one, or the new one.
    Show wantedShow() {
        return new Show(value(ids.getLast()), value(movies.getLast()));
    }

    private static <T> T value(Argument<T> argument) {
        @Nullable T value = argument.value();
        if (value == null) {
            throw new IllegalStateException("used before it was checked: " + argument);
        }
        return value;
    }
}
