package marquee.applications.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {
    @Test
    void everyUserIdHasOneSpellingAndItsPlaceInTheirOrder() {
        String last = "";
        for (int place = 0; place < UserId.PLACES; place++) {
            var user = UserId.atPlace(place);
            assertThat(user.place()).isEqualTo(place);
            assertThat(UserId.parse(user.toString())).isEqualTo(user);
            assertThat(user.toString()).isGreaterThan(last);
            last = user.toString();
        }
    }

    @Test
    void everyDayOfTheCenturyHasOneSpelling() {
        var date = MovieId.FIRST_DATE;
        for (; !date.isAfter(MovieId.LAST_DATE); date = date.plusDays(1)) {
            var id = new MovieId(Theatre.VER, date, TimeSlot.AFTERNOON);
            assertThat(MovieId.parse(id.toString())).isEqualTo(id);
        }
        assertThat(MovieId.parse("ATWM160523"))
                .isEqualTo(new MovieId(Theatre.ATW, LocalDate.of(2023, 5, 16), TimeSlot.MORNING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ATWM",
                "atwm160523",
                "ATWm160523",
                "MTLM160523",
                "ATWN160523",
                "ATWM310223",
                "ATWM290223",
                "ATWM000123",
                "ATWM320123",
                "ATWM150023",
                "ATWM151323",
                "ATWM16052",
                "ATWM1605233",
                " ATWM160523",
                "ATWM16 523",
                "ATWM+60523",
                "ATWM-10523",
                "ATWM１６０５２３",
                "ATWM1605२3"
            })
    void anyOtherMovieIdIsMalformed(String text) {
        assertThat(Argument.movieId(text).isMalformed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ATWC",
                "ATWC234",
                "ATWC23456",
                "ATWB2345",
                "atwC2345",
                "ATWc2345",
                "MTLC2345",
                "ATWC+234",
                "ATWC-234",
                "ATWC 234",
                "ATWC2345 ",
                "ATWC２３４５",
                "ＡTWC2345"
            })
    void anyOtherUserIdIsMalformed(String text) {
        assertThat(Argument.userId(text).isMalformed()).isTrue();
    }

    @Test
    void theEdgeFoldsAsciiLettersAndNothingElse() {
        assertThat(Canonical.userId("atwC2345")).isEqualTo(Argument.userId("ATWC2345"));
        assertThat(Canonical.movieId("atwm160523")).isEqualTo(Argument.movieId("ATWM160523"));
        assertThat(Canonical.movie("tITANIC")).isEqualTo(Argument.of(Movie.TITANIC));
        assertThat(Canonical.movie(" Titanic").isMalformed()).isTrue();
        assertThat(Canonical.movie("T\u0131tanic").isMalformed()).isTrue();
        assertThat(Canonical.movie("T\u0130TANIC").isMalformed()).isTrue();
        assertThat(Canonical.userId("ATWC2345\n").isMalformed()).isTrue();
    }

    @Test
    void aNumberOfAnySizeStaysOutOfRange() {
        var huge = BigInteger.TEN.pow(100);
        assertThat(Canonical.number(huge)).isEqualTo(Long.MAX_VALUE);
        assertThat(Canonical.number(huge.negate())).isEqualTo(Long.MIN_VALUE);
        assertThat(Canonical.number(BigInteger.TWO.pow(64).add(BigInteger.ONE)))
                .isGreaterThan(Show.SEATS_MAX);
        assertThat(Canonical.number(BigInteger.valueOf(-7))).isEqualTo(-7);
    }

    @Test
    void aMalformedTextOfAnyKindCanBeCarriedAndStaysMalformed() {
        assertThat(Argument.movie("Amélie\u0000 2")).hasToString("Am?lie??2");
        assertThat(Argument.movie("x".repeat(9_999)).toString()).hasSize(Argument.TEXT_MAX);
    }

    @Test
    void aScheduleIsInTheOrderOfDateSlotTheatreAndName() {
        assertThat(
                        Stream.of(
                                        "ATWE170523 Avatar",
                                        "VERM160523 Avatar",
                                        "ATWM170523 Titanic",
                                        "OUTM160523 Titanic",
                                        "OUTM160523 Avengers",
                                        "ATWA160523 Avatar",
                                        "ATWM010623 Avatar")
                                .map(SpellingTest::show)
                                .sorted(Show.SCHEDULE_ORDER)
                                .map(Show::toString))
                .containsExactly(
                        "OUTM160523 Avengers",
                        "OUTM160523 Titanic",
                        "VERM160523 Avatar",
                        "ATWA160523 Avatar",
                        "ATWM170523 Titanic",
                        "ATWE170523 Avatar",
                        "ATWM010623 Avatar");
    }

    private static Show show(String text) {
        var id = MovieId.parse(text.substring(0, 10));
        var movie = Movie.parse(text.substring(11));
        return new Show(Objects.requireNonNull(id), Objects.requireNonNull(movie));
    }
}
