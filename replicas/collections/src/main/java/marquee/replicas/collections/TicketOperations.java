package marquee.replicas.collections;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.ArrayList;
import marquee.applications.StateMachine.RecordChanges;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Booked;
import marquee.applications.booking.BookingResult.Booking;
import marquee.applications.booking.BookingResult.Cancelled;
import marquee.applications.booking.BookingResult.Exchanged;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.BookingResult.Schedule;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;
import org.jspecify.annotations.Nullable;

/// The operations on what a customer holds: book, schedule, cancel and exchange (docs/domain.md, 4
/// to 7). Each makes all its checks before its first change.
final class TicketOperations {
    private final BoxOffice office;

    TicketOperations(BoxOffice office) {
        this.office = office;
    }

    BookingResult schedule(GetBookingSchedule schedule) {
        var checks = new ArgumentChecks();
        var customer = checks.customer(schedule.actor(), schedule.customer());
        var refused = checks.refused();
        if (refused != null) {
            return refused;
        }
        var bookings = new ArrayList<Booking>();
        office.heldBy(customer)
                .forEach((show, holding) -> bookings.add(new Booking(show, holding.tickets)));
        return new Schedule(customer, ImmutableList.copyOf(bookings));
    }

    BookingResult book(LocalDate today, BookMovieTickets book, RecordChanges changes) {
        var checks = new ArgumentChecks();
        var customer = checks.customer(book.actor(), book.customer());
        var show = checks.show(book.show());
        int tickets = checks.number(book.tickets());
        var refused = checks.refused();
        if (refused != null) {
            return refused;
        }
        if (show.id().date().isBefore(today)) {
            return new Refused(RefusalCode.PAST_DATE);
        }
        var screening = office.screening(show);
        if (screening == null) {
            return new Refused(RefusalCode.NO_SUCH_SHOW);
        }
        var inTheWay = TicketLimits.refusal(office, customer, screening, tickets, null);
        if (inTheWay != null) {
            return inTheWay;
        }
        int held = office.give(customer, screening, tickets, changes);
        return new Booked(held, screening.left());
    }

    BookingResult cancel(LocalDate today, CancelMovieTickets cancel, RecordChanges changes) {
        var checks = new ArgumentChecks();
        var customer = checks.customer(cancel.actor(), cancel.customer());
        var show = checks.show(cancel.show());
        int tickets = checks.number(cancel.tickets());
        var refused = checks.refused();
        if (refused != null) {
            return refused;
        }
        if (show.id().date().isBefore(today)) {
            return new Refused(RefusalCode.PAST_DATE);
        }
        var screening = office.screening(show);
        if (screening == null) {
            return new Refused(RefusalCode.NO_SUCH_SHOW);
        }
        refused = tooFewHeld(office.held(customer, show), tickets);
        if (refused != null) {
            return refused;
        }
        int held = office.give(customer, screening, -tickets, changes);
        return new Cancelled(held, screening.left());
    }

    BookingResult exchange(LocalDate today, ExchangeTickets exchange, RecordChanges changes) {
        var checks = new ArgumentChecks();
        var customer = checks.customer(exchange.actor(), exchange.customer());
        var oldMovie = checks.movie(exchange.oldShow().movie());
        var newMovie = checks.movie(exchange.newShow().movie());
        var oldShow = new Show(checks.id(exchange.oldShow().id()), oldMovie);
        var newShow = new Show(checks.id(exchange.newShow().id()), newMovie);
        int tickets = checks.number(exchange.tickets());
        var refused = checks.refused();
        if (refused != null) {
            return refused;
        }
        if (oldShow.equals(newShow)) {
            return new Refused(RefusalCode.SAME_SHOW);
        }
        if (oldShow.id().date().isBefore(today) || newShow.id().date().isBefore(today)) {
            return new Refused(RefusalCode.PAST_DATE);
        }
        var from = office.screening(oldShow);
        if (from == null) {
            return new Refused(RefusalCode.NO_SUCH_SHOW);
        }
        refused = tooFewHeld(office.held(customer, oldShow), tickets);
        if (refused != null) {
            return refused;
        }
        var to = office.screening(newShow);
        return to == null
                ? new Refused(RefusalCode.NO_SUCH_SHOW)
                : exchange(customer, from, to, tickets, changes);
    }

    /// Judges the new booking as if the old tickets were gone, and only then moves them.
    private BookingResult exchange(
            UserId customer, Screening from, Screening to, int tickets, RecordChanges changes) {
        boolean givenUp = office.held(customer, from.show) == tickets;
        var inTheWay =
                TicketLimits.refusal(office, customer, to, tickets, givenUp ? from.show : null);
        if (inTheWay != null) {
            return inTheWay;
        }
        int held = office.give(customer, from, -tickets, changes);
        int newHeld = office.give(customer, to, tickets, changes);
        return new Exchanged(held, from.left(), newHeld, to.left());
    }

    private static @Nullable Refused tooFewHeld(int held, int tickets) {
        if (held == 0) {
            return new Refused(RefusalCode.NOT_BOOKED);
        }
        return held < tickets ? new Refused(RefusalCode.TOO_MANY, held) : null;
    }
}
