package marquee.launcher.scenario;

import java.math.BigInteger;
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
import marquee.applications.booking.Canonical;
import marquee.launcher.scenario.History.Called;

/// What a call asks for, in the domain's terms.
public final class Asked {
    private Asked() {}

    /// The operation of `call`, its spelling corrected as at the front end's edge.
    ///
    /// @throws IllegalArgumentException if a number is none
    public static BookingOperation of(Called call) {
        var actor = Canonical.userId(call.user());
        var customer = Canonical.userId(call.customer());
        var words = call.arguments();
        return switch (call.operation()) {
            case ADD -> new AddMovieSlots(actor, show(words, 0), number(words));
            case REMOVE -> new RemoveMovieSlots(actor, show(words, 0));
            case LIST -> new ListMovieShowsAvailability(actor, Canonical.movie(words.getFirst()));
            case BOOK -> new BookMovieTickets(actor, customer, show(words, 0), number(words));
            case SCHEDULE -> new GetBookingSchedule(actor, customer);
            case CANCEL -> new CancelMovieTickets(actor, customer, show(words, 0), number(words));
            case EXCHANGE ->
                    new ExchangeTickets(
                            actor, customer, show(words, 0), show(words, 2), number(words));
        };
    }

    private static ShowArguments show(List<String> words, int from) {
        return new ShowArguments(
                Canonical.movieId(words.get(from)), Canonical.movie(words.get(from + 1)));
    }

    private static long number(List<String> words) {
        return Canonical.number(new BigInteger(words.getLast()));
    }
}
