package marquee.replicas.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.common.collect.Ordering;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.function.IntUnaryOperator;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShowCodeTest {
    private static final Comparator<Show> PROGRAMME_ORDER =
            Comparator.comparing(Show::movie).thenComparing(Show::id);

    @Test
    void ascendsAsShowsDoInEachOfTheThreeOrders() {
        ascends(Comparator.naturalOrder(), code -> code);
        ascends(Show.SCHEDULE_ORDER, ShowCode::inSchedule);
        ascends(PROGRAMME_ORDER, ShowCode::inProgramme);
    }

    private static void ascends(Comparator<Show> order, IntUnaryOperator place) {
        var places =
                Lists.transform(
                        ImmutableList.sortedCopyOf(order, shows()),
                        show -> place.applyAsInt(ShowCode.of(show)));
        assertThat(Ordering.natural().isStrictlyOrdered(places)).isTrue();
        assertThat(places).allMatch(number -> number >= 0 && number <= ShowCode.MAX);
    }

    @Test
    void isFoundAgainFromEachPlace() {
        for (var show : shows()) {
            int code = ShowCode.of(show);
            assertThat(ShowCode.show(code)).isEqualTo(show);
            assertThat(ShowCode.fromSchedule(ShowCode.inSchedule(code))).isEqualTo(code);
            assertThat(ShowCode.fromProgramme(ShowCode.inProgramme(code))).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2023-05-17, 2023-05-15, 2023-05-21",
        "2023-05-15, 2023-05-15, 2023-05-21",
        "2023-05-21, 2023-05-15, 2023-05-21",
        "2024-02-29, 2024-02-26, 2024-03-03",
        "2021-01-01, 2020-12-28, 2021-01-03",
        "2000-01-01, 2000-01-01, 2000-01-02",
        "2099-12-31, 2099-12-28, 2099-12-31",
    })
    void takesAWeekFromMondayToSunday(LocalDate date, LocalDate first, LocalDate last) {
        int code = ShowCode.of(show(Theatre.OUT, date, TimeSlot.AFTERNOON, Movie.AVENGERS));
        assertThat(
                        shows().stream()
                                .filter(show -> isInWeek(show, code))
                                .map(show -> show.id().date())
                                .distinct()
                                .sorted())
                .containsExactlyElementsOf(first.datesUntil(last.plusDays(1)).toList());
    }

    private static boolean isInWeek(Show show, int code) {
        int place = ShowCode.inSchedule(ShowCode.of(show));
        return place >= ShowCode.firstInWeek(code) && place <= ShowCode.lastInWeek(code);
    }

    /// All shows of the first and the last days that there can be, and around the dates tried.
    private static ImmutableList<Show> shows() {
        var shows = ImmutableList.<Show>builder();
        around(shows, MovieId.FIRST_DATE);
        around(shows, LocalDate.of(2020, 12, 31));
        around(shows, LocalDate.of(2023, 5, 18));
        around(shows, LocalDate.of(2024, 2, 29));
        around(shows, MovieId.LAST_DATE);
        return shows.build();
    }

    private static void around(ImmutableList.Builder<Show> shows, LocalDate middle) {
        for (var date = middle.minusDays(9); date.isBefore(middle.plusDays(9)); ) {
            if (!date.isBefore(MovieId.FIRST_DATE) && !date.isAfter(MovieId.LAST_DATE)) {
                for (var theatre : Theatre.values()) {
                    for (var slot : TimeSlot.values()) {
                        for (var movie : Movie.values()) {
                            shows.add(show(theatre, date, slot, movie));
                        }
                    }
                }
            }
            date = date.plusDays(1);
        }
    }

    private static Show show(Theatre theatre, LocalDate date, TimeSlot slot, Movie movie) {
        return new Show(new MovieId(theatre, date, slot), movie);
    }
}
