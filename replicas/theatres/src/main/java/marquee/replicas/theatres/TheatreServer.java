package marquee.replicas.theatres;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.Map;
import marquee.applications.booking.BookingResult.Availability;
import marquee.applications.booking.BookingResult.Booking;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.UserId;
import marquee.replicas.theatres.Letter.Answer;
import marquee.replicas.theatres.Letter.Homeless;
import marquee.replicas.theatres.Letter.Question;
import marquee.replicas.theatres.Letter.Rehoused;
import marquee.replicas.theatres.Letter.Seats;
import org.jspecify.annotations.Nullable;

/// One theatre: answers for its own shows, and knows nothing of the others'. A question that comes
/// again is answered from memory and not carried out again; one of an earlier operation is dropped.
final class TheatreServer {
    private final Ledger ledger;
    private final Map<Integer, Done> memory = new HashMap<>();
    private long operation;

    TheatreServer(Ledger ledger) {
        this.ledger = ledger;
    }

    private record Done(Question<?> question, Answer answer) {}

    /// Answers the question with the id (`of`, `step`).
    ///
    /// @return null if it belongs to an earlier operation than the newest this server knows of
    @Nullable Answer receive(long of, int step, Question<?> question) {
        if (of < operation) {
            return null;
        }
        if (of > operation) {
            operation = of;
            memory.clear();
        }
        var done = memory.get(step);
        if (done == null) {
            done = new Done(question, answer(question));
            memory.put(step, done);
        }
        return done.answer();
    }

    private Answer answer(Question<?> question) {
        return switch (question) {
            case Letter.Offer(int time, int capacity) -> offer(time, capacity);
            case Letter.Close(int time) -> close(time);
            case Letter.Engagements(int time, var customers) -> engagements(time, customers);
            case Letter.Rehouse(int time, var homeless, var taken) ->
                    rehouse(time, homeless, taken);
            case Letter.Programme programme -> programme(programme);
            case Letter.Holdings(var customer) -> holdings(customer);
            case Letter.Inspect(var customer, var theatre, int time) ->
                    inspect(customer, theatre, time);
            case Letter.Reserve(var customer, int time, int tickets) ->
                    reserve(customer, time, tickets);
            case Letter.Release(var customer, int time, int tickets) ->
                    release(customer, time, tickets);
            case Letter.Undo(int step) -> undo(step);
        };
    }

    private Answer offer(int time, int capacity) {
        var screen = ledger.find(time);
        if (screen == null) {
            ledger.open(time, capacity);
            return new Letter.Offered(true, true, 0);
        }
        boolean enough = capacity >= screen.sold;
        if (enough) {
            ledger.resize(screen, capacity);
        }
        return new Letter.Offered(enough, false, screen.sold);
    }

    private Answer close(int time) {
        var screen = ledger.find(time);
        if (screen == null) {
            return new Letter.Closed(false, ImmutableList.of());
        }
        var homeless = ImmutableList.<Homeless>builder();
        for (int i = 0; i < screen.tickets.size(); i++) {
            var customer = UserId.atPlace(screen.tickets.keyAt(i));
            homeless.add(new Homeless(customer, screen.tickets.valueAt(i)));
        }
        ledger.close(screen);
        return new Letter.Closed(true, homeless.build());
    }

    private Answer engagements(int time, ImmutableList<UserId> customers) {
        var times = ImmutableList.<ImmutableList<Integer>>builder();
        for (var customer : customers) {
            var holdings = ledger.holdings(customer);
            var theirs = ImmutableList.<Integer>builder();
            for (int i = holdings.indexFrom(time + 1); i < holdings.size(); i++) {
                if (ShowTime.movie(holdings.keyAt(i)) == ShowTime.movie(time)) {
                    theirs.add(holdings.keyAt(i));
                }
            }
            times.add(theirs.build());
        }
        return new Letter.Engaged(times.build());
    }

    private Answer rehouse(
            int time,
            ImmutableList<Homeless> homeless,
            ImmutableList<ImmutableList<Integer>> taken) {
        var times = ImmutableList.<Integer>builder();
        for (int i = 0; i < homeless.size(); i++) {
            var screen = nextScreen(time, homeless.get(i).tickets(), taken.get(i));
            if (screen == null) {
                times.add(Rehoused.NOWHERE);
            } else {
                var customer = homeless.get(i).customer();
                int tickets = screen.held(customer) + homeless.get(i).tickets();
                ledger.hold(screen, customer, tickets);
                times.add(screen.time);
            }
        }
        return new Rehoused(times.build());
    }

    private @Nullable Screen nextScreen(int time, int tickets, ImmutableList<Integer> taken) {
        var screens = ledger.screens();
        for (int i = ledger.indexFrom(time + 1); i < screens.size(); i++) {
            var screen = screens.get(i);
            boolean same = ShowTime.movie(screen.time) == ShowTime.movie(time);
            if (same && screen.left() >= tickets && !taken.contains(screen.time)) {
                return screen;
            }
        }
        return null;
    }

    private Answer programme(Letter.Programme programme) {
        var shows = ImmutableList.<Availability>builder();
        var screens = ledger.screens();
        for (int i = ledger.indexFrom(programme.time()); i < screens.size(); i++) {
            var screen = screens.get(i);
            if (ShowTime.movie(screen.time) == programme.movie()) {
                var id = ShowTime.show(ledger.theatre(), screen.time).id();
                shows.add(new Availability(id, screen.left()));
            }
        }
        return new Letter.Screenings(shows.build());
    }

    private Answer holdings(UserId customer) {
        var holdings = ledger.holdings(customer);
        var bookings = ImmutableList.<Booking>builder();
        for (int i = 0; i < holdings.size(); i++) {
            var show = ShowTime.show(ledger.theatre(), holdings.keyAt(i));
            bookings.add(new Booking(show, holdings.valueAt(i)));
        }
        return new Letter.Held(bookings.build());
    }

    private Answer inspect(UserId customer, Theatre theatre, int time) {
        var holdings = ledger.holdings(customer);
        boolean held = holdings.get(time) > 0;
        boolean isMine = theatre == ledger.theatre();
        int inWeek = 0;
        if (customer.home() != ledger.theatre()) {
            inWeek =
                    holdings.indexFrom(ShowTime.endOfWeek(time))
                            - holdings.indexFrom(ShowTime.startOfWeek(time))
                            - (isMine && held ? 1 : 0);
        }
        return new Letter.Standing(held && !isMine, inWeek);
    }

    private Answer reserve(UserId customer, int time, int tickets) {
        var screen = ledger.find(time);
        if (screen == null) {
            return Seats.NO_SHOW;
        }
        boolean enough = screen.left() >= tickets;
        if (enough) {
            ledger.hold(screen, customer, screen.held(customer) + tickets);
        }
        return new Seats(true, enough, screen.held(customer), screen.left());
    }

    private Answer release(UserId customer, int time, int tickets) {
        var screen = ledger.find(time);
        if (screen == null) {
            return Seats.NO_SHOW;
        }
        boolean enough = screen.held(customer) >= tickets;
        if (enough) {
            ledger.hold(screen, customer, screen.held(customer) - tickets);
        }
        return new Seats(true, enough, screen.held(customer), screen.left());
    }

    private Answer undo(int step) {
        var done = memory.get(step);
        checkState(done != null, "step %s was never done", step);
        switch (done.question()) {
            case Letter.Reserve(var customer, int time, int tickets) ->
                    checkDone(release(customer, time, tickets));
            case Letter.Release(var customer, int time, int tickets) ->
                    checkDone(reserve(customer, time, tickets));
            default -> throw new IllegalStateException("cannot undo " + done.question());
        }
        return new Letter.Undone();
    }

    private static void checkDone(Answer answer) {
        checkState(answer instanceof Seats seats && seats.done(), "not undone: %s", answer);
    }
}
