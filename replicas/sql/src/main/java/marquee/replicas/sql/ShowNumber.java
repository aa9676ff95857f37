package marquee.replicas.sql;

import java.time.LocalDate;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;

/// The number by which the tables know a show: its place among all shows that can be, in the order
/// of the canonical records. [Schema] has the same formula as a constraint.
@SuppressWarnings("EnumOrdinal") // The order of the constants is that of the canonical records.
final class ShowNumber {
    /// Less than every number.
    static final int BEFORE_ALL = -1;

    private static final int MOVIES = 3;
    private static final int SLOTS = 3;
    private static final int DAYS = 36_525;

    /// 1 January 2000, in days of the epoch.
    private static final int FIRST_DAY = 10_957;

    private ShowNumber() {}

    static int of(Show show) {
        var id = show.id();
        int place = id.theatre().ordinal() * DAYS + (int) id.date().toEpochDay() - FIRST_DAY;
        return (place * SLOTS + id.slot().ordinal()) * MOVIES + show.movie().ordinal();
    }

    static Show show(int number) {
        int day = number / (MOVIES * SLOTS);
        var id =
                new MovieId(
                        Theatre.values()[day / DAYS],
                        LocalDate.ofEpochDay(day % DAYS + FIRST_DAY),
                        TimeSlot.values()[number / MOVIES % SLOTS]);
        return new Show(id, Movie.values()[number % MOVIES]);
    }
}
