package marquee.launcher.bench;

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
import marquee.benchmarks.Requests;
import marquee.protocol.wire.Bytes;

/// Bookings by the million, all of which are granted: every customer of each theatre holds a ticket
/// for one of its shows after the other, from tomorrow on. Today there is one more show at each,
/// which the same thousand customers book and cancel by turns.
final class Bulk {
    /// How many shows are to be added first.
    static final int SHOWS;

    /// The most bookings.
    static final long MAX;

    private static final Theatre[] THEATRES = Theatre.values();
    private static final TimeSlot[] SLOTS = TimeSlot.values();
    private static final Movie[] MOVIES = Movie.values();
    private static final int DAYS = 7;
    private static final int CUSTOMERS = Show.SEATS_MAX;
    private static final int SAME = 1_000;
    private static final int SHOWS_AHEAD = DAYS * SLOTS.length * MOVIES.length;

    static {
        SHOWS = (SHOWS_AHEAD + 1) * THEATRES.length;
        MAX = (long) CUSTOMERS * THEATRES.length * SHOWS_AHEAD;
    }

    private final LocalDate today;

    Bulk(LocalDate today) {
        this.today = today;
    }

    /// Adds the `n`-th show, from 0 to [#SHOWS].
    Bytes add(long n) {
        var show = show((int) n / THEATRES.length, THEATRES[(int) n % THEATRES.length]);
        var admin = new UserId(show.id().theatre(), UserId.Kind.ADMIN, 1);
        return encoded(
                new AddMovieSlots(Argument.of(admin), ShowArguments.of(show), Show.SEATS_MAX));
    }

    /// Makes all bookings from the `first`-th on, which is at least 0.
    Requests bookings(long first) {
        return n -> {
            long booking = first + n;
            int customer = (int) (booking % ((long) CUSTOMERS * THEATRES.length));
            int show = 1 + (int) (booking / ((long) CUSTOMERS * THEATRES.length));
            return book(customer, show);
        };
    }

    /// Books and cancels by turns, so that nothing becomes more.
    Requests turns() {
        return n -> {
            int customer = (int) (n / 2 % SAME);
            return n % 2 == 0 ? book(customer, 0) : cancel(customer);
        };
    }

    private Bytes book(int customer, int show) {
        var who = Argument.of(customer(customer));
        var which = ShowArguments.of(show(show, theatre(customer)));
        return encoded(new BookMovieTickets(who, who, which, 1));
    }

    private Bytes cancel(int customer) {
        var who = Argument.of(customer(customer));
        var which = ShowArguments.of(show(0, theatre(customer)));
        return encoded(new CancelMovieTickets(who, who, which, 1));
    }

    private static UserId customer(int number) {
        return new UserId(theatre(number), UserId.Kind.CUSTOMER, number / THEATRES.length);
    }

    private static Theatre theatre(int customer) {
        return THEATRES[customer % THEATRES.length];
    }

    /// Today's show for 0, then those from tomorrow on.
    private Show show(int number, Theatre theatre) {
        int place = Math.max(0, number - 1);
        var date = number == 0 ? today : today.plusDays(1 + place / (SLOTS.length * MOVIES.length));
        var slot = SLOTS[place / MOVIES.length % SLOTS.length];
        return new Show(new MovieId(theatre, date, slot), MOVIES[place % MOVIES.length]);
    }

    private static Bytes encoded(BookingOperation operation) {
        return BookingCodec.encode(operation);
    }
}
