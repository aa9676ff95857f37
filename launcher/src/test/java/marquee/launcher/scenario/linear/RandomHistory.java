package marquee.launcher.scenario.linear;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import marquee.applications.booking.Argument;
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
import marquee.applications.booking.model.OperationGenerator;
import marquee.applications.booking.model.ReferenceModel;
import marquee.applications.booking.model.Skew;
import marquee.client.Operation;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.History.Called;
import marquee.launcher.scenario.History.DateMoved;
import marquee.launcher.scenario.History.Event;
import marquee.launcher.scenario.Seen;
import marquee.protocol.Chance;

/// A history that the reference model brought about: each call took effect at a moment of its own,
/// and began and ended by chance around it, so that some overlap.
final class RandomHistory {
    private static final Skew SKEW = new Skew(2, 4, 6, 3, 0, true);
    private static final long STEP = 100;

    private final Chance chance;
    private final OperationGenerator operations;
    private final ReferenceModel model = new ReferenceModel();
    private final List<Event> events = new ArrayList<>();
    private final int overlap;
    private LocalDate today = Histories.MONDAY;
    private long now;

    private final int unsurePerMille;

    private RandomHistory(long seed, int overlap, int unsurePerMille) {
        this.chance = new Chance(seed);
        this.operations = new OperationGenerator(chance.split(), SKEW);
        this.overlap = overlap;
        this.unsurePerMille = unsurePerMille;
    }

    /// The history of `seed`, with so many events.
    ///
    /// @param overlap how many of them are open at once, or a few more
    /// @param unsurePerMille how many of a thousand end without a definite answer
    static History of(long seed, int length, int overlap, int unsurePerMille) {
        var random = new RandomHistory(seed, overlap, unsurePerMille);
        while (random.events.size() < length) {
            random.now += STEP;
            random.next();
        }
        return new History(Histories.MONDAY, ImmutableList.copyOf(random.events));
    }

    private void next() {
        if (chance.happens(20)) {
            move();
        } else {
            call();
        }
    }

    private void move() {
        var to = today.plusDays(1);
        boolean known = !chance.happens(unsurePerMille);
        if (known || chance.happens(500)) {
            today = to;
        }
        events.add(new DateMoved(begun(), known ? ended() : Long.MAX_VALUE, to, known));
    }

    private void call() {
        var call = call(operations.nextOperation(today));
        if (chance.happens(50)) {
            events.add(seen(call, Seen.NOT_TAKEN));
            return;
        }
        boolean unknown = chance.happens(unsurePerMille);
        boolean happens = !unknown || chance.happens(500);
        var seen = happens ? Permutations.seen(model, today, call) : Seen.UNKNOWN;
        events.add(seen(call, unknown ? Seen.UNKNOWN : seen));
    }

    private Called call(BookingOperation operation) {
        var actor = operation.actor().toString();
        var customer =
                operation instanceof OfCustomer ofCustomer
                        ? ofCustomer.customer().toString()
                        : actor;
        return new Called(
                begun(), ended(), actor, customer, word(operation), arguments(operation), "");
    }

    private long begun() {
        return now - chance.below((int) STEP * overlap);
    }

    private long ended() {
        return now + chance.below((int) STEP * overlap);
    }

    static Called seen(Called call, String seen) {
        return new Called(
                call.begun(),
                call.ended(),
                call.user(),
                call.customer(),
                call.operation(),
                call.arguments(),
                seen);
    }

    private static Operation word(BookingOperation operation) {
        return switch (operation) {
            case AddMovieSlots _ -> Operation.ADD;
            case RemoveMovieSlots _ -> Operation.REMOVE;
            case ListMovieShowsAvailability _ -> Operation.LIST;
            case BookMovieTickets _ -> Operation.BOOK;
            case GetBookingSchedule _ -> Operation.SCHEDULE;
            case CancelMovieTickets _ -> Operation.CANCEL;
            case ExchangeTickets _ -> Operation.EXCHANGE;
        };
    }

    private static ImmutableList<String> arguments(BookingOperation operation) {
        return switch (operation) {
            case AddMovieSlots add -> words(add.capacity(), add.show());
            case RemoveMovieSlots remove -> words(remove.show());
            case ListMovieShowsAvailability list -> ImmutableList.of(list.movie().toString());
            case BookMovieTickets book -> words(book.tickets(), book.show());
            case GetBookingSchedule _ -> ImmutableList.of();
            case CancelMovieTickets cancel -> words(cancel.tickets(), cancel.show());
            case ExchangeTickets exchange ->
                    words(exchange.tickets(), exchange.oldShow(), exchange.newShow());
        };
    }

    private static ImmutableList<String> words(long number, ShowArguments... shows) {
        return ImmutableList.<String>builder()
                .addAll(words(shows))
                .add(Long.toString(number))
                .build();
    }

    private static ImmutableList<String> words(ShowArguments... shows) {
        var words = ImmutableList.<String>builder();
        for (var show : shows) {
            for (Argument<?> argument : List.of(show.id(), show.movie())) {
                words.add(argument.toString());
            }
        }
        return words.build();
    }
}
