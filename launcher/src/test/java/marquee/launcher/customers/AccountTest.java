package marquee.launcher.customers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import org.junit.jupiter.api.Test;

/// What a customer can tell from what he holds.
class AccountTest {
    private final Account account = new Account(Theatre.ATW);

    @Test
    void hisOwnTheatreHasNoLimit() {
        hold("ATWM150523", "ATWA150523", "ATWE150523", "ATWM160523");

        assertThat(account.hindrance(titanic("ATWA160523"))).isEmpty();
    }

    @Test
    void aFourthForeignShowInAWeekIsRefusedAndMoreTicketsOfAThirdAreNot() {
        hold("OUTM150523", "VERA170523", "OUTE210523");

        assertThat(account.hindrance(titanic("VERM190523"))).contains(RefusalCode.WEEK_LIMIT);
        assertThat(account.hindrance(titanic("VERM220523"))).isEmpty(); // A Monday.
        assertThat(account.hindrance(titanic("VERA170523"))).isEmpty();
    }

    @Test
    void theSameMovieAtTheSameTimeElsewhereIsRefusedFirst() {
        hold("OUTM150523", "VERA170523", "OUTE210523");

        assertThat(account.hindrance(titanic("VERM150523")))
                .contains(RefusalCode.SAME_SHOW_ELSEWHERE);
        assertThat(account.hindrance(show("ATWM150523", Movie.AVATAR))).isEmpty();
        assertThat(account.hindrance(titanic("ATWA150523"))).isEmpty();
    }

    @Test
    void anExchangeIsJudgedOnceTheOldTicketsAreGone() {
        hold("OUTM150523", "VERA170523", "OUTE210523");
        account.add(titanic("OUTE210523"), 1);
        var wanted = titanic("VERE210523");

        assertThat(account.without(titanic("OUTE210523"), 2).hindrance(wanted)).isEmpty();
        assertThat(account.without(titanic("OUTE210523"), 1).hindrance(wanted))
                .contains(RefusalCode.SAME_SHOW_ELSEWHERE);
        assertThat(account.of(titanic("OUTE210523"))).isEqualTo(2);
    }

    private void hold(String... ids) {
        for (var id : ids) {
            account.add(titanic(id), 1);
        }
    }

    private static Show titanic(String id) {
        return show(id, Movie.TITANIC);
    }

    private static Show show(String id, Movie movie) {
        return new Show(requireNonNull(MovieId.parse(id)), movie);
    }
}
