package marquee.frontend.process;

import static marquee.frontend.process.Edge.ADMIN;
import static marquee.frontend.process.Edge.CUSTOMER;
import static marquee.frontend.process.Edge.bookings;
import static marquee.frontend.process.Edge.capacity;
import static marquee.frontend.process.Edge.expectProblem;
import static marquee.frontend.process.Edge.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The seven operations over real HTTP: docs/http-api.md, the table of operations and the bodies.
class BookingServiceTest {
    private static final String MORNING = "/v1/shows/ATWM160523/Avatar";

    private final Edge edge = new Edge();

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void answersTheWorkedExamplesOfTheDomain() {
        expect(edge.put(MORNING, ADMIN, capacity(3)), 201, added(3, 0, 3));
        expect(edge.put("/v1/shows/ATWM160523/Titanic", ADMIN, capacity(5)), 201, added(5, 0, 5));
        expectProblem(
                edge.put("/v1/shows/VERM160523/Avatar", ADMIN, capacity(5)),
                403,
                "NOT_YOUR_THEATRE");
        expectProblem(edge.put("/v1/shows/ATWE230523/Avatar", ADMIN, capacity(5)), 409, "TOO_FAR");
        expect(edge.put("/v1/shows/ATWE220523/Avatar", ADMIN, capacity(5)), 201, added(5, 0, 5));
        expect(book(CUSTOMER, 2), 201, "{'status':'OK','code':'BOOKED','held':2,'left':1}");
        var refused = book("VERC3333", 2);
        expectProblem(refused, 409, "NOT_ENOUGH_SEATS");
        assertThat(refused.body().path("left").intValue()).isOne();
        expect(book("VERC3333", 1), 201, "{'status':'OK','code':'BOOKED','held':1,'left':0}");
        var below = edge.put(MORNING, ADMIN, capacity(2));
        expectProblem(below, 409, "BELOW_BOOKED");
        assertThat(below.body().path("booked").intValue()).isEqualTo(3);
        expect(
                edge.delete(MORNING, ADMIN),
                200,
                "{'status':'OK','code':'REMOVED','moved':["
                        + "{'customerId':'ATWC2222','tickets':2,'newMovieId':'ATWE220523'},"
                        + "{'customerId':'VERC3333','tickets':1,'newMovieId':'ATWE220523'}],"
                        + "'dropped':[]}");
    }

    @Test
    void hasABodyForEachOtherSuccess() {
        edge.put(MORNING, ADMIN, capacity(3));
        edge.put("/v1/shows/ATWE160523/Titanic", ADMIN, capacity(4));
        expect(
                edge.put(MORNING, ADMIN, capacity(10)),
                200,
                "{'status':'OK','code':'UPDATED','capacity':10,'booked':0,'left':10}");
        expect(
                edge.get("/v1/shows?movieName=Avatar", CUSTOMER),
                200,
                "{'status':'OK','code':'LISTED','movieName':'Avatar',"
                        + "'shows':[{'movieId':'ATWM160523','left':10}]}");
        book(CUSTOMER, 5);
        expect(
                edge.get(bookings(CUSTOMER), CUSTOMER),
                200,
                "{'status':'OK','code':'SCHEDULE','customerId':'ATWC2222','bookings':"
                        + "[{'movieId':'ATWM160523','movieName':'Avatar','tickets':5}]}");
        expect(
                edge.post(
                        "/v1/customers/ATWC2222/cancellations",
                        CUSTOMER,
                        tickets("ATWM160523", "Avatar", 1)),
                200,
                "{'status':'OK','code':'CANCELLED','held':4,'left':6}");
        expect(
                edge.post(
                        "/v1/customers/ATWC2222/exchanges",
                        CUSTOMER,
                        "{\"movieId\":\"ATWM160523\",\"movieName\":\"Avatar\",\"newMovieId\":"
                                + "\"ATWE160523\",\"newMovieName\":\"Titanic\",\"tickets\":4}"),
                200,
                "{'status':'OK','code':'EXCHANGED','held':0,'left':10,'newHeld':4,'newLeft':0}");
    }

    @Test
    void showsDroppedBookingsOfARemovedShow() {
        edge.put(MORNING, ADMIN, capacity(3));
        book(CUSTOMER, 2);

        expect(
                edge.delete(MORNING, ADMIN),
                200,
                "{'status':'OK','code':'REMOVED','moved':[],"
                        + "'dropped':[{'customerId':'ATWC2222','tickets':2}]}");
    }

    @Test
    void namesPlaceAndReplicasInRepliesThatWentThroughTheOrderAndInNoOthers() {
        var first = edge.put(MORNING, ADMIN, capacity(3));
        assertThat(first.header("Sequence-Number")).isEqualTo("1");
        assertThat(first.header("Agreed-By")).isEqualTo("R1,R3");
        assertThat(first.header("Content-Type")).isEqualTo("application/json");

        var refused = book(CUSTOMER, 4);
        assertThat(refused.header("Sequence-Number")).isEqualTo("2");
        assertThat(refused.header("Agreed-By")).isEqualTo("R1,R3");
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");

        var early = edge.put(MORNING, ADMIN, capacity(0));
        assertThat(early.header("Sequence-Number")).isEmpty();
        assertThat(early.header("Agreed-By")).isEmpty();
        assertThat(edge.order.ordered()).isEqualTo(2);
    }

    @Test
    void foldsAsciiLettersOnly() {
        expect(
                edge.put("/v1/shows/atwm160523/aVATAR", "atwa1111", capacity(3)),
                201,
                added(3, 0, 3));
        expect(
                edge.post(bookings("atwc2222"), "AtwC2222", tickets("atwM160523", "AVATAR", 1)),
                201,
                "{'status':'OK','code':'BOOKED','held':1,'left':2}");
        // The Kelvin sign and the dotless i fold to ASCII letters elsewhere, and blanks are kept.
        expectProblem(edge.get("/v1/shows?movieName=T%C4%B1tanic", CUSTOMER), 404, "UNKNOWN_MOVIE");
        expectProblem(edge.get("/v1/shows?movieName=Avatar%20", CUSTOMER), 404, "UNKNOWN_MOVIE");
        expectProblem(edge.get(bookings("%C3%85TWC2222"), CUSTOMER), 400, "BAD_USER_ID");
    }

    @Test
    void letsAnAdminActForAnyCustomer() {
        edge.put(MORNING, ADMIN, capacity(3));

        expect(
                edge.post(bookings(CUSTOMER), "VERA0001", tickets("ATWM160523", "Avatar", 1)),
                201,
                "{'status':'OK','code':'BOOKED','held':1,'left':2}");
    }

    private Edge.Answer book(String customer, int count) {
        return edge.post(bookings(customer), customer, tickets("ATWM160523", "Avatar", count));
    }

    private static String added(int capacity, int booked, int left) {
        return "{'status':'OK','code':'ADDED','capacity':%d,'booked':%d,'left':%d}"
                .formatted(capacity, booked, left);
    }

    private static void expect(Edge.Answer answer, int status, String body) {
        assertThat(answer.body().toString()).isEqualTo(body.replace('\'', '"'));
        assertThat(answer.status()).isEqualTo(status);
    }
}
