package marquee.frontend.process;

import static marquee.frontend.process.Edge.ADMIN;
import static marquee.frontend.process.Edge.CUSTOMER;
import static marquee.frontend.process.Edge.bookings;
import static marquee.frontend.process.Edge.capacity;
import static marquee.frontend.process.Edge.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What cannot be read is refused as such, and nothing of it reaches the order.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedRequestsTest {
    private static final String SHOW = "/v1/shows/ATWM160523/Avatar";

    private final Edge edge = new Edge();

    @AfterAll
    void close() {
        assertThat(edge.order.ordered()).isZero();
        edge.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "nothing",
                "null",
                "3",
                "[]",
                "[{\"capacity\": 3}]",
                "{}",
                "{\"capacity\": null}",
                "{\"capacity\": 2.0}",
                "{\"capacity\": 2e0}",
                "{\"capacity\": \"2\"}",
                "{\"capacity\": true}",
                "{\"capacity\": [2]}",
                "{\"capacity\": {}}",
                "{\"capacity\": 2, \"capacity\": 2}",
                "{\"capacity\": 2, \"other\": 1}",
                "{\"Capacity\": 2}",
                "{\"capacity\": 02}",
                "{\"capacity\": +2}",
                "{\"capacity\": NaN}",
                "{\"capacity\": 2} trailing",
                "{\"capacity\": 2}{}",
                "{'capacity': 2}",
                "{capacity: 2}",
                "{\"capacity\": 2,}",
                "/* a comment */ {\"capacity\": 2}",
                "\ufeff{\"capacity\": 2}",
            })
    void refusesABodyThatIsNotExactlyTheOperations(String body) {
        expectProblem(edge.put(SHOW, ADMIN, body), 400, "MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"movieId\": \"ATWM160523\", \"movieName\": \"Avatar\"}",
                "{\"movieId\": \"ATWM160523\", \"movieName\": null, \"tickets\": 2}",
                "{\"movieId\": 5, \"movieName\": \"Avatar\", \"tickets\": 2}",
                "{\"movieId\": \"ATWM160523\", \"movieName\": [\"Avatar\"], \"tickets\": 2}",
                "{\"movieId\": \"ATWM160523\", \"movieName\": \"Avatar\", \"tickets\": 1.5}",
            })
    void refusesABookingThatIsNot(String body) {
        expectProblem(edge.post(bookings(CUSTOMER), CUSTOMER, body), 400, "MALFORMED");
    }

    @Test
    void refusesBodiesThatAreNotUtf8() {
        var answer =
                edge.raw(
                        "PUT "
                                + SHOW
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nUser-Id: "
                                + ADMIN
                                + "\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n"
                                + "{\"capa\u00ffty\": 2}");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("MALFORMED", "UTF-8");
    }

    @Test
    void refusesDeepNestingWithoutAStackOverflow() {
        expectProblem(edge.put(SHOW, ADMIN, "[".repeat(60_000)), 400, "MALFORMED");
    }

    @Test
    void refusesAMissingOrDoubledQueryParameter() {
        expectProblem(edge.get("/v1/shows", CUSTOMER), 400, "MALFORMED");
        expectProblem(edge.get("/v1/shows?movie=Avatar", CUSTOMER), 400, "MALFORMED");
        expectProblem(
                edge.get("/v1/shows?movieName=Avatar&movieName=Titanic", CUSTOMER),
                400,
                "MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz", "%", "%ff", "%E9", "%C3%28", "Avatar&other=%ff"})
    void refusesAQueryThatCannotBeRead(String movie) {
        var answer =
                edge.raw(
                        "GET /v1/shows?movieName="
                                + movie
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nUser-Id: "
                                + CUSTOMER
                                + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("the query cannot be read");
    }

    @Test
    void readsAQueryThatSpellsLettersBeyondAscii() {
        expectProblem(
                edge.get("/v1/shows?movieName=%C3%89t%C3%A9", CUSTOMER), 404, "UNKNOWN_MOVIE");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/shows/ATWM160523%2FAvatar/Avatar, 400",
        "/v1/shows/ATWM160523/%zz, 400",
        "/v1/shows/ATWM160523/%, 400",
        "/v1/shows/ATWM160523/%C3, 400",
        "/v1/shows/ATWM160523/%00Avatar, 400",
        "/v1/shows/../shows/ATWM160523/Avatar, 404",
        "/v1/shows/%2e%2e/Avatar, 400",
        "/v1/shows//Avatar, 404",
        "/v1/shows?movieName=%zz, 400",
        "/v1/shows?movieName=%C3%28, 400",
    })
    void takesAPathForNothingButWhatItSays(String path, int status) {
        var method = path.contains("?") ? "GET" : "DELETE";
        var answer =
                edge.raw(
                        method
                                + " "
                                + path
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nUser-Id: "
                                + ADMIN
                                + "\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json")
                .doesNotContain("html", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELLO\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u0000\u0001\r\n\r\n"})
    void answersWhatIsNoHttpWithAProblemAndGoesOn(String bytes) {
        assertThat(edge.raw(bytes)).contains("HTTP/1.1 ").doesNotContain("html");
        assertThat(edge.get("/healthz", "").status()).isEqualTo(200);
    }

    @Test
    void takesAPlusInAPathForAPlus() {
        expectProblem(
                edge.put("/v1/shows/ATWM160523/Ava+tar", ADMIN, capacity(1)), 404, "UNKNOWN_MOVIE");
        expectProblem(
                edge.put("/v1/shows/ATWM160523;a=b/Avatar", ADMIN, capacity(1)),
                400,
                "BAD_MOVIE_ID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "k\u00e9y",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void refusesAKeyThatIsNone(String key) {
        var answer =
                edge.raw(
                        "DELETE "
                                + SHOW
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nUser-Id: "
                                + ADMIN
                                + "\r\nIdempotency-Key: "
                                + key
                                + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("MALFORMED", "Idempotency-Key");
    }
}
