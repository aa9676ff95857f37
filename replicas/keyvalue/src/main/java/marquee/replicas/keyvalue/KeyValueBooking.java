package marquee.replicas.keyvalue;

import java.time.LocalDate;
import marquee.applications.StateMachine;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.RefusalCode;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// Booking in an ordered key-value store. An operation is one atomic step, since whatever can
/// refuse it comes before its first write. Used by one thread at a time.
final class KeyValueBooking implements StateMachine {
    private BookingStore store;

    /// Makes one in the start state.
    ///
    /// @param store an empty one, used by nobody else
    KeyValueBooking(BookingStore store) {
        this.store = store;
    }

    @Override
    public Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes) {
        var decoded = BookingCodec.decodeOperation(operation);
        var result =
                decoded == null
                        ? new Refused(RefusalCode.MALFORMED)
                        : answer(businessDate, decoded, changes);
        store.settle();
        return BookingCodec.encode(result);
    }

    @Override
    public void scan(@Nullable Bytes after, RecordVisitor visitor) {
        CanonicalState.scan(store, after, visitor);
    }

    @Override
    public boolean restore(Iterable<StateRecord> records) {
        var restored = store.another();
        boolean isPossible = CanonicalState.read(records, restored);
        if (isPossible) {
            store.drop();
            store = restored;
        } else {
            restored.drop();
        }
        return isPossible;
    }

    /// The store, for tests of its indexes.
    BookingStore store() {
        return store;
    }

    private BookingResult answer(
            LocalDate today, BookingOperation operation, RecordChanges changes) {
        var objection = Objections.first(today, operation);
        if (objection != null) {
            return new Refused(objection);
        }
        var admins = new AdminOperations(store, changes);
        var customers = new CustomerOperations(store, changes);
        var listings = new Listings(store);
        return switch (operation) {
            case AddMovieSlots add -> admins.add(add);
            case RemoveMovieSlots remove -> admins.remove(remove);
            case ListMovieShowsAvailability list -> listings.list(today, list);
            case BookMovieTickets book -> customers.book(book);
            case GetBookingSchedule schedule -> listings.schedule(schedule);
            case CancelMovieTickets cancel -> customers.cancel(cancel);
            case ExchangeTickets exchange -> customers.exchange(exchange);
        };
    }
}
