package marquee.launcher.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import marquee.applications.booking.Show;
import marquee.launcher.local.StandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whether the books are right, by what a front end says of them.
class CrowdTest {
    private static final LocalDate TODAY = LocalDate.of(2023, 5, 15);
    private static final Show PREMIERE = Programme.premiere(TODAY);
    private static final String BOOKINGS = "/v1/customers/ATWC1000/bookings";

    private final StandIn frontEnd = new StandIn();
    private final Ledger ledger = new Ledger("all");
    private final Crowd crowd = new Crowd(1, TODAY, 1, ledger, frontEnd.client());

    CrowdTest() throws IOException {}

    @BeforeEach
    void bookThreeOfTenSeats() throws Exception {
        frontEnd.says("PUT /v1/shows/OUTE160523/Avatar", "{\"code\":\"ADDED\"}");
        frontEnd.says("POST " + BOOKINGS, "{\"code\":\"BOOKED\",\"held\":3,\"left\":7}");
        crowd.offer(PREMIERE, 10);
        crowd.together(customer -> {
            customer.book(PREMIERE, 3);
            return true;
        });
    }

    @AfterEach
    void close() {
        frontEnd.close();
    }

    @Test
    void booksAreRightWhereSeatsAndTicketsAddUpToWhatWasOffered() throws Exception {
        listed(7);
        scheduled(3);

        assertThat(crowd.audit()).isTrue();
        assertThat(ledger.isClean()).isTrue();
    }

    @Test
    void aSeatThatIsMissingIsFoundOnAnyShowThatWasOffered() throws Exception {
        listed(6);
        scheduled(3);

        assertThat(crowd.audit()).isFalse();
        assertThat(ledger.wrong()).isEqualTo(1);
    }

    @Test
    void aCustomerWhoseBookingsAreNotKnownAsHeKnowsThemIsFoundToo() throws Exception {
        listed(7);
        scheduled(2);

        assertThat(crowd.audit()).isFalse();
        assertThat(ledger.wrong()).isEqualTo(1);
    }

    @Test
    void nobodyCanTellWhetherSeatsAddUpOnceARequestHasNoAnswerOrTheyAreNotListed()
            throws Exception {
        scheduled(3);
        frontEnd.says("GET /v1/shows", 500, "{\"code\":\"BROKEN\"}");
        assertThat(crowd.audit()).isFalse();

        listed(4);
        frontEnd.says("POST " + BOOKINGS, 500, "{\"code\":\"BROKEN\"}");
        crowd.together(customer -> {
            customer.book(PREMIERE, 3);
            return true;
        });

        assertThat(crowd.audit()).isFalse();
        assertThat(ledger.failed()).isEqualTo(2);
        assertThat(ledger.wrong()).isZero();
    }

    @Test
    void aShowThatMayOrMayNotBeOfferedIsMissedByNobody() throws Exception {
        frontEnd.says("PUT /v1/shows/OUTE160523/Avatar", 500, "{\"code\":\"BROKEN\"}");
        crowd.offer(PREMIERE, 20);
        listed(17);
        scheduled(3);

        assertThat(crowd.audit()).isFalse();
        assertThat(ledger.wrong()).isZero();
    }

    private void listed(int left) {
        frontEnd.says(
                "GET /v1/shows",
                """
                {"code":"LISTED","shows":[{"movieId":"OUTE160523","left":%d}]}\
                """
                        .formatted(left));
    }

    private void scheduled(int tickets) {
        frontEnd.says(
                "GET " + BOOKINGS,
                """
                {"code":"SCHEDULE","bookings":[\
                {"movieId":"OUTE160523","movieName":"Avatar","tickets":%d}]}\
                """
                        .formatted(tickets));
    }
}
