package marquee.launcher.scenario.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import marquee.launcher.scenario.linear.Verdict.Impossible;
import marquee.launcher.scenario.linear.Verdict.Linearizable;
import marquee.launcher.scenario.linear.Verdict.Undecided;
import org.junit.jupiter.api.Test;

/// Histories that one server could have brought about, and some that none could.
class LinearizabilityTest {
    private static final String ADDED =
            """
            0-10 ATWA1111 add ATWM160523 Avatar 10 -> ADDED capacity 10 booked 0 left 10
            """;
    private static final String TWO_SHOWS =
            ADDED
                    + """
                    20-30 ATWA1111 add ATWE160523 Avatar 4 -> ADDED capacity 4 booked 0 left 4
                    """;
    private static final String LAST_SEAT =
            """
            0-10 ATWA1111 add ATWM160523 Avatar 1 -> ADDED capacity 1 booked 0 left 1
            """;

    private static void accept(String lines) {
        assertThat(Linearizability.check(Histories.of(lines))).isEqualTo(new Linearizable());
    }

    private static Impossible reject(String lines) {
        var verdict = Linearizability.check(Histories.of(lines));
        assertThat(verdict).isInstanceOf(Impossible.class);
        return (Impossible) verdict;
    }

    @Test
    void nothingAtAllIsFine() {
        accept("");
    }

    @Test
    void oneAfterTheOther() {
        accept(
                TWO_SHOWS
                        + """
                        40-50 atwc2222 book atwm160523 avatar 2 -> BOOKED held 2 left 8
                        60-70 ATWA1111 for ATWC2222 schedule -> SCHEDULE Avatar ATWM160523 2
                        80-90 VERC3333 list Avatar -> LISTED ATWM160523 8 ATWE160523 4
                        92-93 ATWA1111 remove ATWM160523 Avatar -> REMOVED ATWC2222 2 ATWE160523
                        95-96 VERC3333 book ATWM160523 Titanic 0 -> BAD_NUMBER
                        """);
    }

    @Test
    void whatOverlapsMayComeInAnyOrder() {
        accept(
                LAST_SEAT
                        + """
                        20-50 ATWC2222 book ATWM160523 Avatar 1 -> NOT_ENOUGH_SEATS left 0
                        40-90 VERC3333 book ATWM160523 Avatar 1 -> BOOKED held 1 left 0
                        """);
    }

    @Test
    void whatEndsWhenAnotherBeginsOverlapsIt() {
        accept(
                LAST_SEAT
                        + """
                        20-50 ATWC2222 book ATWM160523 Avatar 1 -> NOT_ENOUGH_SEATS left 0
                        50-90 VERC3333 book ATWM160523 Avatar 1 -> BOOKED held 1 left 0
                        """);
    }

    @Test
    void theRealOrderCountsToTheNanosecond() {
        var wrong =
                reject(
                        LAST_SEAT
                                + """
                                20-50 ATWC2222 book ATWM160523 Avatar 1 -> NOT_ENOUGH_SEATS left 0
                                51-90 VERC3333 book ATWM160523 Avatar 1 -> BOOKED held 1 left 0
                                """);
        assertThat(wrong.explanation())
                .isEqualTo(
                        """
                        no order of these calls gives what was seen, whatever came of the other 2 \
                        (seconds since the first call):
                          0.000000020 to 0.000000050  ATWC2222 book ATWM160523 Avatar 1 -> \
                        NOT_ENOUGH_SEATS left 0
                          ATWC2222 book ATWM160523 Avatar 1 could have seen: \
                        BOOKED held 1 left 0
                        next to it, about the same:
                          0.000000000 to 0.000000010  ATWA1111 add ATWM160523 Avatar 1 -> ADDED \
                        capacity 1 booked 0 left 1
                          0.000000051 to 0.000000090  VERC3333 book ATWM160523 Avatar 1 -> \
                        BOOKED held 1 left 0\
                        """);
    }

    @Test
    void anUnknownOutcomeMayHaveHappened() {
        accept(
                LAST_SEAT
                        + """
                        20- ATWC2222 book ATWM160523 Avatar 1 -> UNKNOWN
                        40-50 ATWC2222 schedule -> SCHEDULE
                        60-70 ATWC2222 schedule -> SCHEDULE Avatar ATWM160523 1
                        """);
    }

    @Test
    void anUnknownOutcomeMayNotHaveHappened() {
        accept(
                LAST_SEAT
                        + """
                        20-30 ATWC2222 book ATWM160523 Avatar 1 -> UNKNOWN
                        40-50 VERC3333 book ATWM160523 Avatar 1 -> BOOKED held 1 left 0
                        60-70 ATWC2222 schedule -> SCHEDULE
                        """);
    }

    @Test
    void anUnknownOutcomeHappensOnce() {
        reject(
                ADDED
                        + """
                        20- ATWC2222 book ATWM160523 Avatar 1 -> UNKNOWN
                        40-50 ATWC2222 schedule -> SCHEDULE Avatar ATWM160523 2
                        """);
        reject(
                ADDED
                        + """
                        20- ATWC2222 book ATWM160523 Avatar 1 -> UNKNOWN
                        40-50 ATWC2222 schedule -> SCHEDULE Avatar ATWM160523 1
                        60-70 ATWC2222 schedule -> SCHEDULE
                        """);
    }

    @Test
    void anUnknownOutcomeDoesNotHappenBeforeItsCall() {
        reject(
                ADDED
                        + """
                        20-30 ATWC2222 schedule -> SCHEDULE Avatar ATWM160523 1
                        40- ATWC2222 book ATWM160523 Avatar 1 -> UNKNOWN
                        """);
    }

    @Test
    void whatWasNotTakenNeverHappens() {
        accept(
                ADDED
                        + """
                        20-30 ATWC2222 book ATWM160523 Avatar 1 -> NOT_TAKEN
                        40-50 ATWC2222 schedule -> SCHEDULE
                        """);
        reject(
                ADDED
                        + """
                        20-30 ATWC2222 book ATWM160523 Avatar 1 -> NOT_TAKEN
                        40-50 ATWC2222 schedule -> SCHEDULE Avatar ATWM160523 1
                        """);
    }

    @Test
    void theDateMovesForEverybodyAtOneMoment() {
        var moved =
                TWO_SHOWS
                        + """
                        35-38 VERA1111 add VERM160523 Titanic 4 -> ADDED capacity 4 booked 0 left 4
                        """;
        accept(
                moved
                        + """
                        40-90 date 2023-05-17
                        50-60 ATWC2222 book ATWM160523 Avatar 1 -> BOOKED held 1 left 9
                        70-80 VERC3333 book VERM160523 Titanic 1 -> PAST_DATE
                        95-99 ATWC2222 book ATWM160523 Avatar 1 -> PAST_DATE
                        """);
        var wrong =
                reject(
                        moved
                                + """
                                40-90 date 2023-05-17
                                50-60 ATWC2222 book ATWM160523 Avatar 1 -> PAST_DATE
                                70-80 VERC3333 book VERM160523 Titanic 1 -> BOOKED held 1 left 3
                                """);
        assertThat(wrong.explanation())
                .contains("ATWM160523 Avatar 1 -> PAST_DATE", "VERM160523 Titanic 1 -> BOOKED")
                .doesNotContain("ATWE160523");
    }

    @Test
    void anUnconfirmedDateMayHaveMovedOrNot() {
        accept(ADDED + "20- date 2023-05-17\n" + "30-40 ATWC2222 list Avatar -> LISTED\n");
        accept(
                ADDED
                        + "20- date 2023-05-17\n"
                        + "30-40 ATWC2222 list Avatar -> LISTED ATWM160523 10\n");
        reject(
                ADDED
                        + """
                        20- date 2023-05-17
                        30-40 ATWC2222 list Avatar -> LISTED
                        50-60 ATWC2222 list Avatar -> LISTED ATWM160523 10
                        """);
    }

    @Test
    void aDateThatMovedHasMoved() {
        reject(
                ADDED
                        + """
                        20-30 date 2023-05-17
                        40-50 ATWC2222 list Avatar -> LISTED ATWM160523 10
                        """);
    }

    @Test
    void aStaleReadIsTold() {
        var wrong =
                reject(
                        TWO_SHOWS
                                + """
                                40-50 ATWC2222 book ATWM160523 Avatar 2 -> BOOKED held 2 left 8
                                51-60 VERC3333 list Avatar -> LISTED ATWM160523 10 ATWE160523 4
                                """);
        assertThat(wrong.events()).hasSize(2);
        assertThat(wrong.explanation())
                .contains(
                        "0.000000040 to 0.000000050  ATWC2222 book",
                        "0.000000051 to 0.000000060  VERC3333 list",
                        "VERC3333 list Avatar could have seen: LISTED ATWM160523 8 ATWE160523 4");
    }

    @Test
    void aLostUpdateIsTold() {
        var wrong =
                reject(
                        ADDED
                                + """
                                20-50 ATWC2222 book ATWM160523 Avatar 2 -> BOOKED held 2 left 8
                                30-40 VERC3333 book ATWM160523 Avatar 3 -> BOOKED held 3 left 7
                                60-70 VERC3333 list Avatar -> LISTED ATWM160523 7
                                """);
        assertThat(wrong.explanation()).contains("held 2 left 8", "held 3 left 7");
    }

    @Test
    void aSeatThatIsSoldTwiceIsTold() {
        var wrong =
                reject(
                        LAST_SEAT
                                + """
                                20-50 ATWC2222 book ATWM160523 Avatar 1 -> BOOKED held 1 left 0
                                30-40 VERC3333 book ATWM160523 Avatar 1 -> BOOKED held 1 left 0
                                """);
        assertThat(wrong.events()).hasSize(2);
    }

    @Test
    void anAnswerFromTheFutureIsTold() {
        var wrong =
                reject(
                        ADDED
                                + """
                                20-30 ATWC2222 schedule -> SCHEDULE Avatar ATWM160523 1
                                31-40 ATWC2222 book ATWM160523 Avatar 1 -> BOOKED held 1 left 9
                                """);
        assertThat(wrong.events()).hasSize(1);
        assertThat(wrong.explanation()).contains("schedule could have seen: SCHEDULE");
    }

    @Test
    void anExchangeThatIsSeenHalfDoneIsTold() {
        var booked =
                TWO_SHOWS
                        + """
                        40-50 ATWC2222 book ATWM160523 Avatar 2 -> BOOKED held 2 left 8
                        60-99 ATWC2222 exchange ATWM160523 Avatar ATWE160523 Avatar 2 -> \
                        EXCHANGED held 0 left 10 newHeld 2 newLeft 2
                        """;
        accept(booked + "70-80 VERC3333 list Avatar -> LISTED ATWM160523 8 ATWE160523 4\n");
        accept(booked + "70-80 VERC3333 list Avatar -> LISTED ATWM160523 10 ATWE160523 2\n");
        reject(booked + "70-80 VERC3333 list Avatar -> LISTED ATWM160523 10 ATWE160523 4\n");
        reject(booked + "70-80 VERC3333 list Avatar -> LISTED ATWM160523 8 ATWE160523 2\n");
    }

    @Test
    void aRefusalThatNeedsNoStateIsCheckedToo() {
        var wrong = reject("0-10 ATWC2222 book ATWM160523 Avatar 0 -> NO_SUCH_SHOW\n");
        assertThat(wrong.explanation()).endsWith("could have seen: BAD_NUMBER");
    }

    @Test
    void whatCanBeReadIsNotMalformed() {
        var wrong = reject(ADDED + "20-30 ATWC2222 book ATWM160523 Avatar 1 -> MALFORMED\n");
        assertThat(wrong.explanation()).contains("could have seen: BOOKED held 1 left 9");
    }

    @Test
    void whatComesAfterwardsIsNoPartOfTheExplanation() {
        var wrong =
                reject(
                        TWO_SHOWS
                                + """
                                40-50 ATWC2222 schedule -> SCHEDULE Titanic VERM160523 1
                                60-70 ATWC2222 book ATWM160523 Avatar 2 -> BOOKED held 2 left 8
                                """);
        assertThat(wrong.events()).hasSize(1);
    }

    @Test
    void aLimitLeavesItUndecided() {
        var lines = new StringBuilder(ADDED);
        for (int i = 0; i < 12; i++) {
            lines.append(
                    "2%d- ATWC%04d book ATWM160523 Avatar 1 -> UNKNOWN\n".formatted(i % 10, i));
        }
        lines.append("40-50 ATWC2222 list Avatar -> LISTED ATWM160523 4\n");
        var history = Histories.of(lines.toString());

        assertThat(Linearizability.check(history)).isEqualTo(new Linearizable());
        assertThat(Linearizability.check(history, new Limits(500, 30_000)))
                .isEqualTo(new Undecided("500 steps are done, of 14 calls"));
        assertThat(Linearizability.check(history, new Limits(1_000_000, 200)))
                .isEqualTo(new Undecided("more than 200 orders are possible at once, of 14 calls"));
    }

    @Test
    void theFirstPartThatIsUndecidedIsTold() {
        var lines =
                ADDED
                        + """
                        20-21 ATWC2222 book ATWM160523 Avatar 1 -> BOOKED held 1 left 9
                        22-23 ATWC2222 book ATWM160523 Avatar 1 -> BOOKED held 2 left 8
                        24-25 ATWC2222 book ATWM160523 Avatar 1 -> BOOKED held 3 left 7
                        30-31 VERA1111 add VERM160523 Titanic 9 -> ADDED capacity 9 booked 0 left 9
                        32-33 VERC3333 book VERM160523 Titanic 1 -> BOOKED held 1 left 8
                        34-35 VERC3333 book VERM160523 Titanic 1 -> BOOKED held 2 left 7
                        36-37 VERC3333 book VERM160523 Titanic 1 -> BOOKED held 3 left 6
                        38-39 VERC3333 book VERM160523 Titanic 1 -> BOOKED held 4 left 5
                        """;

        assertThat(Linearizability.check(Histories.of(lines), new Limits(3, 30_000)))
                .isEqualTo(new Undecided("3 steps are done, of 4 calls"));
        assertThat(Linearizability.check(Histories.of(lines), new Limits(6, 30_000)))
                .isEqualTo(new Undecided("6 steps are done, of 5 calls"));
    }

    @Test
    void tooManyUnknownOutcomesLeaveItUndecided() {
        var lines = new StringBuilder(ADDED);
        for (int i = 0; i <= OpenActs.MAX; i++) {
            lines.append("20- ATWC%04d book ATWM160523 Avatar 1 -> UNKNOWN\n".formatted(i));
        }
        assertThat(Linearizability.check(Histories.of(lines.toString())))
                .isEqualTo(new Undecided("more than 64 calls are open at once, of 66 calls"));
    }

    @Test
    void oneWrongPartDecidesForAll() {
        var lines = new StringBuilder(ADDED);
        for (int i = 0; i < 12; i++) {
            lines.append(
                    "2%d- ATWC%04d book ATWM160523 Avatar 1 -> UNKNOWN\n".formatted(i % 10, i));
        }
        lines.append("40-50 ATWC2222 list Avatar -> LISTED ATWM160523 4\n");
        lines.append("40-50 VERC3333 schedule -> SCHEDULE Avatar ATWM160523 1\n");
        assertThat(Linearizability.check(Histories.of(lines.toString()), new Limits(500, 30_000)))
                .isInstanceOf(Impossible.class);
    }

    @Test
    void whatEndsBeforeItBeginsIsAMistake() {
        assertThatThrownBy(() -> Linearizability.check(Histories.of("9-8 ATWC2222 schedule -> ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ends first");
    }
}
