package marquee.scenarios.lockstep;

import com.google.common.base.Verify;
import java.time.LocalDate;
import marquee.applications.StateMachine.RecordChanges;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.OfCustomer;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Booked;
import marquee.applications.booking.BookingResult.Exchanged;
import marquee.applications.booking.BookingResult.Listed;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.BookingResult.Removed;
import marquee.applications.booking.BookingResult.Schedule;
import marquee.applications.booking.BookingResult.Updated;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.model.DecisionTable;
import marquee.applications.booking.model.Step;
import marquee.protocol.wire.Bytes;
import marquee.simulation.Marks;
import org.jspecify.annotations.Nullable;

/// Watches one implementation in lock-step and counts what happens, so that a campaign can tell
/// whether it has seen what it was made for.
final class Witness {
    private static final int LONG_LIST = 20;
    private static final int MANY_RECORDS = 1_000;

    private final Marks marks;
    private final Books books = new Books();
    private final BookingMarks bookings;
    private final RemovalMarks removals;

    Witness(Marks marks) {
        this.marks = marks;
        this.bookings = new BookingMarks(marks, books);
        this.removals = new RemovalMarks(marks, books);
    }

    /// What is to be told of the implementation's changes.
    RecordChanges books() {
        return books;
    }

    /// `step`, whose changes have been told, had this result.
    void saw(Step step, Bytes resultBytes) {
        var result = Verify.verifyNotNull(BookingCodec.decodeResult(resultBytes));
        var operation = BookingCodec.decodeOperation(step.operation());
        if (operation == null) {
            hit(result.code());
        } else {
            hit(DecisionTable.of(operation) + ": " + result.code());
            look(step.today(), operation, result);
        }
        if (books.records() >= MANY_RECORDS) {
            hit("a thousand records");
        }
        books.settle();
    }

    private void look(LocalDate today, BookingOperation operation, BookingResult result) {
        if (today.isAfter(MovieId.LAST_DATE)) {
            hit("a day after all that an id can name");
        }
        if (!(result instanceof Refused)
                && operation instanceof OfCustomer of
                && !of.actor().equals(of.customer())) {
            hit(DecisionTable.of(operation) + ": for another");
        }
        switch (result) {
            case Updated(_, _, int left) when left == 0 -> hit("sold out by fewer seats");
            case Booked(_, int left) when left == 0 -> hit("sold out by a booking");
            case Exchanged(_, _, _, int left) when left == 0 -> hit("sold out by an exchange");
            case Listed(_, var shows) when shows.size() >= LONG_LIST -> hit("a long listing");
            case Schedule(_, var held) -> {
                if (held.stream().anyMatch(there -> there.show().id().date().isBefore(today))) {
                    hit("a schedule of what is past");
                }
            }
            default -> {}
        }
        switch (operation) {
            case BookMovieTickets(_, var customer, var wanted, _) ->
                    bookings.look(customer.value(), null, show(wanted), result);
            case ExchangeTickets(_, var customer, var old, var wanted, _) ->
                    bookings.look(customer.value(), show(old), show(wanted), result);
            case RemoveMovieSlots(_, var gone) when result instanceof Removed removed ->
                    removals.look(today, Verify.verifyNotNull(show(gone)), removed);
            default -> {}
        }
    }

    private static @Nullable Show show(ShowArguments arguments) {
        var id = arguments.id().value();
        var movie = arguments.movie().value();
        return id == null || movie == null ? null : new Show(id, movie);
    }

    private void hit(String name) {
        marks.counter(name).hit();
    }
}
