package marquee.applications.booking;

import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.OfCustomer;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// An operation in bytes: a tag, the actor, the customer where there is one, shows, a number.
final class OperationForm {
    private static final int ADD = 1;
    private static final int REMOVE = 2;
    private static final int LIST = 3;
    private static final int BOOK = 4;
    private static final int SCHEDULE = 5;
    private static final int CANCEL = 6;
    private static final int EXCHANGE = 7;

    private OperationForm() {}

    static void write(WireWriter out, BookingOperation operation) {
        out.u8(tag(operation));
        WireForms.writeUser(out, operation.actor());
        if (operation instanceof OfCustomer ofCustomer) {
            WireForms.writeUser(out, ofCustomer.customer());
        }
        switch (operation) {
            case AddMovieSlots(_, var show, long capacity) -> {
                WireForms.write(out, show);
                out.varint(capacity);
            }
            case RemoveMovieSlots(_, var show) -> WireForms.write(out, show);
            case ListMovieShowsAvailability(_, var movie) -> WireForms.writeMovie(out, movie);
            case BookMovieTickets(_, _, var show, long tickets) -> {
                WireForms.write(out, show);
                out.varint(tickets);
            }
            case GetBookingSchedule _ -> {}
            case CancelMovieTickets(_, _, var show, long tickets) -> {
                WireForms.write(out, show);
                out.varint(tickets);
            }
            case ExchangeTickets(_, _, var oldShow, var newShow, long tickets) -> {
                WireForms.write(out, oldShow);
                WireForms.write(out, newShow);
                out.varint(tickets);
            }
        }
    }

    private static int tag(BookingOperation operation) {
        return switch (operation) {
            case AddMovieSlots _ -> ADD;
            case RemoveMovieSlots _ -> REMOVE;
            case ListMovieShowsAvailability _ -> LIST;
            case BookMovieTickets _ -> BOOK;
            case GetBookingSchedule _ -> SCHEDULE;
            case CancelMovieTickets _ -> CANCEL;
            case ExchangeTickets _ -> EXCHANGE;
        };
    }

    /// Reads an operation; null, or one that must not be used, if the reader has failed. Java
    /// evaluates the arguments of a constructor from left to right, in the order of the form.
    static @Nullable BookingOperation read(WireReader in) {
        int tag = in.u8();
        if (tag < ADD || tag > EXCHANGE) {
            in.fail();
            return null;
        }
        var actor = WireForms.userArgument(in);
        return switch (tag) {
            case ADD -> new AddMovieSlots(actor, WireForms.showArguments(in), in.varint());
            case REMOVE -> new RemoveMovieSlots(actor, WireForms.showArguments(in));
            case LIST -> new ListMovieShowsAvailability(actor, WireForms.movieArgument(in));
            default -> readOfCustomer(in, tag, actor);
        };
    }

    private static BookingOperation readOfCustomer(WireReader in, int tag, Argument<UserId> actor) {
        var customer = WireForms.userArgument(in);
        return switch (tag) {
            case BOOK ->
                    new BookMovieTickets(actor, customer, WireForms.showArguments(in), in.varint());
            case SCHEDULE -> new GetBookingSchedule(actor, customer);
            case CANCEL ->
                    new CancelMovieTickets(
                            actor, customer, WireForms.showArguments(in), in.varint());
            default ->
                    new ExchangeTickets(
                            actor,
                            customer,
                            WireForms.showArguments(in),
                            WireForms.showArguments(in),
                            in.varint());
        };
    }
}
