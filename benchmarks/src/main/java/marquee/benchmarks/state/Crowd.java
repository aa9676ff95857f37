package marquee.benchmarks.state;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;
import marquee.applications.booking.UserId;
import marquee.protocol.Chance;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.Stamp;
import marquee.replicas.host.state.ReplicatedState;

/// All customers of all theatres, booking at home: every show that can be added on one day, with a
/// seat for each. Orders what they ask for on a [ReplicatedState].
final class Crowd {
    private static final ImmutableList<Theatre> THEATRES = ImmutableList.copyOf(Theatre.values());
    private static final ImmutableList<TimeSlot> SLOTS = ImmutableList.copyOf(TimeSlot.values());
    private static final ImmutableList<Movie> MOVIES = ImmutableList.copyOf(Movie.values());

    /// Of one theatre.
    private static final int CUSTOMERS = 10_000;

    private static final int DAYS = 8;
    private static final int SHOWS = DAYS * SLOTS.size() * MOVIES.size();

    /// Steps through all shows and all customers, since they have no common divisor.
    private static final int SHOW_STEP = 31;

    private static final int CUSTOMER_STEP = 7;
    private static final int ENTRIES_A_MILLISECOND = 10;
    private static final LocalDate TODAY = LocalDate.of(2023, 5, 15);
    private static final Peer FRONT_END = new Peer(NodeId.frontEnd(1), 0, 1);

    private final Chance chance = new Chance(1);
    private final ReplicatedState state;

    /// Makes the crowd of `state`, wherever that stands.
    Crowd(ReplicatedState state) {
        this.state = state;
    }

    /// Adds all shows to the empty state, and lets `bookings` be made.
    ///
    /// @throws IllegalArgumentException if there are not so many seats
    void fill(int bookings) {
        int seats = THEATRES.size() * SHOWS * CUSTOMERS;
        Preconditions.checkArgument(bookings <= seats, "%s bookings of %s", bookings, seats);
        for (int show = 0; show < SHOWS; show++) {
            for (var theatre : THEATRES) {
                var admin = Argument.of(new UserId(theatre, UserId.Kind.ADMIN, 1));
                order(new AddMovieSlots(admin, show(theatre, show), CUSTOMERS));
            }
        }
        for (int i = 0; i < bookings; i++) {
            var theatre = THEATRES.get(i % THEATRES.size());
            int turn = i / THEATRES.size();
            int customer = turn % CUSTOMERS;
            int round = turn / CUSTOMERS;
            book(
                    customer(theatre, customer),
                    show(theatre, customer * CUSTOMER_STEP + round * SHOW_STEP));
        }
    }

    /// Lets `count` customers book or give back a ticket, somewhere.
    void change(int count) {
        for (int i = 0; i < count; i++) {
            var theatre = THEATRES.get(chance.below(THEATRES.size()));
            var customer = customer(theatre, chance.below(CUSTOMERS));
            var show = show(theatre, chance.below(SHOWS));
            if (chance.below(2) == 0) {
                book(customer, show);
            } else {
                order(new CancelMovieTickets(customer, customer, show, 1));
            }
        }
    }

    /// Orders a mark.
    void mark() {
        var _ = state.mark(new Entry(state.executed() + 1, stamp(), new Entry.Mark(null)));
    }

    private void book(Argument<UserId> customer, ShowArguments show) {
        order(new BookMovieTickets(customer, customer, show, 1));
    }

    private void order(BookingOperation operation) {
        long number = state.executed() + 1;
        var client = operation.actor().value();
        var id = RequestId.named(String.valueOf(client), Long.toString(number));
        var request = new Entry.Request(id, BookingCodec.encode(operation), FRONT_END);
        var outcome = state.execute(new Entry(number, stamp(), request), request);
        if (outcome.verdict() != Verdict.EXECUTED) {
            throw new IllegalStateException("not executed: " + outcome);
        }
    }

    private Stamp stamp() {
        return new Stamp(
                state.executed() / ENTRIES_A_MILLISECOND, Math.toIntExact(TODAY.toEpochDay()));
    }

    private static Argument<UserId> customer(Theatre theatre, int number) {
        return Argument.of(new UserId(theatre, UserId.Kind.CUSTOMER, number));
    }

    private static ShowArguments show(Theatre theatre, int number) {
        int place = number % SHOWS;
        var date = TODAY.plusDays(place % DAYS);
        var slot = SLOTS.get(place / DAYS % SLOTS.size());
        var movie = MOVIES.get(place / DAYS / SLOTS.size());
        return ShowArguments.of(new Show(new MovieId(theatre, date, slot), movie));
    }
}
