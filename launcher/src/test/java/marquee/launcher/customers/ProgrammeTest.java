package marquee.launcher.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import marquee.applications.booking.MovieId;
import org.junit.jupiter.api.Test;

/// What customers fight for, and under which names.
class ProgrammeTest {
    private static final LocalDate TODAY = LocalDate.of(2023, 5, 15);

    @Test
    void theShowsOfAMovieStandAtEachTheatreTwiceADayOnTwoDays() {
        assertThat(Programme.shows(TODAY))
                .extracting(Object::toString)
                .hasSize(24)
                .startsWith(
                        "ATWA170523 Avengers",
                        "ATWA180523 Avengers",
                        "ATWE170523 Avengers",
                        "ATWE180523 Avengers",
                        "ATWA170523 Titanic")
                .endsWith("VERE180523 Titanic");
        assertThat(Programme.premiere(TODAY)).hasToString("OUTE160523 Avatar");
    }

    @Test
    void aShowIsOfferedByAnAdminOfItsTheatreToCustomersOfAll() {
        assertThat(Programme.admin(Programme.premiere(TODAY))).hasToString("OUTA1111");
        assertThat(Programme.customer(0)).hasToString("ATWC1000");
        assertThat(Programme.customer(4)).hasToString("OUTC1004");
    }

    @Test
    void noShowStandsOnADayThatNoIdCanName() {
        assertThat(Programme.premiere(LocalDate.EPOCH)).hasToString("OUTE010100 Avatar");
        assertThat(Programme.premiere(MovieId.LAST_DATE)).hasToString("OUTE311299 Avatar");
    }
}
