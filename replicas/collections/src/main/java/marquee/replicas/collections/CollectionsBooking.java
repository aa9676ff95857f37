package marquee.replicas.collections;

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

/// Booking in maps on the heap, changed in place: each operation makes all its checks before its
/// first change, so that it is one atomic step (docs/domain.md). Used by one thread at a time.
public final class CollectionsBooking implements StateMachine {
    private BoxOffice office;
    private ShowOperations shows;
    private TicketOperations tickets;

    /// Makes one in the start state: no shows.
    public CollectionsBooking() {
        this(new BoxOffice());
    }

    private CollectionsBooking(BoxOffice office) {
        this.office = office;
        shows = new ShowOperations(office);
        tickets = new TicketOperations(office);
    }

    @Override
    public Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes) {
        var decoded = BookingCodec.decodeOperation(operation);
        return BookingCodec.encode(
                decoded == null
                        ? new Refused(RefusalCode.MALFORMED)
                        : answer(businessDate, decoded, changes));
    }

    @Override
    public void scan(@Nullable Bytes after, RecordVisitor visitor) {
        Records.scan(office, after, visitor);
    }

    @Override
    public boolean restore(Iterable<StateRecord> records) {
        var restored = Records.read(records);
        if (restored == null) {
            return false;
        }
        office = restored;
        shows = new ShowOperations(restored);
        tickets = new TicketOperations(restored);
        return true;
    }

    private BookingResult answer(
            LocalDate today, BookingOperation operation, RecordChanges changes) {
        return switch (operation) {
            case AddMovieSlots add -> shows.add(today, add, changes);
            case RemoveMovieSlots remove -> shows.remove(today, remove, changes);
            case ListMovieShowsAvailability list -> shows.list(today, list);
            case BookMovieTickets book -> tickets.book(today, book, changes);
            case GetBookingSchedule schedule -> tickets.schedule(schedule);
            case CancelMovieTickets cancel -> tickets.cancel(today, cancel, changes);
            case ExchangeTickets exchange -> tickets.exchange(today, exchange, changes);
        };
    }
}
