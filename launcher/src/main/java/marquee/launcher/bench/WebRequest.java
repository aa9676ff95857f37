package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.client.Call;
import marquee.client.Operation;
import marquee.client.UsageException;

/// An operation as the bytes of an HTTP request (docs/http-api.md), made before anything is
/// measured. It has no key: repeating is not what is measured, and the newest keys would soon be
/// more than are kept.
final class WebRequest {
    private WebRequest() {}

    /// The request for `operation` to the front end at `url`.
    static byte[] of(BookingOperation operation, URI url) {
        var call = call(operation);
        var text =
                new StringBuilder()
                        .append(call.method() + " " + call.path() + " HTTP/1.1\r\n")
                        .append("Host: " + url.getAuthority() + "\r\n")
                        .append("User-Id: " + call.user() + "\r\n");
        var body = call.body();
        if (body != null) {
            text.append("Content-Type: application/json\r\n")
                    .append("Content-Length: " + body.toString().length() + "\r\n");
        }
        text.append("\r\n").append(body == null ? "" : body.toString());
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static Call call(BookingOperation operation) {
        try {
            return switch (operation) {
                case AddMovieSlots add ->
                        call(Operation.ADD, add, "", show(add.show(), add.capacity()));
                case RemoveMovieSlots remove ->
                        call(Operation.REMOVE, remove, "", show(remove.show()));
                case ListMovieShowsAvailability list ->
                        call(Operation.LIST, list, "", ImmutableList.of(list.movie()));
                case BookMovieTickets book ->
                        call(
                                Operation.BOOK,
                                book,
                                book.customer(),
                                show(book.show(), book.tickets()));
                case GetBookingSchedule schedule ->
                        call(Operation.SCHEDULE, schedule, schedule.customer(), ImmutableList.of());
                case CancelMovieTickets cancel ->
                        call(
                                Operation.CANCEL,
                                cancel,
                                cancel.customer(),
                                show(cancel.show(), cancel.tickets()));
                case ExchangeTickets exchange -> exchange(exchange);
            };
        } catch (UsageException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Call exchange(ExchangeTickets exchange) throws UsageException {
        var shows = ImmutableList.builder();
        shows.addAll(show(exchange.oldShow())).addAll(show(exchange.newShow()));
        return call(
                Operation.EXCHANGE,
                exchange,
                exchange.customer(),
                shows.add(exchange.tickets()).build());
    }

    private static Call call(
            Operation word, BookingOperation asked, Object customer, List<?> arguments)
            throws UsageException {
        var words = arguments.stream().map(Object::toString).toList();
        return word.call(asked.actor().toString(), customer.toString(), words, "");
    }

    private static ImmutableList<Object> show(ShowArguments show, Object... more) {
        return ImmutableList.builder().add(show.id(), show.movie()).add(more).build();
    }
}
