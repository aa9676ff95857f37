package marquee.replicas.keyvalue;

import marquee.applications.StateMachine.RecordChanges;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Booked;
import marquee.applications.booking.BookingResult.Cancelled;
import marquee.applications.booking.BookingResult.Exchanged;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.UserId;
import org.jspecify.annotations.Nullable;

/// The operations on tickets, book, cancel and exchange (docs/domain.md, 4, 6 and 7), to which
/// there was no objection. Each makes its checks before it first writes.
final class CustomerOperations {
    private static final int FOREIGN_SHOWS_MAX = 3;

    private final BookingStore store;
    private final RecordChanges changes;

    CustomerOperations(BookingStore store, RecordChanges changes) {
        this.store = store;
        this.changes = changes;
    }

    BookingResult book(BookMovieTickets book) {
        var customer = Objections.given(book.customer());
        int show = Objections.given(book.show());
        int tickets = Math.toIntExact(book.tickets());
        if (!store.has(show)) {
            return new Refused(RefusalCode.NO_SUCH_SHOW);
        }
        var refused = noRoom(customer, show, tickets, ShowCode.NONE);
        if (refused != null) {
            return refused;
        }
        store.give(customer, show, tickets, changes);
        return new Booked(store.held(customer, show), store.left(show));
    }

    BookingResult cancel(CancelMovieTickets cancel) {
        var customer = Objections.given(cancel.customer());
        int show = Objections.given(cancel.show());
        int tickets = Math.toIntExact(cancel.tickets());
        var refused = cannotGive(customer, show, tickets);
        if (refused != null) {
            return refused;
        }
        store.give(customer, show, -tickets, changes);
        return new Cancelled(store.held(customer, show), store.left(show));
    }

    BookingResult exchange(ExchangeTickets exchange) {
        var customer = Objections.given(exchange.customer());
        int from = Objections.given(exchange.oldShow());
        int to = Objections.given(exchange.newShow());
        int tickets = Math.toIntExact(exchange.tickets());
        var refused = cannotGive(customer, from, tickets);
        if (refused != null) {
            return refused;
        }
        if (!store.has(to)) {
            return new Refused(RefusalCode.NO_SUCH_SHOW);
        }
        boolean all = store.held(customer, from) == tickets;
        refused = noRoom(customer, to, tickets, all ? from : ShowCode.NONE);
        if (refused != null) {
            return refused;
        }
        store.give(customer, from, -tickets, changes);
        store.give(customer, to, tickets, changes);
        return new Exchanged(
                store.held(customer, from),
                store.left(from),
                store.held(customer, to),
                store.left(to));
    }

    /// Why `customer` cannot give so many tickets of `show` away (checks 10 and 11), or null.
    private @Nullable Refused cannotGive(UserId customer, int show, int tickets) {
        if (!store.has(show)) {
            return new Refused(RefusalCode.NO_SUCH_SHOW);
        }
        int held = store.held(customer, show);
        if (held == 0) {
            return new Refused(RefusalCode.NOT_BOOKED);
        }
        return tickets > held ? new Refused(RefusalCode.TOO_MANY, held) : null;
    }

    /// Why `customer` cannot have so many tickets more of `show` (checks 13 to 15), or null. One
    /// scan of his week tells whether he is elsewhere then, and how many foreign shows he holds in
    /// it; what he holds of the show `givenUp` does not count.
    private @Nullable Refused noRoom(UserId customer, int show, int tickets, int givenUp) {
        var week = store.schedule(customer, ShowCode.firstInWeek(show), ShowCode.lastInWeek(show));
        int foreign = 0;
        boolean isNew = true;
        while (week.hasNext()) {
            int held = BookingStore.heldShow(week.next());
            if (held == givenUp) {
                continue;
            }
            if (ShowCode.clash(held, show)) {
                return new Refused(RefusalCode.SAME_SHOW_ELSEWHERE);
            }
            isNew &= held != show;
            foreign += isForeign(customer, held) ? 1 : 0;
        }
        if (isNew && isForeign(customer, show) && foreign >= FOREIGN_SHOWS_MAX) {
            return new Refused(RefusalCode.WEEK_LIMIT);
        }
        int left = store.left(show);
        return tickets > left ? new Refused(RefusalCode.NOT_ENOUGH_SEATS, left) : null;
    }

    private static boolean isForeign(UserId customer, int show) {
        return ShowCode.theatre(show) != customer.home();
    }
}
