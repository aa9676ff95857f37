package marquee.applications.booking.laws;

import com.google.common.base.Splitter;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import marquee.applications.StateMachine;
import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
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

/// One implementation to which a test speaks in lines, such as `VERC3333 book ATWM160523 Avatar 2`,
/// and which answers in lines, such as `BOOKED held 2, left 1`. An admin acts for a customer with
/// `ATWA1111 for VERC3333 book …`.
public final class Stage {
    private final StateMachine machine;
    private LocalDate today = LocalDate.of(2023, 5, 15);

    /// Makes a stage on Monday, 15 May 2023.
    public Stage(StateMachine machine) {
        this.machine = machine;
    }

    /// Sets the business date.
    public Stage on(LocalDate date) {
        today = date;
        return this;
    }

    /// Executes what `line` asks for and gives the answer.
    public String ask(String line) {
        return words(execute(line));
    }

    /// Executes lines whose answers do not matter, but which must not be refused.
    public Stage given(String... lines) {
        for (var line : lines) {
            if (execute(line) instanceof Refused refused) {
                throw new AssertionError(line + ": " + refused);
            }
        }
        return this;
    }

    private BookingResult execute(String line) {
        var operation = BookingCodec.encode(parse(line));
        var result = machine.execute(today, operation, (_, _, _) -> {});
        return Objects.requireNonNull(BookingCodec.decodeResult(result));
    }

    private static BookingOperation parse(String line) {
        var words = Splitter.on(' ').splitToList(line);
        var actor = Argument.userId(words.getFirst());
        boolean forAnother = words.get(1).equals("for");
        var customer = forAnother ? Argument.userId(words.get(2)) : actor;
        var rest = words.subList(forAnother ? 3 : 1, words.size());
        return switch (rest.getFirst()) {
            case "add" -> new AddMovieSlots(actor, show(rest, 1), number(rest));
            case "remove" -> new RemoveMovieSlots(actor, show(rest, 1));
            case "list" -> new ListMovieShowsAvailability(actor, Argument.movie(rest.get(1)));
            case "book" -> new BookMovieTickets(actor, customer, show(rest, 1), number(rest));
            case "schedule" -> new GetBookingSchedule(actor, customer);
            case "cancel" -> new CancelMovieTickets(actor, customer, show(rest, 1), number(rest));
            case "exchange" ->
                    new ExchangeTickets(
                            actor, customer, show(rest, 1), show(rest, 3), number(rest));
            default -> throw new IllegalArgumentException(line);
        };
    }

    private static ShowArguments show(List<String> words, int from) {
        return new ShowArguments(
                Argument.movieId(words.get(from)), Argument.movie(words.get(from + 1)));
    }

    private static long number(List<String> words) {
        return Long.parseLong(words.getLast());
    }

    private static String words(BookingResult result) {
        return result.code() + fields(result);
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
                                    moved.stream().map(Stage::words).toList(),
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
