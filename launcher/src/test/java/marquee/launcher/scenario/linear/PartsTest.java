package marquee.launcher.scenario.linear;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Which calls are about each other.
class PartsTest {
    private static final String TWO_CUSTOMERS =
            """
            0-10 ATWC2222 book ATWM160523 Avatar 1 -> NO_SUCH_SHOW
            20-30 VERC3333 book ATWE170523 Avatar 1 -> NO_SUCH_SHOW
            """;

    private static List<Integer> sizes(String lines) {
        var acts =
                Histories.of(lines).events().stream()
                        .map(Act::of)
                        .filter(Objects::nonNull)
                        .collect(ImmutableList.toImmutableList());
        return Parts.of(acts).stream().map(List::size).toList();
    }

    @Test
    void customersOnDifferentShowsAreApart() {
        assertThat(sizes(TWO_CUSTOMERS)).containsExactly(1, 1);
    }

    @Test
    void allThatOneCustomerDoesBelongsTogether() {
        assertThat(sizes(TWO_CUSTOMERS + "40-50 ATWC2222 book ATWE170523 Avatar 1 -> BOOKED\n"))
                .containsExactly(3);
        assertThat(sizes(TWO_CUSTOMERS + "40-50 ATWC2222 schedule -> SCHEDULE\n"))
                .containsExactly(1, 2);
    }

    @Test
    void aListIsAboutAllShowsOfItsMovie() {
        assertThat(sizes(TWO_CUSTOMERS + "40-50 OUTC4444 list Avatar -> LISTED\n"))
                .containsExactly(3);
        assertThat(sizes(TWO_CUSTOMERS + "40-50 OUTC4444 list Titanic -> LISTED\n"))
                .containsExactly(1, 1, 1);
    }

    @Test
    void aRemovalIsAboutAllShowsToWhichBookingsMayMove() {
        var removal = "40-50 ATWA1111 remove ATWM160523 %s -> NO_SUCH_SHOW\n";
        assertThat(sizes(TWO_CUSTOMERS + removal.formatted("Avatar"))).containsExactly(3);
        assertThat(sizes(TWO_CUSTOMERS + removal.formatted("Titanic"))).containsExactly(1, 1, 1);
    }

    @Test
    void aMoveOfTheDateJoinsWhatOverlapsIt() {
        assertThat(sizes(TWO_CUSTOMERS + "12-18 date 2023-05-16\n")).containsExactly(2, 2);
        assertThat(sizes(TWO_CUSTOMERS + "5-18 date 2023-05-16\n")).containsExactly(2, 2);
        assertThat(sizes(TWO_CUSTOMERS + "5-25 date 2023-05-16\n")).containsExactly(3);
        assertThat(sizes(TWO_CUSTOMERS + "5- date 2023-05-16\n")).containsExactly(3);
    }

    @Test
    void whatIsRefusedInAnyCaseStandsAlone() {
        assertThat(sizes(TWO_CUSTOMERS + "40-50 ATWC2222 book ATWE170523 Avatar 0 -> BAD_NUMBER\n"))
                .containsExactly(1, 1, 1);
    }
}
