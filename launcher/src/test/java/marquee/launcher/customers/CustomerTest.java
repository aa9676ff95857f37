package marquee.launcher.customers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.time.LocalDate;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;
import marquee.launcher.local.StandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which answers a customer finds out to be wrong.
class CustomerTest {
    private static final String USER = "ATWC1000";
    private static final Show SHOW = titanic(Theatre.OUT);
    private static final Show ELSEWHERE = titanic(Theatre.VER);
    private static final String BOOK = "POST /v1/customers/ATWC1000/bookings";
    private static final String LIST = "GET /v1/shows";
    private static final int CONFLICT = 409;

    private final StandIn frontEnd = new StandIn();
    private final Ledger ledger = new Ledger("all");
    private final Customer customer =
            new Customer(
                    new Caller(USER, frontEnd.client(), ledger, 1),
                    Theatre.ATW,
                    ImmutableList.of(SHOW, ELSEWHERE),
                    1);

    CustomerTest() throws IOException {}

    @AfterEach
    void close() {
        frontEnd.close();
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 0", "2, 58, 0", "1, 58, 1", "3, 58, 1", "2, -1, 1"})
    void aBookingCountsWhatHeHolds(int held, int left, int wrong) throws Exception {
        booked(held, left);

        customer.book(SHOW, 2);

        assertThat(ledger.wrong()).isEqualTo(wrong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"WEEK_LIMIT", "SAME_SHOW_ELSEWHERE", "NO_SUCH_SHOW"})
    void aRefusalThatHisOwnAccountContradictsIsWrong(String code) throws Exception {
        refused(code, 0);

        customer.book(SHOW, 2);

        assertThat(ledger.wrong()).isEqualTo(1);
    }

    @Test
    void aRefusalThatHisOwnAccountDemandsIsRightAndNoOtherAnswerIs() throws Exception {
        booked(1, 59);
        customer.book(SHOW, 1);

        refused("SAME_SHOW_ELSEWHERE", 0);
        customer.book(ELSEWHERE, 1);
        assertThat(ledger.wrong()).isZero();

        refused("NOT_ENOUGH_SEATS", 0);
        customer.book(ELSEWHERE, 1);
        assertThat(ledger.wrong()).isEqualTo(1);

        booked(1, 59);
        customer.book(ELSEWHERE, 1);
        assertThat(ledger.wrong()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 1", "-1, 1"})
    void seatsAreTooFewOnlyIfFewerAreLeftThanHeWants(int left, int wrong) throws Exception {
        refused("NOT_ENOUGH_SEATS", left);

        customer.book(SHOW, 2);

        assertThat(ledger.wrong()).isEqualTo(wrong);
    }

    @Test
    void aListHasAllShowsWithAsManySeatsAsThereCanBe() throws Exception {
        booked(2, 58);
        customer.book(SHOW, 2);

        listed(58, 60);
        customer.look();

        assertThat(ledger.isClean()).isTrue();
    }

    @Test
    void aSeatThatHeHoldsIsNotFree() throws Exception {
        booked(2, 58);
        customer.book(SHOW, 2);

        listed(59, 60);
        customer.look();

        assertThat(ledger.wrong()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"-1, 60", "61, 60", "60, 61"})
    void moreSeatsThanThereAreOrFewerThanNoneAreWrong(int left, int elsewhere) throws Exception {
        listed(left, elsewhere);

        customer.look();

        assertThat(ledger.wrong()).isEqualTo(1);
    }

    @Test
    void aListWithoutAShowThatIsOfferedIsWrong() throws Exception {
        frontEnd.says(
                LIST, "{\"code\":\"LISTED\",\"shows\":[{\"movieId\":\"OUTA170523\",\"left\":3}]}");
        customer.look();
        frontEnd.says(LIST, "{\"code\":\"LISTED\",\"shows\":[]}");
        customer.look();

        assertThat(ledger.wrong()).isEqualTo(2);
    }

    @Test
    void aListThatIsRefusedIsWrong() throws Exception {
        frontEnd.says(LIST, 400, "{\"code\":\"UNKNOWN_MOVIE\"}");

        customer.look();

        assertThat(ledger.wrong()).isEqualTo(1);
    }

    @Test
    void anAccountThatTheServiceHasOtherwiseIsWrong() throws Exception {
        booked(2, 58);
        customer.book(SHOW, 2);
        frontEnd.says(
                "GET /v1/customers/ATWC1000/bookings", "{\"code\":\"SCHEDULE\",\"bookings\":[]}");

        assertThat(customer.check()).isFalse();
        assertThat(ledger.wrong()).isEqualTo(1);
    }

    @Test
    void afterARequestWithoutAnAnswerNoneIsWrongForItMayHaveBeenDoneOrBeDoneYet() throws Exception {
        frontEnd.says(BOOK, 500, "{\"code\":\"BROKEN\"}");
        customer.book(SHOW, 2);

        booked(4, 56);
        customer.book(SHOW, 2);
        listed(56, 60);
        customer.look();
        frontEnd.says(
                "GET /v1/customers/ATWC1000/bookings", "{\"code\":\"SCHEDULE\",\"bookings\":[]}");

        assertThat(customer.check()).isFalse();
        assertThat(ledger.failed()).isEqualTo(1);
        assertThat(ledger.wrong()).isZero();
    }

    private static Show titanic(Theatre theatre) {
        var date = LocalDate.of(2023, 5, 17);
        return new Show(new MovieId(theatre, date, TimeSlot.AFTERNOON), Movie.TITANIC);
    }

    private void booked(int held, int left) {
        frontEnd.says(BOOK, "{\"code\":\"BOOKED\",\"held\":%d,\"left\":%d}".formatted(held, left));
    }

    private void refused(String code, int left) {
        frontEnd.says(BOOK, CONFLICT, "{\"code\":\"%s\",\"left\":%d}".formatted(code, left));
    }

    private void listed(int left, int elsewhere) {
        frontEnd.says(
                LIST,
                """
                {"code":"LISTED","shows":[{"movieId":"OUTA170523","left":%d},\
                {"movieId":"VERA170523","left":%d}]}\
                """
                        .formatted(left, elsewhere));
    }
}
