package marquee.replicas.theatres;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;

/// What runs when, within one theatre, as one number: days, times three plus the slot, times three
/// plus the movie. Numbers ascend with date, slot and movie; two theatres' shows of one movie at
/// one time have the same number, which is what rule 13 asks for. Day 0 is a Monday, so that weeks
/// are runs of equal length from number 0 on.
@SuppressWarnings("EnumOrdinal") // The order of slots and movies is the canonical one.
final class ShowTime {
    private static final Movie[] MOVIES = Movie.values();
    private static final TimeSlot[] SLOTS = TimeSlot.values();
    private static final int A_DAY = SLOTS.length * MOVIES.length;
    private static final int A_WEEK = 7 * A_DAY;

    /// A Monday before all shows.
    private static final LocalDate DAY_ZERO = LocalDate.of(1900, 1, 1);

    private ShowTime() {}

    static int of(Show show) {
        int slot = day(show.id().date()) * SLOTS.length + show.id().slot().ordinal();
        return slot * MOVIES.length + show.movie().ordinal();
    }

    /// The show with this number at `theatre`.
    static Show show(Theatre theatre, int time) {
        int slot = time / MOVIES.length;
        var date = DAY_ZERO.plusDays(slot / SLOTS.length);
        return new Show(new MovieId(theatre, date, SLOTS[slot % SLOTS.length]), movie(time));
    }

    static Movie movie(int time) {
        return MOVIES[time % MOVIES.length];
    }

    /// The day of `date`, counted from that Monday.
    static int day(LocalDate date) {
        return Math.toIntExact(ChronoUnit.DAYS.between(DAY_ZERO, date));
    }

    /// The first number of `day`.
    static int startOfDay(int day) {
        return day * A_DAY;
    }

    /// The first number of the week, from Monday, in which `time` lies.
    static int startOfWeek(int time) {
        return time - time % A_WEEK;
    }

    /// The first number of the week after.
    static int endOfWeek(int time) {
        return startOfWeek(time) + A_WEEK;
    }
}
