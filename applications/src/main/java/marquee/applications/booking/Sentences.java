package marquee.applications.booking;

import static com.google.common.base.Strings.lenientFormat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.OfCustomer;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.BookingResult.Added;
import marquee.applications.booking.BookingResult.Booked;
import marquee.applications.booking.BookingResult.Cancelled;
import marquee.applications.booking.BookingResult.Exchanged;
import marquee.applications.booking.BookingResult.Listed;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.BookingResult.Removed;
import marquee.applications.booking.BookingResult.Schedule;
import marquee.applications.booking.BookingResult.Updated;

/// Says operations and results in words, for problem documents, terminals and logs. Nothing ever
/// compares or reads these sentences.
public final class Sentences {
    private Sentences() {}

    /// What was asked, in one line: the course's name of the operation and its arguments.
    public static String of(BookingOperation operation) {
        var customer =
                operation instanceof OfCustomer ofCustomer ? " for " + ofCustomer.customer() : "";
        return operation.courseName()
                + customer
                + switch (operation) {
                    case AddMovieSlots(_, var show, long capacity) -> words(show) + " " + capacity;
                    case RemoveMovieSlots(_, var show) -> words(show);
                    case ListMovieShowsAvailability(_, var movie) -> " " + movie;
                    case BookMovieTickets(_, _, var show, long tickets) ->
                            words(show) + " " + tickets;
                    case GetBookingSchedule _ -> "";
                    case CancelMovieTickets(_, _, var show, long tickets) ->
                            words(show) + " " + tickets;
                    case ExchangeTickets(_, _, var oldShow, var newShow, long tickets) ->
                            words(oldShow) + " to" + words(newShow) + " " + tickets;
                };
    }

    private static String words(ShowArguments show) {
        return " " + show.id() + " " + show.movie();
    }

    /// What came of it, as one sentence.
    public static String of(BookingResult result) {
        return switch (result) {
            case Added(int capacity, _, _) -> "The show is new and has " + seats(capacity) + ".";
            case Updated(int capacity, int booked, int left) ->
                    lenientFormat(
                            "The show has %s now, %s booked and %s left.",
                            seats(capacity), booked, left);
            case Removed(var moved, var dropped) ->
                    "The show is gone; moved: "
                            + list(
                                    moved,
                                    to -> to.customer() + " " + to.tickets() + " to " + to.newId())
                            + "; dropped: "
                            + list(dropped, lost -> lost.customer() + " " + lost.tickets())
                            + ".";
            case Listed(var movie, var shows) ->
                    "Seats left for "
                            + movie
                            + ": "
                            + list(shows, show -> show.id() + " " + show.left())
                            + ".";
            case Booked(int held, int left) ->
                    lenientFormat("Booked: %s held, %s left.", tickets(held), seats(left));
            case Schedule(var customer, var bookings) ->
                    customer
                            + " holds "
                            + list(bookings, held -> held.tickets() + " of " + held.show())
                            + ".";
            case Cancelled(int held, int left) ->
                    lenientFormat("Cancelled: %s held, %s left.", tickets(held), seats(left));
            case Exchanged(int held, int left, int newHeld, int newLeft) ->
                    lenientFormat(
                            "Exchanged: old show %s held, %s left; new show %s held, %s left.",
                            tickets(held), seats(left), tickets(newHeld), seats(newLeft));
            case Refused refused -> of(refused);
        };
    }

    private static String of(Refused refused) {
        int amount = refused.amount();
        return switch (refused.reason()) {
            case MALFORMED -> "The request is no booking operation.";
            case BAD_USER_ID ->
                    "Expected a customer such as ATWC2345, or an admin such as ATWA2345, who says"
                            + " for which customer.";
            case NOT_ALLOWED -> "This user may not do that.";
            case UNKNOWN_MOVIE -> "The movie is none of Avatar, Avengers and Titanic.";
            case BAD_MOVIE_ID ->
                    "A movie ID is not like ATWM160523: theatre, slot M, A or E, and DDMMYY.";
            case BAD_NUMBER -> "The number is not from 1 to " + Show.SEATS_MAX + ".";
            case NOT_YOUR_THEATRE -> "The show is at another theatre than the admin's.";
            case SAME_SHOW -> "The old and the new show are the same.";
            case PAST_DATE -> "The show's date is over.";
            case TOO_FAR -> "The show's date is more than 7 days ahead.";
            case NO_SUCH_SHOW -> "There is no such show.";
            case NOT_BOOKED -> "The customer holds no tickets of that show.";
            case TOO_MANY -> "The customer holds only " + tickets(amount) + " of that show.";
            case BELOW_BOOKED -> "Tickets of that show booked already: " + amount + ".";
            case SAME_SHOW_ELSEWHERE ->
                    "The customer holds the same movie at the same time at another theatre.";
            case WEEK_LIMIT ->
                    "The customer holds three shows at other theatres in that week already.";
            case NOT_ENOUGH_SEATS -> "Not enough seats: " + amount + " left.";
        };
    }

    private static String seats(int count) {
        return count == 1 ? "1 seat" : count + " seats";
    }

    private static String tickets(int count) {
        return count == 1 ? "1 ticket" : count + " tickets";
    }

    private static <T> String list(List<T> things, Function<T, String> words) {
        return things.isEmpty()
                ? "none"
                : things.stream().map(words).collect(Collectors.joining(", "));
    }
}
