package marquee.launcher.scenario;

import com.google.common.collect.ImmutableList;
import java.math.BigInteger;
import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.Canonical;
import marquee.applications.booking.UserId;

/// Makes operations of what customers type, in canonical spelling: what the web service makes of
/// the requests that the client makes of it.
public final class Edge {
    private Edge() {}

    /// The operation that `call` asks for.
    public static BookingOperation operation(Step.Call call) {
        var user = Canonical.userId(call.user());
        var words = call.arguments();
        return switch (call.operation()) {
            case ADD -> new AddMovieSlots(user, show(words, 0), number(words));
            case REMOVE -> new RemoveMovieSlots(user, show(words, 0));
            case LIST -> new ListMovieShowsAvailability(user, Canonical.movie(words.getFirst()));
            case BOOK -> new BookMovieTickets(user, customer(call), show(words, 0), number(words));
            case SCHEDULE -> new GetBookingSchedule(user, customer(call));
            case CANCEL ->
                    new CancelMovieTickets(user, customer(call), show(words, 0), number(words));
            case EXCHANGE ->
                    new ExchangeTickets(
                            user, customer(call), show(words, 0), show(words, 2), number(words));
        };
    }

    private static Argument<UserId> customer(Step.Call call) {
        return Canonical.userId(call.customer());
    }

    private static ShowArguments show(ImmutableList<String> words, int first) {
        return new ShowArguments(
                Canonical.movieId(words.get(first)), Canonical.movie(words.get(first + 1)));
    }

    /// Capacity or tickets, which always come last.
    private static long number(ImmutableList<String> words) {
        return Canonical.number(new BigInteger(words.getLast()));
    }
}
