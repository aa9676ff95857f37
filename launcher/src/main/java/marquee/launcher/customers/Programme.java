package marquee.launcher.customers;

import com.google.common.collect.Comparators;
import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;
import marquee.applications.booking.UserId;

/// The shows that customers fight for: all theatres, two movies, two days.
public final class Programme {
    /// How many seats every show has.
    public static final int SEATS = 60;

    private static final ImmutableList<Theatre> THEATRES = ImmutableList.copyOf(Theatre.values());
    private static final ImmutableList<TimeSlot> SLOTS =
            ImmutableList.of(TimeSlot.AFTERNOON, TimeSlot.EVENING);
    private static final ImmutableList<Movie> MOVIES =
            ImmutableList.of(Movie.AVENGERS, Movie.TITANIC);

    private static final int ADMIN = 1_111;
    private static final int FIRST_CUSTOMER = 1_000;
    private static final int FIRST_DAY = 2;
    private static final int DAYS = 2;

    private Programme() {}

    /// All shows, when the business date is `today`.
    public static ImmutableList<Show> shows(LocalDate today) {
        var shows = ImmutableList.<Show>builder();
        for (var theatre : THEATRES) {
            for (var movie : MOVIES) {
                for (var slot : SLOTS) {
                    for (int day = FIRST_DAY; day < FIRST_DAY + DAYS; day++) {
                        shows.add(show(theatre, today.plusDays(day), slot, movie));
                    }
                }
            }
        }
        return shows.build();
    }

    /// The one show that everybody wants, when the business date is `today`.
    public static Show premiere(LocalDate today) {
        return show(Theatre.OUT, today.plusDays(1), TimeSlot.EVENING, Movie.AVATAR);
    }

    /// An admin who may offer `show`.
    public static UserId admin(Show show) {
        return new UserId(show.id().theatre(), UserId.Kind.ADMIN, ADMIN);
    }

    /// The `index`-th customer, from 0; they come from all theatres.
    public static UserId customer(int index) {
        var home = THEATRES.get(index % THEATRES.size());
        return new UserId(home, UserId.Kind.CUSTOMER, FIRST_CUSTOMER + index);
    }

    /// A show at `date`, or at the day next to it that an id can name.
    private static Show show(Theatre theatre, LocalDate date, TimeSlot slot, Movie movie) {
        var day = Comparators.min(Comparators.max(date, MovieId.FIRST_DATE), MovieId.LAST_DATE);
        return new Show(new MovieId(theatre, day, slot), movie);
    }
}
