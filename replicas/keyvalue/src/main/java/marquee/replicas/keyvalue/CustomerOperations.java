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
        int left = store.left(show);
        if (left == BookingStore.NO_SHOW) {
            return new Refused(RefusalCode.NO_SUCH_SHOW);
        }
        var week = week(customer, show, ShowCode.NONE);
        var refused = noRoom(week, tickets, left);
        if (refused != null) {
            return refused;
        }
        int held = week.held() + tickets;
        store.hold(customer, show, held, left - tickets, changes);
        return new Booked(held, left - tickets);
    }

    BookingResult cancel(CancelMovieTickets cancel) {
        var customer = Objections.given(cancel.customer());
        int show = Objections.given(cancel.show());
        int tickets = Math.toIntExact(cancel.tickets());
        int left = store.left(show);
        if (left == BookingStore.NO_SHOW) {
            return new Refused(RefusalCode.NO_SUCH_SHOW);
        }
        int held = store.held(customer, show);
        var refused = tooFew(held, tickets);
        if (refused != null) {
            return refused;
        }
        store.hold(customer, show, held - tickets, left + tickets, changes);
        return new Cancelled(held - tickets, left + tickets);
    }

    BookingResult exchange(ExchangeTickets exchange) {
        var customer = Objections.given(exchange.customer());
        int from = Objections.given(exchange.oldShow());
        int to = Objections.given(exchange.newShow());
        int tickets = Math.toIntExact(exchange.tickets());
        int oldLeft = store.left(from);
        if (oldLeft == BookingStore.NO_SHOW) {
            return new Refused(RefusalCode.NO_SUCH_SHOW);
        }
        int held = store.held(customer, from);
        var refused = tooFew(held, tickets);
        if (refused != null) {
            return refused;
        }
        int newLeft = store.left(to);
        if (newLeft == BookingStore.NO_SHOW) {
            return new Refused(RefusalCode.NO_SUCH_SHOW);
        }
        var week = week(customer, to, held == tickets ? from : ShowCode.NONE);
        refused = noRoom(week, tickets, newLeft);
        if (refused != null) {
            return refused;
        }
        int newHeld = week.held() + tickets;
        store.hold(customer, from, held - tickets, oldLeft + tickets, changes);
        store.hold(customer, to, newHeld, newLeft - tickets, changes);
        return new Exchanged(held - tickets, oldLeft + tickets, newHeld, newLeft - tickets);
    }

    /// Why somebody who holds so much cannot give `tickets` away (check 11), or null.
    private static @Nullable Refused tooFew(int held, int tickets) {
        if (held == 0) {
            return new Refused(RefusalCode.NOT_BOOKED);
        }
        return tickets > held ? new Refused(RefusalCode.TOO_MANY, held) : null;
    }

    /// What a customer's week means for one more booking of a show.
    ///
    /// @param held how many tickets of it he holds
    /// @param isElsewhere whether he is at another theatre for the same movie at the same time
    /// @param isOneTooMany whether it would be a foreign show more than a week may have
    private record Week(int held, boolean isElsewhere, boolean isOneTooMany) {}

    /// One scan of the week of a show; what `customer` holds of the show `givenUp` does not count.
    private Week week(UserId customer, int show, int givenUp) {
        var holdings =
                store.schedule(customer, ShowCode.firstInWeek(show), ShowCode.lastInWeek(show));
        int held = 0;
        boolean isElsewhere = false;
        int foreign = 0;
        while (holdings.hasNext()) {
            int other = BookingStore.heldShow(holdings.next());
            if (other == show) {
                held = holdings.getValue();
            } else if (other != givenUp) {
                isElsewhere |= ShowCode.clash(other, show);
                foreign += isForeign(customer, other) ? 1 : 0;
            }
        }
        boolean isMore = held == 0 && isForeign(customer, show);
        return new Week(held, isElsewhere, isMore && foreign >= FOREIGN_SHOWS_MAX);
    }

    /// Why there can be no `tickets` more of a show of which `left` seats are left (checks 13 to
    /// 15), or null.
    private static @Nullable Refused noRoom(Week week, int tickets, int left) {
        if (week.isElsewhere()) {
            return new Refused(RefusalCode.SAME_SHOW_ELSEWHERE);
        }
        if (week.isOneTooMany()) {
            return new Refused(RefusalCode.WEEK_LIMIT);
        }
        return tickets > left ? new Refused(RefusalCode.NOT_ENOUGH_SEATS, left) : null;
    }

    private static boolean isForeign(UserId customer, int show) {
        return ShowCode.theatre(show) != customer.home();
    }
}
