package marquee.replicas.keyvalue;

import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;

/// A show as a number of which keys are made: the bits of its theatre, its time and its movie, so
/// that numbers ascend in canonical order. The same three in other orders are the show's place in a
/// schedule (time, theatre, movie) and in the programme (movie, theatre, time). A time is a day and
/// a slot.
@SuppressWarnings("EnumOrdinal") // The order of theatres, slots and movies is the canonical one.
final class ShowCode {
    /// Bits of a code, and of a place in a schedule or in the programme.
    static final int BITS = 22;

    /// The greatest number of so many bits.
    static final int MAX = (1 << BITS) - 1;

    /// No show has this code.
    static final int NONE = -1;

    /// Bits of a theatre, a movie or a slot, of each of which there are three.
    private static final int CHOICE_BITS = 2;

    private static final int CHOICE_MAX = (1 << CHOICE_BITS) - 1;
    private static final int TIME_BITS = BITS - 2 * CHOICE_BITS;
    private static final int TIME_MAX = (1 << TIME_BITS) - 1;
    private static final int DAY_MAX = TIME_MAX >>> CHOICE_BITS;

    /// Where in a code the theatre begins, and in a place in the programme the movie.
    private static final int LEADING_CHOICE_AT = BITS - CHOICE_BITS;

    /// Where in a place in a schedule the time begins.
    private static final int LEADING_TIME_AT = BITS - TIME_BITS;

    private static final int MONDAY = 1;
    private static final int SUNDAY = 7;

    /// Day 0 is the Monday of the week in which the dates of movie ids begin, so that no day of any
    /// show's week is before it.
    private static final LocalDate DAY_ZERO =
            MovieId.FIRST_DATE.with(ChronoField.DAY_OF_WEEK, MONDAY);

    private ShowCode() {}

    static int of(Show show) {
        var id = show.id();
        int time = startOf(id.date()) | id.slot().ordinal();
        return code(id.theatre().ordinal(), time, show.movie().ordinal());
    }

    /// The show with this code.
    static Show show(int code) {
        var slot = TimeSlot.values()[time(code) & CHOICE_MAX];
        return new Show(new MovieId(theatre(code), date(code), slot), Movie.values()[movie(code)]);
    }

    static Theatre theatre(int code) {
        return Theatre.values()[theatreOrdinal(code)];
    }

    private static int theatreOrdinal(int code) {
        return code >>> LEADING_CHOICE_AT;
    }

    private static int time(int code) {
        return (code >>> CHOICE_BITS) & TIME_MAX;
    }

    private static int movie(int code) {
        return code & CHOICE_MAX;
    }

    private static LocalDate date(int code) {
        return DAY_ZERO.plusDays(time(code) >>> CHOICE_BITS);
    }

    private static int code(int theatre, int time, int movie) {
        return (theatre << LEADING_CHOICE_AT) | (time << CHOICE_BITS) | movie;
    }

    /// Whether both are the same movie at the same time in two theatres (rule 13).
    static boolean clash(int code, int other) {
        return code != other && time(code) == time(other) && movie(code) == movie(other);
    }

    /// The first time of `date`; of the nearest date of which keys can be made, for one beyond.
    static int startOf(LocalDate date) {
        long day = ChronoUnit.DAYS.between(DAY_ZERO, date);
        return Math.clamp(day, 0, DAY_MAX) << CHOICE_BITS;
    }

    /// The place in a schedule.
    static int inSchedule(int code) {
        return firstAtTime(code) | (theatreOrdinal(code) << CHOICE_BITS) | movie(code);
    }

    /// The show at a place in a schedule.
    static int fromSchedule(int place) {
        int theatre = (place >>> CHOICE_BITS) & CHOICE_MAX;
        return code(theatre, place >>> LEADING_TIME_AT, place & CHOICE_MAX);
    }

    /// The first place in a schedule at the time of a show; the last is [#lastAtTime].
    static int firstAtTime(int code) {
        return time(code) << LEADING_TIME_AT;
    }

    static int lastAtTime(int code) {
        return ((time(code) + 1) << LEADING_TIME_AT) - 1;
    }

    /// The first place in a schedule on the Monday of a show's ISO week.
    static int firstInWeek(int code) {
        return startOf(weekday(code, MONDAY)) << LEADING_TIME_AT;
    }

    /// The last place in a schedule on the Sunday of a show's ISO week.
    static int lastInWeek(int code) {
        return (startOf(weekday(code, SUNDAY).plusDays(1)) << LEADING_TIME_AT) - 1;
    }

    private static LocalDate weekday(int code, int day) {
        return date(code).with(ChronoField.DAY_OF_WEEK, day);
    }

    /// The place in the programme of `movie` at `theatre` at `time`.
    static int inProgramme(Movie movie, Theatre theatre, int time) {
        return inProgramme(movie.ordinal(), theatre.ordinal(), time);
    }

    /// The place in the programme.
    static int inProgramme(int code) {
        return inProgramme(movie(code), theatreOrdinal(code), time(code));
    }

    private static int inProgramme(int movie, int theatre, int time) {
        return (movie << LEADING_CHOICE_AT) | (theatre << TIME_BITS) | time;
    }

    /// The show at a place in the programme.
    static int fromProgramme(int place) {
        int theatre = (place >>> TIME_BITS) & CHOICE_MAX;
        return code(theatre, place & TIME_MAX, place >>> LEADING_CHOICE_AT);
    }

    /// The last place in the programme with the movie and the theatre of `place`.
    static int lastLike(int place) {
        return place | TIME_MAX;
    }
}
