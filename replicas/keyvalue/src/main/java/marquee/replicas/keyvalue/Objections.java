package marquee.replicas.keyvalue;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
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

/// What speaks against an operation before the store is asked anything: checks 1 to 9 of
/// docs/domain.md. All are made, in any order; the codes stand in the order of the checks, so the
/// least of those that apply is the one that decides.
final class Objections {
    private static final int WINDOW_DAYS = 7;

    private final LocalDate today;
    private @Nullable RefusalCode least;

    private Objections(LocalDate today) {
        this.today = today;
    }

    /// The first check that fails, or null if none does.
    static @Nullable RefusalCode first(LocalDate today, BookingOperation operation) {
        var objections = new Objections(today);
        objections.look(operation);
        return objections.least;
    }

    private void look(BookingOperation operation) {
        switch (operation) {
            case AddMovieSlots(var actor, var show, long capacity) -> {
                admin(actor, show);
                number(capacity);
                show(show);
                var id = show.id().value();
                object(
                        RefusalCode.TOO_FAR,
                        id != null && ChronoUnit.DAYS.between(today, id.date()) > WINDOW_DAYS);
            }
            case RemoveMovieSlots(var actor, var show) -> {
                admin(actor, show);
                show(show);
            }
            case ListMovieShowsAvailability(var actor, var movie) -> {
                wellFormed(RefusalCode.BAD_USER_ID, actor);
                wellFormed(RefusalCode.UNKNOWN_MOVIE, movie);
            }
            case BookMovieTickets(var actor, var customer, var show, long tickets) -> {
                customer(actor, customer);
                number(tickets);
                show(show);
            }
            case GetBookingSchedule(var actor, var customer) -> customer(actor, customer);
            case CancelMovieTickets(var actor, var customer, var show, long tickets) -> {
                customer(actor, customer);
                number(tickets);
                show(show);
            }
            case ExchangeTickets(var actor, var customer, var from, var to, long tickets) -> {
                customer(actor, customer);
                number(tickets);
                object(RefusalCode.SAME_SHOW, from.equals(to));
                show(from);
                show(to);
            }
        }
    }

    private void object(RefusalCode code, boolean applies) {
        if (applies && (least == null || code.compareTo(least) < 0)) {
            least = code;
        }
    }

    private void wellFormed(RefusalCode otherwise, Argument<?> argument) {
        object(otherwise, argument.isMalformed());
    }

    /// Checks 1, 2 and 6.
    private void admin(Argument<UserId> actor, ShowArguments show) {
        var user = actor.value();
        object(RefusalCode.BAD_USER_ID, user == null);
        object(RefusalCode.NOT_ALLOWED, user != null && !user.isAdmin());
        var id = show.id().value();
        object(
                RefusalCode.NOT_YOUR_THEATRE,
                user != null && id != null && user.home() != id.theatre());
    }

    /// Checks 1 and 2.
    private void customer(Argument<UserId> actor, Argument<UserId> customer) {
        var user = actor.value();
        var whom = customer.value();
        object(RefusalCode.BAD_USER_ID, user == null || whom == null || whom.isAdmin());
        object(RefusalCode.NOT_ALLOWED, user != null && !user.isAdmin() && !user.equals(whom));
    }

    /// Check 5.
    private void number(long number) {
        object(RefusalCode.BAD_NUMBER, number < 1 || number > Show.SEATS_MAX);
    }

    /// Checks 3, 4 and 8.
    private void show(ShowArguments show) {
        wellFormed(RefusalCode.UNKNOWN_MOVIE, show.movie());
        var id = show.id().value();
        object(RefusalCode.BAD_MOVIE_ID, id == null);
        object(RefusalCode.PAST_DATE, id != null && id.date().isBefore(today));
    }

    /// The value of an argument to which there was no objection.
    static <T> T given(Argument<T> argument) {
        var value = argument.value();
        if (value == null) {
            throw new IllegalStateException("an argument that is malformed: " + argument);
        }
        return value;
    }

    /// The code of a show to which there was no objection.
    static int given(ShowArguments show) {
        return ShowCode.of(new Show(given(show.id()), given(show.movie())));
    }
}
