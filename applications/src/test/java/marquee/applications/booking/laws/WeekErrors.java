package marquee.applications.booking.laws;

import static marquee.applications.booking.laws.BookingLaws.play;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.LocalDate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import marquee.applications.StateMachine;
import org.junit.jupiter.api.DynamicTest;

/// Errors that systems of this kind have made with dates and weeks (docs/domain.md, mistakes that
/// have been made).
final class WeekErrors {
    private WeekErrors() {}

    static Stream<DynamicTest> tests(Supplier<StateMachine> empty) {
        return Stream.of(
                dynamicTest(
                        "a week goes on over the end of a year",
                        () -> fillWeek(empty.get(), LocalDate.of(2024, 12, 30))),
                dynamicTest(
                        "a week goes on over the end of a month",
                        () -> fillWeek(empty.get(), LocalDate.of(2023, 1, 30))),
                dynamicTest(
                        "a week goes on over a leap day",
                        () -> fillWeek(empty.get(), LocalDate.of(2024, 2, 26))),
                dynamicTest(
                        "the first week that an id can name begins before its year",
                        () -> firstWeek(empty.get())),
                play(
                        empty,
                        "a show a month and a day ahead is too far",
                        """
                        on 2023-04-17
                        VERA1111 add VERM240423 Avatar 9 -> ADDED capacity 9, booked 0, left 9
                        VERA1111 add VERM250423 Avatar 9 -> TOO_FAR
                        VERA1111 add VERM180523 Avatar 9 -> TOO_FAR
                        """),
                play(
                        empty,
                        "shows a month and a day ago are of another week",
                        """
                        on 2023-04-17
                        VERA1111 add VERM170423 Avatar 9
                        VERA1111 add VERM180423 Avatar 9
                        VERA1111 add VERM190423 Avatar 9
                        ATWC0001 book VERM170423 Avatar 1
                        ATWC0001 book VERM180423 Avatar 1
                        ATWC0001 book VERM190423 Avatar 1
                        on 2023-05-17
                        VERA1111 add VERM180523 Avatar 9
                        ATWC0001 book VERM180523 Avatar 1 -> BOOKED held 1, left 8
                        """),
                play(
                        empty,
                        "a third foreign show in a week is allowed",
                        """
                        OUTA1111 add OUTM160523 Avatar 9
                        OUTA1111 add OUTA160523 Avatar 9
                        OUTA1111 add OUTE210523 Avatar 9
                        ATWC0001 book OUTM160523 Avatar 1
                        ATWC0001 book OUTA160523 Avatar 1
                        ATWC0001 book OUTE210523 Avatar 1 -> BOOKED held 1, left 8
                        """),
                play(empty, "a fourth foreign show in a week is refused", limit("")),
                play(
                        empty,
                        "the limit counts shows, not tickets",
                        """
                        OUTA1111 add OUTM160523 Avatar 9
                        OUTA1111 add OUTA160523 Avatar 9
                        ATWC0001 book OUTM160523 Avatar 5
                        ATWC0001 book OUTA160523 Avatar 1 -> BOOKED held 1, left 8
                        """),
                play(
                        empty,
                        "more tickets for a foreign show that is held do not count again",
                        limit("ATWC1 book OUTM160523 Avatar 4 -> BOOKED held 5, left 5")),
                play(
                        empty,
                        "the limit is of each week, not for ever",
                        limit("ATWC1 book OUTM220523 Avatar 1 -> BOOKED held 1, left 9")),
                play(
                        empty,
                        "a cancelled show counts no more",
                        limit(
                                """
                                ATWC1 cancel OUTM160523 Avatar 1 -> CANCELLED held 0, left 10
                                ATWC1 book OUTA170523 Avatar 1 -> BOOKED held 1, left 9
                                """)),
                play(
                        empty,
                        "an exchange frees its old show of the limit, unless a ticket stays",
                        limit(
                                """
                                ATWC1 book OUTM160523 Avatar 1 -> BOOKED held 2, left 8
                                ATWC1 exchange OUTM160523 Avatar OUTA170523 Avatar 1 -> WEEK_LIMIT
                                ATWC1 exchange OUTM160523 Avatar OUTA170523 Avatar 2 -> \
                                EXCHANGED held 0, left 10, newHeld 2, newLeft 8
                                """)));
    }

    /// Fills the week of 15 May 2023 with three foreign shows, tries a fourth, and goes on.
    private static String limit(String more) {
        var script =
                """
                OUTA1111 add OUTM160523 Avatar 10
                OUTA1111 add OUTA160523 Avatar 10
                OUTA1111 add OUTE210523 Avatar 10
                OUTA1111 add OUTA170523 Avatar 10
                OUTA1111 add OUTM220523 Avatar 10
                ATWA1111 add ATWM170523 Avatar 10
                ATWC1 book OUTM160523 Avatar 1
                ATWC1 book OUTA160523 Avatar 1
                ATWC1 book OUTE210523 Avatar 1
                ATWC1 book OUTA170523 Avatar 1 -> WEEK_LIMIT
                ATWC1 book ATWM170523 Avatar 1 -> BOOKED held 1, left 9
                """;
        return (script + more).replace("ATWC1 ", "ATWC0001 ");
    }

    /// Three foreign shows on the first three days of a week leave no room for one on its Sunday,
    /// but for one on the Monday after it.
    private static void fillWeek(StateMachine machine, LocalDate monday) {
        var stage = new Stage(machine).on(monday);
        for (int day = 0; day < 3; day++) {
            var id = "VERE" + ddmmyy(monday.plusDays(day));
            stage.given("VERA1111 add " + id + " Titanic 9", "ATWC0001 book " + id + " Titanic 1");
        }
        var sunday = "VERE" + ddmmyy(monday.plusDays(6)) + " Titanic";
        var nextMonday = "VERM" + ddmmyy(monday.plusDays(7)) + " Titanic";
        stage.given("VERA1111 add " + sunday + " 9", "VERA1111 add " + nextMonday + " 9");
        assertThat(stage.ask("ATWC0001 book " + sunday + " 1")).isEqualTo("WEEK_LIMIT");
        assertThat(stage.ask("ATWC0001 book " + nextMonday + " 1")).startsWith("BOOKED");
    }

    /// 1 January 2000 was a Saturday.
    private static void firstWeek(StateMachine machine) {
        var stage = new Stage(machine).on(LocalDate.of(2000, 1, 1));
        for (var id : new String[] {"VERM010100", "VERA010100", "VERE020100"}) {
            stage.given("VERA1111 add " + id + " Avatar 9", "ATWC0001 book " + id + " Avatar 1");
        }
        stage.given("VERA1111 add VERM020100 Avatar 9", "VERA1111 add VERM030100 Avatar 9");
        assertThat(stage.ask("ATWC0001 book VERM020100 Avatar 1")).isEqualTo("WEEK_LIMIT");
        assertThat(stage.ask("ATWC0001 book VERM030100 Avatar 1")).startsWith("BOOKED");
    }

    private static String ddmmyy(LocalDate date) {
        return "%02d%02d%02d"
                .formatted(date.getDayOfMonth(), date.getMonthValue(), date.getYear() % 100);
    }
}
