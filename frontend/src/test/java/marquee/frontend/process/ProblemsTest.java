package marquee.frontend.process;

import static marquee.frontend.process.Edge.ADMIN;
import static marquee.frontend.process.Edge.CUSTOMER;
import static marquee.frontend.process.Edge.bookings;
import static marquee.frontend.process.Edge.capacity;
import static marquee.frontend.process.Edge.expectProblem;
import static marquee.frontend.process.Edge.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import marquee.applications.booking.RefusalCode;
import marquee.frontend.FrontEndEffect.Reason;
import marquee.frontend.process.web.RequestBody;
import marquee.frontend.process.web.RequestKey;
import marquee.protocol.replication.Outcome.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every row of the table of problems in docs/http-api.md.
class ProblemsTest {
    private static final String SHOW = "/v1/shows/ATWM160523/Avatar";

    private final Edge edge = new Edge();

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void asksWhoIsThere() {
        expectProblem(edge.put(SHOW, "", capacity(3)), 401, "NO_IDENTITY");
        expectProblem(edge.get("/v1/shows?movieName=Avatar", ""), 401, "NO_IDENTITY");
        var two = edge.send("PUT", SHOW, ADMIN, capacity(3), "User-Id", "VERA1111");
        expectProblem(two, 401, "NO_IDENTITY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ATWX1111", "ATWA111", "ATWA11111", "XXXA1111", "ATWA١١١١", "-"})
    void refusesMalformedUsers(String user) {
        var sent = user.chars().allMatch(c -> c < 128) ? user : "ATWA1ab1";
        expectProblem(edge.put(SHOW, sent, capacity(3)), 400, "BAD_USER_ID");
    }

    @Test
    void makesTheEarlyChecksInTheirOrderWithoutSpendingANumber() {
        expectProblem(edge.put("/v1/shows/x/y", "x", capacity(0)), 400, "BAD_USER_ID");
        expectProblem(edge.put("/v1/shows/x/y", CUSTOMER, capacity(0)), 403, "NOT_ALLOWED");
        expectProblem(edge.put("/v1/shows/x/y", ADMIN, capacity(0)), 404, "UNKNOWN_MOVIE");
        expectProblem(edge.put("/v1/shows/x/Avatar", ADMIN, capacity(0)), 400, "BAD_MOVIE_ID");
        expectProblem(edge.put(SHOW, ADMIN, capacity(0)), 400, "BAD_NUMBER");
        expectProblem(edge.get(bookings(ADMIN), ADMIN), 400, "BAD_USER_ID");
        expectProblem(edge.get(bookings("OUTC1234"), CUSTOMER), 403, "NOT_ALLOWED");
        assertThat(edge.order.ordered()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10001", "99999999999999999999999999999999999", "-0"})
    void letsIntegersOfAnySizeReachTheCheckOfNumbers(String number) {
        expectProblem(edge.put(SHOW, ADMIN, capacity(number)), 400, "BAD_NUMBER");
        expectProblem(edge.put(SHOW, ADMIN, capacity("9".repeat(60_000))), 400, "BAD_NUMBER");
    }

    @ParameterizedTest
    @CsvSource({
        "ATWM310223, Avatar, BAD_MOVIE_ID, 400",
        "ATWX160523, Avatar, BAD_MOVIE_ID, 400",
        "ATWM160523, Jaws, UNKNOWN_MOVIE, 404",
        "ATWM140523, Avatar, PAST_DATE, 409",
        "ATWM160523, Avatar, NO_SUCH_SHOW, 404",
    })
    void passesTheDomainsRefusalsOn(String id, String movie, String code, int status) {
        expectProblem(edge.post(bookings(CUSTOMER), CUSTOMER, tickets(id, movie, 1)), status, code);
    }

    @Test
    void passesTheOtherRefusalsOn() {
        edge.put(SHOW, ADMIN, capacity(3));
        edge.put("/v1/shows/ATWE160523/Avatar", ADMIN, capacity(3));
        var cancel = "/v1/customers/ATWC2222/cancellations";
        var one = tickets("ATWM160523", "Avatar", 1);
        expectProblem(edge.post(cancel, CUSTOMER, one), 404, "NOT_BOOKED");
        edge.post(bookings(CUSTOMER), CUSTOMER, one);
        var two = edge.post(cancel, CUSTOMER, tickets("ATWM160523", "Avatar", 2));
        expectProblem(two, 409, "TOO_MANY");
        assertThat(two.body().path("held").intValue()).isOne();
        expectProblem(
                edge.post(
                        "/v1/customers/ATWC2222/exchanges",
                        CUSTOMER,
                        "{\"movieId\":\"ATWM160523\",\"movieName\":\"Avatar\",\"newMovieId\":"
                                + "\"ATWM160523\",\"newMovieName\":\"Avatar\",\"tickets\":1}"),
                409,
                "SAME_SHOW");
    }

    @Test
    void everyRefusalOfTheDomainHasAStatusAndATitle() {
        for (var code : RefusalCode.values()) {
            assertThat(RefusalForm.status(code)).isIn(400, 403, 404, 409);
            assertThat(RefusalForm.title(code)).isNotEmpty();
        }
    }

    @Test
    void aNumberIsSpelledAsItIsTyped() {
        assertThat(RefusalForm.title(RefusalCode.BAD_NUMBER)).endsWith("from 1 to 10000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//",
                "/v1",
                "/v2/shows",
                "/v1/shows/ATWM160523",
                "/v1/shows/",
                "/v1/shows/a/b/c",
                "/v1/customers/ATWC2222",
                "/v1/events/",
                "/dashboard",
                "/soap/booking/x",
                "/V1/shows"
            })
    void knowsNoOtherPath(String path) {
        expectProblem(edge.get(path, ADMIN), 404, "NO_SUCH_PATH");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/shows/ATWM160523/Avatar, 'DELETE, PUT'",
        "GET, /v1/shows/ATWM160523/Avatar, 'DELETE, PUT'",
        "DELETE, /v1/customers/ATWC2222/bookings, 'GET, HEAD, POST'",
        "PATCH, /v1/shows, 'GET, HEAD'",
        "OPTIONS, /v1/shows, 'GET, HEAD'",
        "POST, /metrics, 'GET, HEAD'",
        "BREW, /v1/shows, 'GET, HEAD'",
    })
    void saysWhichMethodsAPathTakes(String method, String path, String allowed) {
        var answer = edge.send(method, path, ADMIN, null);

        expectProblem(answer, 405, "NO_SUCH_METHOD");
        assertThat(answer.header("Allow").split(", "))
                .containsExactlyInAnyOrder(allowed.split(", "));
    }

    @Test
    void refusesBodiesBeyond64KiB() {
        var large = capacity(3) + " ".repeat(RequestBody.BYTES_MAX);
        expectProblem(edge.put(SHOW, ADMIN, large), 413, "TOO_LARGE");

        var head = "PUT " + SHOW + " HTTP/1.1\r\nHost: localhost\r\nUser-Id: " + ADMIN;
        var type = "\r\nContent-Type: application/json\r\nConnection: close\r\n";
        var chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
        assertThat(
                        edge.raw(
                                head
                                        + type
                                        + "Transfer-Encoding: chunked\r\n\r\n"
                                        + chunk.repeat(5)
                                        + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void refusesBodiesThatAreNotSaidToBeJson() {
        for (var type : new String[] {"text/plain", "application/jsonp", "application/xml"}) {
            var answer = edge.send("PUT", SHOW, ADMIN, null, "Content-Type", type);
            expectProblem(answer, 415, "NOT_JSON");
        }
        expectProblem(edge.send("PUT", SHOW, ADMIN, null), 415, "NOT_JSON");
        var charset = "application/json; charset=utf-8";
        var empty = edge.send("PUT", SHOW, ADMIN, null, "Content-Type", charset);
        expectProblem(empty, 400, "MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"charset=latin-1", "charset=%%%", "charset=", "charset=utf-16"})
    void readsUtf8WhateverCharsetIsSaid(String parameter) {
        var json = "application/json; " + parameter;
        var put = edge.send("PUT", SHOW, ADMIN, null, "Content-Type", json);
        expectProblem(put, 400, "MALFORMED");

        var list = "/v1/shows?movieName=Avatar";
        assertThat(edge.send("GET", list, ADMIN, null, "Content-Type", json).status())
                .isEqualTo(200);
    }

    @Test
    void refusesBodiesThatAreSaidToBeCompressed() {
        var answer = edge.send("PUT", SHOW, ADMIN, capacity(3), "Content-Encoding", "gzip");
        expectProblem(answer, 415, "NOT_JSON");
        assertThat(answer.body().path("detail").asText()).contains("Content-Encoding");
        assertThat(edge.send("PUT", SHOW, ADMIN, "{", "Content-Encoding", "Identity").status())
                .isEqualTo(400);
    }

    @Test
    void saysWhenItIsFull() {
        edge.order.fillUp();
        var answer = edge.put(SHOW, ADMIN, capacity(3));

        expectProblem(answer, 429, "TOO_MANY_REQUESTS");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "TOO_MANY_PENDING, 429, TOO_MANY_REQUESTS",
        "TOO_MANY_IN_FLIGHT, 429, TOO_MANY_REQUESTS",
        "KEY_REUSED, 422, KEY_REUSED",
        "STALE, 503, NO_AGREEMENT",
        "HISTORY_FULL, 503, NO_AGREEMENT",
        "NOT_HANDED_OVER, 503, NO_AGREEMENT",
    })
    void passesTheRolesRefusalsOn(Reason reason, int status, String code) {
        edge.order.refuse(reason);

        expectProblem(edge.put(SHOW, ADMIN, capacity(3)), status, code);
    }

    @ParameterizedTest
    @CsvSource({
        "TOO_MANY_PENDING",
        "TOO_MANY_IN_FLIGHT",
        "STALE",
        "HISTORY_FULL",
        "NOT_HANDED_OVER"
    })
    void saysOfARequestWithAKeyOnlyThatThisAttemptDidNotDoIt(Reason reason) {
        edge.order.refuse(reason);

        var keyed = edge.send("PUT", SHOW, ADMIN, capacity(3), RequestKey.HEADER, "k");
        assertThat(keyed.body().path("detail").asText())
                .endsWith(
                        "was not done by this attempt; an earlier one under its key may have done"
                                + " it");
        assertThat(edge.put(SHOW, ADMIN, capacity(3)).body().path("detail").asText())
                .endsWith("was not done");
    }

    @Test
    void saysThatTooManyKeysAreInUse() {
        edge.order.answer(Verdict.KEYS_EXHAUSTED);
        var answer = edge.put(SHOW, ADMIN, capacity(3));

        expectProblem(answer, 429, "TOO_MANY_REQUESTS");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.header("Sequence-Number")).isEqualTo("1");
    }

    @Test
    void neitherHangsNorGuessesWithoutAnAnswer() {
        try (var silent = Edge.silent()) {
            var unkeyed = silent.put(SHOW, ADMIN, capacity(3));
            expectProblem(unkeyed, 503, "NO_AGREEMENT");
            assertThat(unkeyed.header("Retry-After")).isEqualTo("1");
            assertThat(unkeyed.body().path("title").asText())
                    .as("whatever the quorum is")
                    .isEqualTo("Too few replicas have agreed in time");
            assertThat(unkeyed.body().path("detail").asText()).contains("may do it twice");

            var keyed = silent.send("PUT", SHOW, ADMIN, capacity(3), RequestKey.HEADER, "k");
            assertThat(keyed.body().path("detail").asText()).contains("with its key is safe");

            var list = silent.get("/v1/shows?movieName=Avatar", ADMIN);
            assertThat(list.body().path("detail").asText()).endsWith("to repeat it is safe");
        }
    }
}
