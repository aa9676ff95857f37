package marquee.benchmarks.cost;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import marquee.applications.StateMachine.StateRecord;
import marquee.applications.booking.CanonicalRecord.OfBooking;
import marquee.applications.booking.CanonicalRecord.OfShow;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;
import marquee.applications.booking.UserId;
import marquee.protocol.Chance;

/// A state to measure on. At every theatre each movie runs in each slot of each day, for some weeks
/// up to [#TODAY] and for a week from then on.
///
/// The *active* customers hold 1 000 bookings of shows to come, whatever the size of the state: one
/// of them, the regular, holds [#REGULAR_BOOKINGS], and all others one each, [#CROWD] of them of
/// one crowded show and [#FEW] of a quiet one. What else is held is past, and other people's. Their
/// number, the weeks, and what each of them held a week grow as the square root of the bookings: up
/// to 29 000 people, a year, and two bookings in three weeks.
@SuppressWarnings("EnumOrdinal") // The order of slots and movies is the canonical one.
final class History {
    /// A Monday.
    static final LocalDate TODAY = LocalDate.of(2023, 5, 15);

    static final int HELD_MIN = 1_000;
    static final int HELD_MAX = 1_000_000;
    static final int REGULAR_BOOKINGS = 24;
    static final int CROWD = 100;
    static final int FEW = 10;

    private static final int ACTIVE = HELD_MIN - REGULAR_BOOKINGS + 1;
    private static final int OTHERS_MAX = 29_000;
    private static final int CUSTOMERS_A_THEATRE = 10_000;

    /// A prime, so that steps of it lead to every customer.
    private static final int STRIDE = 7_919;

    static final int SEATS = 2_000;
    private static final int TICKETS_MAX = 4;
    private static final int ABROAD_PER_MILLE = 200;

    private static final int WEEKS_MAX = 52;
    private static final int DAYS_OF_WEEK = 7;
    private static final int DAYS_TO_COME = 8;
    private static final int DAY_OF_THE_CROWD = 3;

    private static final Theatre[] THEATRES = Theatre.values();
    private static final TimeSlot[] SLOTS = TimeSlot.values();
    private static final Movie[] MOVIES = Movie.values();
    private static final int RUNS_A_DAY = SLOTS.length * MOVIES.length;

    private static final int PLACE_BITS = 16;
    private static final int PLACE_MASK = (1 << PLACE_BITS) - 1;

    private final Chance chance = new Chance(1);
    private final int runsPast;
    private final int runs;
    private final int others;

    /// Bookings as numbers, a show's number followed by a customer's place: those of the active
    /// customers, the regular's first, and all in the order of the records.
    private final long[] active;

    private final long[] all;

    /// The state with `held` bookings; the same one each time.
    History(int held) {
        checkArgument(HELD_MIN <= held && held <= HELD_MAX, "%s bookings", held);
        double part = Math.sqrt((double) held / HELD_MAX);
        runsPast = (int) Math.round(WEEKS_MAX * part) * DAYS_OF_WEEK * RUNS_A_DAY;
        runs = runsPast + DAYS_TO_COME * RUNS_A_DAY;
        others = (int) Math.round(OTHERS_MAX * part);
        active = activeBookings();
        all = Arrays.copyOf(active, held);
        addPastBookings();
        Arrays.sort(all);
    }

    /// Tickets of a show that a customer holds.
    record Booking(UserId customer, Show show) {
        int tickets() {
            return 1 + customer.number() % TICKETS_MAX;
        }
    }

    private long[] activeBookings() {
        var bookings = new long[HELD_MIN];
        var regulars = crowdRuns();
        for (int i = 0; i < HELD_MIN; i++) {
            int number = i - REGULAR_BOOKINGS + 1;
            var customer = customer(Math.max(0, number));
            int show;
            if (number <= 0) {
                show = show(customer.home(), another(regulars, runsPast, runs));
            } else if (number <= CROWD) {
                show = show(Theatre.OUT, crowdRun(Movie.TITANIC));
            } else if (number <= CROWD + FEW) {
                show = show(Theatre.OUT, crowdRun(Movie.AVATAR));
            } else {
                show = show(anyTheatre(chance), another(crowdRuns(), runsPast, runs));
            }
            bookings[i] = code(show, customer);
        }
        return bookings;
    }

    private void addPastBookings() {
        int next = HELD_MIN;
        for (int i = 0; i < others; i++) {
            var customer = customer(ACTIVE + i);
            var theirs = new BitSet();
            for (int left = (all.length - next) / (others - i); left > 0; left--) {
                boolean isAbroad = chance.happens(ABROAD_PER_MILLE);
                var theatre = isAbroad ? anyTheatre(chance) : customer.home();
                all[next++] = code(show(theatre, another(theirs, 0, runsPast)), customer);
            }
        }
    }

    /// One of the runs that are not `taken`, among which it is then: nobody is in two places.
    private int another(BitSet taken, int from, int to) {
        int run;
        do {
            run = from + chance.below(to - from);
        } while (taken.get(run));
        taken.set(run);
        return run;
    }

    private BitSet crowdRuns() {
        var crowded = new BitSet();
        crowded.set(crowdRun(Movie.TITANIC));
        crowded.set(crowdRun(Movie.AVATAR));
        return crowded;
    }

    private int crowdRun(Movie movie) {
        int evening = runsPast + DAY_OF_THE_CROWD * RUNS_A_DAY + RUNS_A_DAY - MOVIES.length;
        return evening + movie.ordinal();
    }

    /// The first day on which anything was shown.
    LocalDate firstDay() {
        return day(0);
    }

    /// The customer who holds [#REGULAR_BOOKINGS].
    UserId regular() {
        return customer(0);
    }

    /// A customer who holds one booking.
    UserId occasional() {
        return customer(ACTIVE - 1);
    }

    /// The show with [#CROWD] bookings.
    Show crowded() {
        return show(show(Theatre.OUT, crowdRun(Movie.TITANIC)));
    }

    /// The show with [#FEW] bookings.
    Show quiet() {
        return show(show(Theatre.OUT, crowdRun(Movie.AVATAR)));
    }

    /// Any active customer.
    UserId activeCustomer(Chance drawn) {
        return customer(drawn.below(ACTIVE));
    }

    /// Any customer of all.
    UserId anyCustomer(Chance drawn) {
        return customer(drawn.below(ACTIVE + others));
    }

    /// Any show to come.
    Show showToCome(Chance drawn) {
        return show(show(anyTheatre(drawn), runsPast + drawn.below(runs - runsPast)));
    }

    /// Any show of all.
    Show anyShow(Chance drawn) {
        return show(show(anyTheatre(drawn), drawn.below(runs)));
    }

    /// Any booking of a customer who holds no other.
    Booking activeBooking(Chance drawn) {
        return booking(active[REGULAR_BOOKINGS + drawn.below(HELD_MIN - REGULAR_BOOKINGS)]);
    }

    /// Any booking of all.
    Booking anyBooking(Chance drawn) {
        return booking(all[drawn.below(all.length)]);
    }

    /// The record in the middle of the bookings.
    StateRecord middle() {
        return record(all[all.length / 2]);
    }

    /// The records of the state, in their order.
    Iterable<StateRecord> records() {
        return () ->
                IntStream.range(0, THEATRES.length * runs)
                        .boxed()
                        .flatMap(this::records)
                        .iterator();
    }

    private Stream<StateRecord> records(int show) {
        int from = firstFrom((long) show << PLACE_BITS);
        int to = firstFrom((long) (show + 1) << PLACE_BITS);
        return Stream.concat(
                Stream.of(new OfShow(show(show), SEATS).encode()),
                Arrays.stream(all, from, to).mapToObj(this::record));
    }

    /// The index of the first booking whose number is at least `code`, which is no booking's.
    private int firstFrom(long code) {
        return -1 - Arrays.binarySearch(all, code);
    }

    private StateRecord record(long code) {
        var booking = booking(code);
        return new OfBooking(booking.show(), booking.customer(), booking.tickets()).encode();
    }

    private Booking booking(long code) {
        return new Booking(
                UserId.atPlace((int) code & PLACE_MASK), show((int) (code >>> PLACE_BITS)));
    }

    private static long code(int show, UserId customer) {
        return ((long) show << PLACE_BITS) | customer.place();
    }

    private int show(Theatre theatre, int run) {
        return theatre.ordinal() * runs + run;
    }

    private Show show(int number) {
        int run = number % runs;
        var slot = SLOTS[run % RUNS_A_DAY / MOVIES.length];
        var id = new MovieId(THEATRES[number / runs], day(run), slot);
        return new Show(id, MOVIES[run % MOVIES.length]);
    }

    private LocalDate day(int run) {
        return TODAY.plusDays(Math.floorDiv(run - runsPast, RUNS_A_DAY));
    }

    private static UserId customer(int number) {
        int place = Math.floorMod(number * STRIDE, THEATRES.length * CUSTOMERS_A_THEATRE);
        return new UserId(
                THEATRES[place / CUSTOMERS_A_THEATRE],
                UserId.Kind.CUSTOMER,
                place % CUSTOMERS_A_THEATRE);
    }

    private static Theatre anyTheatre(Chance drawn) {
        return THEATRES[drawn.below(THEATRES.length)];
    }
}
