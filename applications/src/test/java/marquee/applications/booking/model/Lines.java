package marquee.applications.booking.model;

import com.google.common.base.Splitter;
import com.google.common.io.BaseEncoding;
import java.util.List;
import java.util.stream.Collectors;
import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.OfCustomer;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Added;
import marquee.applications.booking.BookingResult.Booked;
import marquee.applications.booking.BookingResult.Cancelled;
import marquee.applications.booking.BookingResult.Exchanged;
import marquee.applications.booking.BookingResult.Listed;
import marquee.applications.booking.BookingResult.Moved;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.BookingResult.Removed;
import marquee.applications.booking.BookingResult.Schedule;
import marquee.applications.booking.BookingResult.Updated;
import marquee.protocol.wire.Bytes;

/// The lines in which tests write operations, such as `VERC3333 book ATWM160523 Avatar 2`, and
/// results, such as `BOOKED held 2, left 1`. An admin acts for a customer with `ATWA1111 for
/// VERC3333 book …`. An argument without characters is written `''`, and what is no operation, or
/// none that can be written so, is written `bytes` and its bytes in hexadecimal.
public final class Lines {
    private static final String BYTES = "bytes";
    private static final String FOR = "for";
    private static final String NOTHING = "''";
    private static final BaseEncoding HEX = BaseEncoding.base16().lowerCase();

    private Lines() {}

    /// The operation that `line` asks for.
    ///
    /// @throws RuntimeException if it asks for none
    public static Bytes request(String line) {
        var words = Splitter.on(' ').splitToList(line);
        return words.getFirst().equals(BYTES) && words.size() == 2
                ? Bytes.wrap(HEX.decode(words.getLast()))
                : BookingCodec.encode(operation(words));
    }

    /// The line that asks for `operation`: [#request] gives the same bytes back.
    public static String line(Bytes operation) {
        var decoded = BookingCodec.decodeOperation(operation);
        if (decoded != null) {
            var line = line(decoded);
            if (isPlain(line) && request(line).equals(operation)) {
                return line;
            }
        }
        return BYTES + " " + operation;
    }

    /// Whether `line` means itself in a text block, before an arrow, and among lines of other
    /// kinds.
    private static boolean isPlain(String line) {
        return !line.contains("\\")
                && !line.contains("\"")
                && !line.contains("->")
                && !line.startsWith("#")
                && !line.startsWith("on ")
                && !line.startsWith(BYTES + " ");
    }

    /// What `result` says.
    public static String answer(Bytes result) {
        var decoded = BookingCodec.decodeResult(result);
        return decoded == null ? BYTES + " " + result : decoded.code() + fields(decoded);
    }

    private static BookingOperation operation(List<String> words) {
        var actor = Argument.userId(text(words.getFirst()));
        boolean forAnother = words.get(1).equals(FOR);
        var customer = forAnother ? Argument.userId(text(words.get(2))) : actor;
        var rest = words.subList(forAnother ? 3 : 1, words.size());
        return switch (rest.getFirst()) {
            case "add" -> new AddMovieSlots(actor, show(rest, 1), number(rest));
            case "remove" -> new RemoveMovieSlots(actor, show(rest, 1));
            case "list" -> new ListMovieShowsAvailability(actor, Argument.movie(text(rest.get(1))));
            case "book" -> new BookMovieTickets(actor, customer, show(rest, 1), number(rest));
            case "schedule" -> new GetBookingSchedule(actor, customer);
            case "cancel" -> new CancelMovieTickets(actor, customer, show(rest, 1), number(rest));
            case "exchange" ->
                    new ExchangeTickets(
                            actor, customer, show(rest, 1), show(rest, 3), number(rest));
            default -> throw new IllegalArgumentException(String.join(" ", words));
        };
    }

    private static ShowArguments show(List<String> words, int from) {
        return new ShowArguments(
                Argument.movieId(text(words.get(from))), Argument.movie(text(words.get(from + 1))));
    }

    private static String text(String word) {
        return word.equals(NOTHING) ? "" : word;
    }

    private static long number(List<String> words) {
        return Long.parseLong(words.getLast());
    }

    private static String line(BookingOperation operation) {
        var actor = word(operation.actor());
        var who =
                operation instanceof OfCustomer of && !of.customer().equals(of.actor())
                        ? actor + " " + FOR + " " + word(of.customer())
                        : actor;
        return who
                + switch (operation) {
                    case AddMovieSlots(_, var show, long seats) ->
                            " add" + words(show) + " " + seats;
                    case RemoveMovieSlots(_, var show) -> " remove" + words(show);
                    case ListMovieShowsAvailability(_, var movie) -> " list " + word(movie);
                    case BookMovieTickets(_, _, var show, long tickets) ->
                            " book" + words(show) + " " + tickets;
                    case GetBookingSchedule _ -> " schedule";
                    case CancelMovieTickets(_, _, var show, long tickets) ->
                            " cancel" + words(show) + " " + tickets;
                    case ExchangeTickets(_, _, var old, var wanted, long tickets) ->
                            " exchange" + words(old) + words(wanted) + " " + tickets;
                };
    }

    private static String words(ShowArguments show) {
        return " " + word(show.id()) + " " + word(show.movie());
    }

    private static String word(Argument<?> argument) {
        var text = argument.toString();
        return text.isEmpty() ? NOTHING : text;
    }

    private static String words(Moved moved) {
        return moved.customer() + " " + moved.tickets() + " to " + moved.newId();
    }

    private static String fields(BookingResult result) {
        return switch (result) {
            case Added(int capacity, int booked, int left) ->
                    " capacity %d, booked %d, left %d".formatted(capacity, booked, left);
            case Updated(int capacity, int booked, int left) ->
                    " capacity %d, booked %d, left %d".formatted(capacity, booked, left);
            case Removed(var moved, var dropped) ->
                    ", moved %s, dropped %s"
                            .formatted(
                                    moved.stream().map(Lines::words).toList(),
                                    dropped.stream()
                                            .map(lost -> lost.customer() + " " + lost.tickets())
                                            .toList());
            case Listed(var movie, var shows) ->
                    shows.stream()
                            .map(show -> show.id() + " " + show.left())
                            .collect(Collectors.joining(", ", " " + movie + " [", "]"));
            case Booked(int held, int left) -> " held %d, left %d".formatted(held, left);
            case Schedule(var customer, var bookings) ->
                    bookings.stream()
                            .map(held -> held.show() + " " + held.tickets())
                            .collect(Collectors.joining(", ", " " + customer + " [", "]"));
            case Cancelled(int held, int left) -> " held %d, left %d".formatted(held, left);
            case Exchanged(int held, int left, int newHeld, int newLeft) ->
                    " held %d, left %d, newHeld %d, newLeft %d"
                            .formatted(held, left, newHeld, newLeft);
            case Refused(var reason, int amount) ->
                    reason.hasField() ? " " + reason.field() + " " + amount : "";
        };
    }
}
