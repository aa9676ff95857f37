package marquee.applications.booking.model;

import com.google.common.collect.ImmutableList;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;
import marquee.applications.booking.UserId;
import marquee.protocol.Chance;
import marquee.protocol.wire.Bytes;

/// Makes operations by chance, skewed so that the rules bite: few customers and small shows, so
/// that seats run out and weeks fill; shows are removed while held; here and there something
/// malformed. It remembers what it asked for lately, and mostly asks about that again.
public final class OperationGenerator {
    private static final int PERCENT = 10;
    private static final int DAYS_AHEAD = 10;

    /// Seldom a show is this far ahead, since a careless period of a month and a day is a day.
    private static final int FAR_DAYS_AHEAD = 400;

    private static final int WINDOW_DAYS = 7;
    private static final int FORGOTTEN = 900;
    private static final int FEW = 2;

    /// At the limits, and what a careless conversion takes for a small number.
    private static final ImmutableList<Long> ODD_NUMBERS =
            ImmutableList.of(0L, -1L, 10_000L, 10_001L, (1L << 32) + 1, (1L << 63) + 2);

    private static final ImmutableList<String> BAD_IDS =
            ImmutableList.of(
                    "",
                    "ATWC123",
                    "ATWC12345",
                    "atwc1111",
                    "MTLC1111",
                    "ATWB1111",
                    "ATWC11:1",
                    "OUTM310223",
                    "OUTX010123",
                    "OUTM000123",
                    "OUTM011323",
                    "OUTM0101233",
                    "-");

    private final Chance chance;
    private final Skew skew;
    private final List<Show> shows = new ArrayList<>();
    private final List<OfMemory> bookings = new ArrayList<>();

    /// Makes a generator, skewed towards refusals, that draws from `chance` alone.
    public OperationGenerator(Chance chance) {
        this(chance, Skew.REFUSALS);
    }

    /// Makes a generator that draws from `chance` alone.
    public OperationGenerator(Chance chance, Skew skew) {
        this.chance = chance;
        this.skew = skew;
    }

    private record OfMemory(UserId customer, Show show) {}

    /// The bytes of an operation that may be asked for on `today`; seldom, of none at all.
    public Bytes next(LocalDate today) {
        if (chance.happens(5)) {
            var noise = new byte[chance.below(20)];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (byte) chance.below(i == 0 ? 9 : 256);
            }
            return Bytes.wrap(noise);
        }
        return BookingCodec.encode(nextOperation(today));
    }

    /// An operation that may be asked for on `today`.
    public BookingOperation nextOperation(LocalDate today) {
        int die = chance.below(100);
        if (die < 22) {
            return add(today);
        } else if (die < 62) {
            return book(today);
        } else if (die < 76) {
            return exchange(today);
        } else if (die < 88) {
            return cancel(today);
        } else if (die < 93) {
            return remove(today);
        } else if (die < 97) {
            var customer = customer();
            return new GetBookingSchedule(actorFor(customer), user(customer));
        }
        return new ListMovieShowsAvailability(user(customer()), movie(anyMovie()));
    }

    private BookingOperation add(LocalDate today) {
        var show = chance.happens(800) ? anyShow(today) : knownShow(today);
        if (!skew.sensible() || canBeAdded(show, today)) {
            remember(shows, show);
        }
        return new AddMovieSlots(actorOf(show), shown(show), number(skew.seats()));
    }

    private static boolean canBeAdded(Show show, LocalDate today) {
        var date = show.id().date();
        return !date.isBefore(today) && !date.isAfter(today.plusDays(WINDOW_DAYS));
    }

    /// The shows from which bookings move into another week.
    private Stream<Show> sundays() {
        return shows.stream().filter(show -> show.id().date().getDayOfWeek() == DayOfWeek.SUNDAY);
    }

    private BookingOperation remove(LocalDate today) {
        var show = knownShow(today);
        if (skew.sensible()) {
            show = chance.happens(500) ? sundays().findFirst().orElse(show) : show;
            shows.remove(show);
        }
        return new RemoveMovieSlots(actorOf(show), shown(show));
    }

    private BookingOperation book(LocalDate today) {
        var customer = customer();
        var show = knownShow(today);
        remember(bookings, new OfMemory(customer, show));
        return new BookMovieTickets(
                actorFor(customer), user(customer), shown(show), number(skew.tickets()));
    }

    private BookingOperation cancel(LocalDate today) {
        var held = knownBooking(today);
        return new CancelMovieTickets(
                actorFor(held.customer()),
                user(held.customer()),
                shown(held.show()),
                number(skew.tickets()));
    }

    private BookingOperation exchange(LocalDate today) {
        var held = knownBooking(today);
        var target = chance.happens(250) ? elsewhere(held.show()) : knownShow(today);
        remember(bookings, new OfMemory(held.customer(), target));
        return new ExchangeTickets(
                actorFor(held.customer()),
                user(held.customer()),
                shown(held.show()),
                shown(target),
                number(skew.tickets()));
    }

    /// Tells that `today` has begun.
    void begin(LocalDate today) {
        if (skew.sensible()) {
            shows.removeIf(show -> isForgotten(show, today));
            bookings.removeIf(booking -> isForgotten(booking.show(), today));
        }
    }

    private boolean isForgotten(Show show, LocalDate today) {
        return show.id().date().isBefore(today) && chance.happens(FORGOTTEN);
    }

    private <T> void remember(List<T> memory, T thing) {
        if (memory.size() == skew.memory()) {
            memory.remove(chance.below(skew.memory()));
        }
        memory.add(thing);
    }

    private Show knownShow(LocalDate today) {
        return shows.isEmpty() || chance.happens(30) ? anyShow(today) : any(shows);
    }

    private OfMemory knownBooking(LocalDate today) {
        return bookings.isEmpty() || chance.happens(80)
                ? new OfMemory(customer(), knownShow(today))
                : any(bookings);
    }

    private Show anyShow(LocalDate today) {
        int days = chance.happens(2 * PERCENT) ? FAR_DAYS_AHEAD : DAYS_AHEAD;
        var date = today.plusDays(chance.below(days) - 1L);
        var id =
                new MovieId(
                        any(Theatre.values()),
                        date.isAfter(MovieId.LAST_DATE) ? MovieId.LAST_DATE : date,
                        any(TimeSlot.values()));
        return new Show(id, anyMovie());
    }

    /// The same movie, date and slot, perhaps at another theatre.
    private Show elsewhere(Show show) {
        var theatre = any(Theatre.values());
        return new Show(new MovieId(theatre, show.id().date(), show.id().slot()), show.movie());
    }

    private Movie anyMovie() {
        return chance.happens(700) ? Movie.AVATAR : any(Movie.values());
    }

    private UserId customer() {
        return new UserId(
                any(Theatre.values()),
                UserId.Kind.CUSTOMER,
                chance.happens(900) ? chance.below(skew.customers()) : chance.below(10_000));
    }

    private static UserId admin(Theatre home) {
        return new UserId(home, UserId.Kind.ADMIN, 1);
    }

    /// Mostly an admin of the show's theatre.
    private Argument<UserId> actorOf(Show show) {
        if (chance.happens(PERCENT)) {
            return user(customer());
        }
        return user(admin(chance.happens(2 * PERCENT) ? Theatre.OUT : show.id().theatre()));
    }

    /// Mostly the customer himself.
    private Argument<UserId> actorFor(UserId customer) {
        if (chance.happens(PERCENT)) {
            return user(customer());
        }
        return user(chance.happens(10 * PERCENT) ? admin(Theatre.VER) : customer);
    }

    private Argument<UserId> user(UserId user) {
        if (chance.happens(2)) {
            return user(admin(Theatre.ATW));
        }
        return isSpoilt() ? Argument.userId(badText()) : Argument.of(user);
    }

    private Argument<Movie> movie(Movie movie) {
        return isSpoilt() ? Argument.movie(badText()) : Argument.of(movie);
    }

    private ShowArguments shown(Show show) {
        var id = isSpoilt() ? Argument.movieId(badText()) : Argument.of(show.id());
        return new ShowArguments(id, movie(show.movie()));
    }

    private boolean isSpoilt() {
        return chance.happens(4);
    }

    private String badText() {
        return any(BAD_IDS);
    }

    @SafeVarargs
    private final <T> T any(T... choices) {
        return choices[chance.below(choices.length)];
    }

    private <T> T any(List<T> choices) {
        return choices.get(chance.below(choices.size()));
    }

    private long number(int most) {
        return chance.happens(PERCENT)
                ? any(ODD_NUMBERS)
                : 1L + chance.below(chance.happens(500) ? Math.max(FEW, most / 6) : most);
    }
}
