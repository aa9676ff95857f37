package marquee.launcher.scenario.linear;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.EarlyChecks;
import marquee.applications.booking.Show;

/// Which customers and shows each of some acts is about, by its arguments alone. A list is about
/// all shows of its movie that any act names, and a removal about all those at its theatre, to
/// which bookings may move. A move of the date, and what is refused no matter what there is, are
/// about none.
final class Subjects {
    private final Set<Show> shows = new LinkedHashSet<>();

    Subjects(List<Act> acts) {
        for (var act : acts) {
            var operation = act.operation();
            if (operation != null && isWellFormed(operation)) {
                shows.addAll(named(operation));
            }
        }
    }

    private static boolean isWellFormed(BookingOperation operation) {
        return EarlyChecks.refusal(operation) == null;
    }

    /// The customers and shows that `act` is about.
    ImmutableSet<Object> of(Act act) {
        var operation = act.operation();
        if (operation == null || !isWellFormed(operation)) {
            return ImmutableSet.of();
        }
        var subjects = ImmutableSet.builder().addAll(named(operation));
        switch (operation) {
            case ListMovieShowsAvailability list ->
                    shows.stream()
                            .filter(show -> show.movie() == list.movie().value())
                            .forEach(subjects::add);
            case RemoveMovieSlots remove -> {
                var gone = Rules.show(remove.show());
                shows.stream()
                        .filter(show -> show.movie() == gone.movie())
                        .filter(show -> show.id().theatre() == gone.id().theatre())
                        .forEach(subjects::add);
            }
            case BookingOperation.OfCustomer ofCustomer ->
                    subjects.add(Rules.value(ofCustomer.customer()));
            case AddMovieSlots _ -> {
                // About its show alone.
            }
        }
        return subjects.build();
    }

    private static ImmutableList<Show> named(BookingOperation operation) {
        return switch (operation) {
            case AddMovieSlots add -> ImmutableList.of(Rules.show(add.show()));
            case RemoveMovieSlots remove -> ImmutableList.of(Rules.show(remove.show()));
            case BookMovieTickets book -> ImmutableList.of(Rules.show(book.show()));
            case CancelMovieTickets cancel -> ImmutableList.of(Rules.show(cancel.show()));
            case ExchangeTickets exchange ->
                    ImmutableList.of(
                            Rules.show(exchange.oldShow()), Rules.show(exchange.newShow()));
            case ListMovieShowsAvailability _, GetBookingSchedule _ -> ImmutableList.of();
        };
    }
}
