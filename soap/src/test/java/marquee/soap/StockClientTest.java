package marquee.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.xml.ws.soap.SOAPFaultException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import marquee.config.HttpConfig;
import marquee.frontend.FrontEndEffect.Reason;
import marquee.frontend.process.Edge;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.soap.StockClient.Caller;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client that a stock tool generates from the served WSDL books, is refused, and sees faults as
/// the others do who book over HTTP.
class StockClientTest {
    private static final String ADMIN = "ATWA1111";
    private static final String CUSTOMER = "ATWC2222";

    @TempDir private static Path folder;

    private static StockClient client;

    private final Edge edge = new Edge();
    private SoapService soap;

    @BeforeAll
    static void generate() throws Exception {
        var edge = new Edge();
        try (var soap = open(edge)) {
            client = StockClient.generate(wsdl(soap, ADMIN).toURL(), folder);
        } finally {
            edge.close();
        }
    }

    @AfterAll
    static void forget() throws IOException {
        client.close();
    }

    @BeforeEach
    void openTheService() throws IOException {
        soap = open(edge);
    }

    @AfterEach
    void close() {
        soap.close();
        edge.close();
    }

    @Test
    void hasTheCoursesOperationsWithTheirArgumentsInOrder() {
        assertThat(client.signatures())
                .containsExactly(
                        "Reply addMovieSlots[String movieID, String movieName, int bookingCapacity]",
                        "Reply bookMovieTickets[String customerID, String movieID,"
                                + " String movieName, int numberOfTickets]",
                        "Reply cancelMovieTickets[String customerID, String movieID,"
                                + " String movieName, int numberOfTickets]",
                        "Reply exchangeTickets[String customerID, String old_movieName,"
                                + " String movieID, String new_movieID, String new_movieName,"
                                + " int numberOfTickets]",
                        "Reply getBookingSchedule[String customerID]",
                        "Reply listMovieShowsAvailability[String movieName]",
                        "Reply removeMovieSlots[String movieID, String movieName]");
    }

    @Test
    void passesTheWorkedExamples() throws IOException {
        var admin = as(ADMIN);
        var other = as("VERC3333");
        expect(
                admin.call("addMovieSlots", "ATWM160523", "Avatar", 3),
                "{status=OK, code=ADDED, capacity=3, booked=0, left=3}");
        expect(
                admin.call("addMovieSlots", "ATWM160523", "Titanic", 5),
                "{status=OK, code=ADDED, capacity=5, booked=0, left=5}");
        expect(
                admin.call("addMovieSlots", "VERM160523", "Avatar", 5),
                "{status=REFUSED, code=NOT_YOUR_THEATRE}");
        expect(
                admin.call("addMovieSlots", "ATWE230523", "Avatar", 5),
                "{status=REFUSED, code=TOO_FAR}");
        expect(
                admin.call("addMovieSlots", "ATWE220523", "Avatar", 5),
                "{status=OK, code=ADDED, capacity=5, booked=0, left=5}");
        expect(
                as(CUSTOMER).call("bookMovieTickets", CUSTOMER, "ATWM160523", "Avatar", 2),
                "{status=OK, code=BOOKED, held=2, left=1}");
        expect(
                other.call("bookMovieTickets", "VERC3333", "ATWM160523", "Avatar", 2),
                "{status=REFUSED, code=NOT_ENOUGH_SEATS, left=1}");
        expect(
                other.call("bookMovieTickets", "VERC3333", "ATWM160523", "Avatar", 1),
                "{status=OK, code=BOOKED, held=1, left=0}");
        expect(
                admin.call("addMovieSlots", "ATWM160523", "Avatar", 2),
                "{status=REFUSED, code=BELOW_BOOKED, booked=3}");
        expect(
                admin.call("removeMovieSlots", "ATWM160523", "Avatar"),
                "{status=OK, code=REMOVED, moved=["
                        + "{customerID=ATWC2222, tickets=2, newMovieID=ATWE220523}, "
                        + "{customerID=VERC3333, tickets=1, newMovieID=ATWE220523}]}");
    }

    @Test
    void hasAReplyForEachOtherSuccess() throws IOException {
        var admin = as(ADMIN);
        var customer = as(CUSTOMER);
        admin.call("addMovieSlots", "ATWM160523", "Avatar", 3);
        admin.call("addMovieSlots", "ATWE160523", "Titanic", 4);
        expect(
                admin.call("addMovieSlots", "ATWM160523", "Avatar", 10),
                "{status=OK, code=UPDATED, capacity=10, booked=0, left=10}");
        expect(
                customer.call("listMovieShowsAvailability", "Avatar"),
                "{status=OK, code=LISTED, movieName=Avatar, shows=[{movieID=ATWM160523, left=10}]}");
        expect(
                customer.call("listMovieShowsAvailability", "Avengers"),
                "{status=OK, code=LISTED, movieName=Avengers}");
        customer.call("bookMovieTickets", CUSTOMER, "ATWM160523", "Avatar", 5);
        expect(
                admin.call("getBookingSchedule", CUSTOMER),
                "{status=OK, code=SCHEDULE, customerID=ATWC2222,"
                        + " bookings=[{movieID=ATWM160523, movieName=Avatar, tickets=5}]}");
        expect(
                customer.call("cancelMovieTickets", CUSTOMER, "ATWM160523", "Avatar", 1),
                "{status=OK, code=CANCELLED, held=4, left=6}");
        expect(
                customer.call(
                        "exchangeTickets",
                        CUSTOMER,
                        "Avatar",
                        "ATWM160523",
                        "ATWE160523",
                        "Titanic",
                        4),
                "{status=OK, code=EXCHANGED, held=0, left=10, newHeld=4, newLeft=0}");
        expect(
                admin.call("removeMovieSlots", "ATWE160523", "Titanic"),
                "{status=OK, code=REMOVED, dropped=[{customerID=ATWC2222, tickets=4}]}");
    }

    @Test
    void getsRefusalsAsValuesOfUsersOrNumbersThatAreWrongToo() throws IOException {
        expect(
                as("XXXC2222").call("getBookingSchedule", CUSTOMER),
                "{status=REFUSED, code=BAD_USER_ID}");
        expect(
                as(CUSTOMER).call("getBookingSchedule", "VERC3333"),
                "{status=REFUSED, code=NOT_ALLOWED}");
        expect(
                as("atwa1111").call("addMovieSlots", "atwm160523", "aVATAR", -1),
                "{status=REFUSED, code=BAD_NUMBER}");
        assertThat(edge.order.ordered()).isZero();
    }

    @Test
    void findsPlaceAndReplicasInTheHeadersOfRepliesThatWentThroughTheOrder() throws IOException {
        var admin = as(ADMIN);

        admin.call("addMovieSlots", "ATWM160523", "Avatar", 3);
        assertThat(admin.header("Sequence-Number")).isEqualTo("1");
        assertThat(admin.header("Agreed-By")).isEqualTo("R1,R3");

        admin.call("addMovieSlots", "ATWM160523", "Avatar", 0);
        assertThat(admin.header("Sequence-Number")).isEmpty();
    }

    @Test
    void repeatsARequestByItsKeyOfWhicheverEdgeItCame() throws IOException {
        as(ADMIN).call("addMovieSlots", "ATWM160523", "Avatar", 9);
        var customer = as(CUSTOMER).withKey("k1");
        var first = customer.call("bookMovieTickets", CUSTOMER, "ATWM160523", "Avatar", 2);
        var number = customer.header("Sequence-Number");

        assertThat(customer.call("bookMovieTickets", CUSTOMER, "ATWM160523", "Avatar", 2))
                .isEqualTo(first);
        assertThat(customer.header("Sequence-Number")).isEqualTo(number).isEqualTo("2");
        var overRest =
                edge.send(
                        "POST",
                        "/v1/customers/ATWC2222/bookings",
                        CUSTOMER,
                        "{\"movieId\":\"ATWM160523\",\"movieName\":\"Avatar\",\"tickets\":2}",
                        "Idempotency-Key",
                        "k1");
        assertThat(overRest.header("Sequence-Number")).isEqualTo(number);
        assertThat(overRest.body().path("held").intValue()).isEqualTo(2);

        assertFault(
                () -> customer.call("bookMovieTickets", CUSTOMER, "ATWM160523", "Avatar", 3),
                "KEY_REUSED",
                "422",
                "Client");
        assertThat(customer.header("Sequence-Number")).isNotEmpty();
    }

    @Test
    void seesAFaultWhereTheDomainHasNotAnswered() throws IOException {
        var admin = as(ADMIN);

        edge.order.answer(Verdict.KEYS_EXHAUSTED);
        assertFault(() -> add(admin), "TOO_MANY_REQUESTS", "429", "Client");
        assertThat(admin.header("Retry-After")).isEqualTo("1");

        edge.order.refuse(Reason.TOO_MANY_IN_FLIGHT);
        assertFault(() -> add(admin), "TOO_MANY_REQUESTS", "429", "Client");
        edge.order.refuse(Reason.HISTORY_FULL);
        assertFault(() -> add(admin), "NO_AGREEMENT", "503", "Server");
        assertFault(() -> add(admin.withKey("a b")), "MALFORMED", "400", "Client");
    }

    @Test
    void isToldWithinTheDeadlineThatNobodyAgreed() throws IOException {
        try (var silent = Edge.silent();
                var service = open(silent)) {
            var admin = client.at(wsdl(service, ADMIN));

            assertFault(
                    () -> add(admin), "NO_AGREEMENT: what came of the request is", "503", "Server");
            assertThat(admin.header("Retry-After")).isEqualTo("1");
        }
    }

    private static void add(Caller admin) {
        admin.call("addMovieSlots", "ATWM160523", "Avatar", 3);
    }

    private static void assertFault(Runnable call, String says, String status, String whose) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        SOAPFaultException.class,
                        thrown -> {
                            var fault = thrown.getFault();
                            assertThat(fault.getFaultString()).startsWith(says);
                            assertThat(fault.getFaultCodeAsQName().getLocalPart()).isEqualTo(whose);
                            var problem = fault.getDetail().getFirstChild();
                            assertThat(problem.getLocalName()).isEqualTo("problem");
                            assertThat(says).startsWith(problem.getFirstChild().getTextContent());
                            assertThat(problem.getLastChild().getTextContent()).isEqualTo(status);
                        });
    }

    private Caller as(String user) throws IOException {
        return client.at(wsdl(soap, user));
    }

    private static void expect(Object reply, String fields) {
        assertThat(reply).hasToString(fields);
    }

    static SoapService open(Edge edge) throws IOException {
        return SoapService.open(
                new HttpConfig("localhost", 0, "127.0.0.1", null),
                edge.bookings(),
                Duration.ofSeconds(10));
    }

    private static URI wsdl(SoapService service, String user) {
        return URI.create(
                "http://127.0.0.1:%d/soap/booking/%s?wsdl".formatted(service.port(), user));
    }
}
