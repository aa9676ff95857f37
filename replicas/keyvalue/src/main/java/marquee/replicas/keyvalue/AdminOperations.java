package marquee.replicas.keyvalue;

import com.google.common.collect.ImmutableList;
import marquee.applications.StateMachine.RecordChanges;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Added;
import marquee.applications.booking.BookingResult.Dropped;
import marquee.applications.booking.BookingResult.Moved;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.BookingResult.Removed;
import marquee.applications.booking.BookingResult.Updated;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.UserId;

/// The operations on shows, add and remove (docs/domain.md, 1 and 2), to which there was no
/// objection. Each makes its checks before it first writes.
final class AdminOperations {
    private final BookingStore store;
    private final RecordChanges changes;

    AdminOperations(BookingStore store, RecordChanges changes) {
        this.store = store;
        this.changes = changes;
    }

    BookingResult add(AddMovieSlots add) {
        int show = Objections.given(add.show());
        int capacity = Math.toIntExact(add.capacity());
        boolean isNew = !store.has(show);
        int booked = isNew ? 0 : store.capacity(show) - store.left(show);
        if (capacity < booked) {
            return new Refused(RefusalCode.BELOW_BOOKED, booked);
        }
        int left = capacity - booked;
        store.seat(show, capacity, left, changes);
        return isNew ? new Added(capacity, booked, left) : new Updated(capacity, booked, left);
    }

    BookingResult remove(RemoveMovieSlots remove) {
        int gone = Objections.given(remove.show());
        if (!store.has(gone)) {
            return new Refused(RefusalCode.NO_SUCH_SHOW);
        }
        var moved = ImmutableList.<Moved>builder();
        var dropped = ImmutableList.<Dropped>builder();
        var bookings = store.bookings(gone);
        while (bookings.hasNext()) {
            var customer = BookingStore.customer(bookings.next());
            int tickets = bookings.getValue();
            int next = next(gone, customer, tickets);
            store.give(customer, gone, -tickets, changes);
            if (next == ShowCode.NONE) {
                dropped.add(new Dropped(customer, tickets));
            } else {
                store.give(customer, next, tickets, changes);
                moved.add(new Moved(customer, tickets, ShowCode.show(next).id()));
            }
        }
        store.close(gone, changes);
        return new Removed(moved.build(), dropped.build());
    }

    /// The first show in the programme after `gone`, of its movie and at its theatre, that has
    /// seats for all `tickets` and at whose time `customer` is nowhere else; or none.
    private int next(int gone, UserId customer, int tickets) {
        int place = ShowCode.inProgramme(gone);
        var later = store.programme(place + 1, ShowCode.lastLike(place));
        while (later.hasNext()) {
            int show = ShowCode.fromProgramme(Math.toIntExact(later.next()));
            if (later.getValue() >= tickets && !store.holdsElsewhere(customer, show)) {
                return show;
            }
        }
        return ShowCode.NONE;
    }
}
