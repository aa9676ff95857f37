package marquee.launcher.demo;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import marquee.applications.booking.Movie;

/// The shows that the demonstration's customers fight for: all theatres, two movies, two days.
public final class Programme {
    /// How many seats every show has.
    public static final int SEATS = 60;

    private static final ImmutableList<String> THEATRES = ImmutableList.of("ATW", "OUT", "VER");
    private static final ImmutableList<String> SLOTS = ImmutableList.of("A", "E");
    private static final ImmutableList<String> MOVIES =
            ImmutableList.of(Movie.AVENGERS.title(), Movie.TITANIC.title());
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("ddMMyy", Locale.ROOT);

    /// How many letters of an id name the theatre.
    private static final int PREFIX = 3;

    private static final int FIRST_DAY = 2;
    private static final int DAYS = 2;

    private Programme() {}

    /// A show.
    public record Screening(String movieId, String movie) {
        /// An admin of its theatre.
        public String admin() {
            return theatre() + "A1111";
        }

        String theatre() {
            return movieId.substring(0, PREFIX);
        }

        LocalDate date() {
            return LocalDate.parse(movieId.substring(PREFIX + 1), DATE);
        }

        /// Whether nobody can see both: the same movie at the same time at another theatre.
        boolean isElsewhere(Screening other) {
            return movie.equals(other.movie)
                    && movieId.substring(PREFIX).equals(other.movieId.substring(PREFIX))
                    && !theatre().equals(other.theatre());
        }
    }

    /// All shows, when the business date is `today`.
    public static ImmutableList<Screening> shows(LocalDate today) {
        var shows = ImmutableList.<Screening>builder();
        for (var theatre : THEATRES) {
            for (var movie : MOVIES) {
                for (var slot : SLOTS) {
                    for (int day = FIRST_DAY; day < FIRST_DAY + DAYS; day++) {
                        shows.add(new Screening(id(theatre, slot, today.plusDays(day)), movie));
                    }
                }
            }
        }
        return shows.build();
    }

    /// The one show that everybody wants, when the business date is `today`.
    static Screening premiere(LocalDate today) {
        return new Screening(id("OUT", "E", today.plusDays(1)), Movie.AVATAR.title());
    }

    /// The id of the `index`-th customer, from 0; they come from all theatres.
    public static String customer(int index) {
        return "%sC%04d".formatted(THEATRES.get(index % THEATRES.size()), 1_000 + index);
    }

    /// The theatre where `user` is at home.
    static String home(String user) {
        return user.substring(0, PREFIX);
    }

    private static String id(String theatre, String slot, LocalDate date) {
        return theatre + slot + DATE.format(date);
    }
}
