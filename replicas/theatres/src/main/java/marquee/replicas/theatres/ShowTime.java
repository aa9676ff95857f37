package marquee.replicas.theatres;

import java.time.LocalDate;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;

/// What runs when, within one theatre, as one number: days since 1970-01-01, times three plus the
/// slot, times three plus the movie. Numbers ascend with date, slot and movie; two theatres' shows
/// of one movie at one time have the same number, which is what rule 13 asks for.
@SuppressWarnings("EnumOrdinal") // The order of slots and movies is the canonical one.
final class ShowTime {
    private static final Movie[] MOVIES = Movie.values();
    private static final TimeSlot[] SLOTS = TimeSlot.values();
    private static final int A_DAY = SLOTS.length * MOVIES.length;
    private static final int WEEK_DAYS = 7;

    /// Day 0 was a Thursday: a Monday lies three days before.
    private static final int DAYS_SINCE_MONDAY = 3;

    private ShowTime() {}

    static int of(Show show) {
        int slot = day(show) * SLOTS.length + show.id().slot().ordinal();
        return slot * MOVIES.length + show.movie().ordinal();
    }

    /// The show with this number at `theatre`.
    static Show show(Theatre theatre, int time) {
        int slot = time / MOVIES.length;
        var date = LocalDate.ofEpochDay(slot / SLOTS.length);
        return new Show(new MovieId(theatre, date, SLOTS[slot % SLOTS.length]), movie(time));
    }

    static Movie movie(int time) {
        return MOVIES[time % MOVIES.length];
    }

    /// The day of `show`, counted from 1970-01-01.
    static int day(Show show) {
        return Math.toIntExact(show.id().date().toEpochDay());
    }

    /// The first number of `day`.
    static int startOfDay(int day) {
        return day * A_DAY;
    }

    /// The first number of the week, from Monday, in which `time` lies.
    static int startOfWeek(int time) {
        int day = time / A_DAY;
        return startOfDay(day - Math.floorMod(day + DAYS_SINCE_MONDAY, WEEK_DAYS));
    }

    /// The first number of the week after.
    static int endOfWeek(int time) {
        return startOfWeek(time) + WEEK_DAYS * A_DAY;
    }
}
