package marquee.replicas.theatres;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.time.LocalDate;
import java.util.Arrays;
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
import marquee.applications.booking.Theatre;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// Booking by three theatre servers, as one state machine. An operation is one atomic step: its
/// letters are all delivered before its result is given (docs/protocol.md, rule P51).
final class TheatresBooking implements StateMachine {
    private final Correspondence letters;
    private final ShowDesk shows;
    private final TicketDesk tickets;
    private ImmutableMap<Theatre, Ledger> ledgers;

    /// Makes three theatres without shows, whose letters go through `mailbox`.
    TheatresBooking(Mailbox mailbox) {
        this.ledgers = Maps.toMap(Arrays.asList(Theatre.values()), Ledger::new);
        this.letters = new Correspondence(mailbox, servers(ledgers));
        this.shows = new ShowDesk(letters);
        this.tickets = new TicketDesk(letters);
    }

    @Override
    public Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes) {
        var decoded = BookingCodec.decodeOperation(operation);
        if (decoded == null) {
            return BookingCodec.encode(new Refused(RefusalCode.MALFORMED));
        }
        letters.begin();
        var result = decide(ShowTime.day(businessDate), decoded);
        letters.end();
        ledgers.values().forEach(ledger -> ledger.settle(changes));
        return BookingCodec.encode(result);
    }

    @Override
    public void scan(@Nullable Bytes after, RecordVisitor visitor) {
        LedgerRecords.scan(ledgers.values(), after == null ? Bytes.EMPTY : after, visitor);
    }

    @Override
    public boolean restore(Iterable<StateRecord> records) {
        var restored = LedgerRecords.read(records);
        if (restored == null) {
            return false;
        }
        ledgers = restored;
        letters.moveTo(servers(restored));
        return true;
    }

    private static ImmutableMap<Theatre, TheatreServer> servers(
            ImmutableMap<Theatre, Ledger> ledgers) {
        return ImmutableMap.copyOf(Maps.transformValues(ledgers, TheatreServer::new));
    }

    private BookingResult decide(int today, BookingOperation operation) {
        return switch (operation) {
            case AddMovieSlots add -> shows.add(today, add);
            case RemoveMovieSlots remove -> shows.remove(today, remove);
            case ListMovieShowsAvailability list -> shows.list(today, list);
            case BookMovieTickets book -> tickets.book(today, book);
            case GetBookingSchedule schedule -> tickets.schedule(today, schedule);
            case CancelMovieTickets cancel -> tickets.cancel(today, cancel);
            case ExchangeTickets exchange -> tickets.exchange(today, exchange);
        };
    }
}
