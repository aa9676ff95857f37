package marquee.replicas.sql;

import java.sql.SQLException;
import marquee.applications.StateMachine.RecordChanges;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Booked;
import marquee.applications.booking.BookingResult.Cancelled;
import marquee.applications.booking.BookingResult.Exchanged;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.BookingResult.Schedule;
import marquee.applications.booking.RefusalCode;
import marquee.replicas.sql.BookingTable.Prospect;
import marquee.replicas.sql.engine.Database;
import org.jspecify.annotations.Nullable;

/// The operations on tickets: book, schedule, cancel and exchange (docs/domain.md, the operations).
/// Each of the first three changes one row at most, and one statement is a transaction.
final class TicketTransactions {
    private static final int FOREIGN_SHOWS_MAX = 3;

    private final Database database;
    private final BookingTable bookings;

    TicketTransactions(Database database, BookingTable bookings) {
        this.database = database;
        this.bookings = bookings;
    }

    BookingResult schedule(GetBookingSchedule schedule) throws SQLException {
        var customer = Arguments.value(schedule.customer());
        return new Schedule(customer, bookings.schedule(customer.place()));
    }

    BookingResult book(BookMovieTickets book, int today, RecordChanges changes)
            throws SQLException {
        var customer = Arguments.value(book.customer());
        var show = Arguments.show(book.show());
        int tickets = (int) book.tickets();
        if (show.id().date().toEpochDay() < today) {
            return new Refused(RefusalCode.PAST_DATE);
        }
        int number = ShowNumber.of(show);
        var prospect = bookings.prospect(number, customer.place());
        if (prospect == null) {
            return new Refused(RefusalCode.NO_SUCH_SHOW);
        }
        var refused = refusedMore(prospect, tickets);
        if (refused != null) {
            return refused;
        }
        int held = prospect.held() + tickets;
        bookings.set(number, customer.place(), prospect.held(), held);
        Changed.booking(changes, show, customer, prospect.held(), held);
        return new Booked(held, prospect.left() - tickets);
    }

    BookingResult cancel(CancelMovieTickets cancel, int today, RecordChanges changes)
            throws SQLException {
        var customer = Arguments.value(cancel.customer());
        var show = Arguments.show(cancel.show());
        int tickets = (int) cancel.tickets();
        if (show.id().date().toEpochDay() < today) {
            return new Refused(RefusalCode.PAST_DATE);
        }
        int number = ShowNumber.of(show);
        var prospect = bookings.prospect(number, customer.place());
        if (prospect == null) {
            return new Refused(RefusalCode.NO_SUCH_SHOW);
        }
        var refused = refusedFewer(prospect, tickets);
        if (refused != null) {
            return refused;
        }
        int held = prospect.held() - tickets;
        bookings.set(number, customer.place(), prospect.held(), held);
        Changed.booking(changes, show, customer, prospect.held(), held);
        return new Cancelled(held, prospect.left() + tickets);
    }

    BookingResult exchange(ExchangeTickets exchange, int today, RecordChanges changes)
            throws SQLException {
        var from = Arguments.show(exchange.oldShow());
        var to = Arguments.show(exchange.newShow());
        int tickets = (int) exchange.tickets();
        if (from.equals(to)) {
            return new Refused(RefusalCode.SAME_SHOW);
        } else if (from.id().date().toEpochDay() < today || to.id().date().toEpochDay() < today) {
            return new Refused(RefusalCode.PAST_DATE);
        }
        var customer = Arguments.value(exchange.customer());
        int place = customer.place();
        var old = bookings.prospect(ShowNumber.of(from), place);
        if (old == null) {
            return new Refused(RefusalCode.NO_SUCH_SHOW);
        }
        var refused = refusedFewer(old, tickets);
        if (refused != null) {
            return refused;
        }
        int kept = old.held() - tickets;
        database.begin();
        bookings.set(ShowNumber.of(from), place, old.held(), kept);
        var next = bookings.prospect(ShowNumber.of(to), place);
        if (next == null) {
            return takenBack(new Refused(RefusalCode.NO_SUCH_SHOW));
        }
        refused = refusedMore(next, tickets);
        if (refused != null) {
            return takenBack(refused);
        }
        int held = next.held() + tickets;
        bookings.set(ShowNumber.of(to), place, next.held(), held);
        database.commit();
        Changed.booking(changes, from, customer, old.held(), kept);
        Changed.booking(changes, to, customer, next.held(), held);
        return new Exchanged(kept, old.left() + tickets, held, next.left() - tickets);
    }

    private Refused takenBack(Refused refused) throws SQLException {
        database.rollback();
        return refused;
    }

    /// Rules 13 to 15.
    private static @Nullable Refused refusedMore(Prospect prospect, int tickets) {
        if (prospect.isElsewhere()) {
            return new Refused(RefusalCode.SAME_SHOW_ELSEWHERE);
        } else if (prospect.foreignShows() >= FOREIGN_SHOWS_MAX) {
            return new Refused(RefusalCode.WEEK_LIMIT);
        }
        return prospect.left() < tickets
                ? new Refused(RefusalCode.NOT_ENOUGH_SEATS, prospect.left())
                : null;
    }

    /// Check 11.
    private static @Nullable Refused refusedFewer(Prospect prospect, int tickets) {
        if (prospect.held() == 0) {
            return new Refused(RefusalCode.NOT_BOOKED);
        }
        return prospect.held() < tickets
                ? new Refused(RefusalCode.TOO_MANY, prospect.held())
                : null;
    }
}
