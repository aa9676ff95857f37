package marquee.frontend.process.web;

import static marquee.frontend.process.Edge.bookings;
import static marquee.frontend.process.Edge.capacity;
import static marquee.frontend.process.Edge.expectProblem;
import static marquee.frontend.process.Edge.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import marquee.frontend.process.Edge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where users have tokens nobody gets in without one that holds, nor with one for more than it is.
class TokenAccessTest {
    private static final String SHOW = "/v1/shows/ATWM160523/Avatar";

    private final TokenDesk desk = new TokenDesk();
    private final Edge edge = new Edge(desk.access());

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void theTokenSaysWhoActsWhateverTheHeaderUserIdSays() {
        var added = put(SHOW, capacity(3), desk.user("ATWA1111"));
        assertThat(added.code()).isEqualTo("ADDED");

        var booking = tickets("ATWM160523", "Avatar", 2);
        assertThat(post(bookings("ATWC2222"), booking, desk.user("ATWC2222")).code())
                .isEqualTo("BOOKED");
        expectProblem(
                post(bookings("ATWC2222"), booking, desk.user("ATWC3333")), 403, "NOT_ALLOWED");
        expectProblem(put(SHOW, capacity(9), desk.user("ATWC2222")), 403, "NOT_ALLOWED");
        expectProblem(put(SHOW, capacity(9), desk.user("VERA1111")), 403, "NOT_YOUR_THEATRE");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/shows?movieName=Avatar",
        "GET, /v1/customers/ATWC2222/bookings",
        "HEAD, /v1/customers/ATWC2222/bookings",
        "POST, /v1/customers/ATWC2222/bookings",
        "POST, /v1/customers/ATWC2222/cancellations",
        "POST, /v1/customers/ATWC2222/exchanges",
        "PUT, /v1/shows/ATWM160523/Avatar",
        "DELETE, /v1/shows/ATWM160523/Avatar",
        "GET, /v1/cluster",
        "HEAD, /v1/cluster",
        "PUT, /v1/faults/R2",
        "PUT, /v1/business-date",
        "GET, /metrics",
    })
    void nobodyGetsInWithoutAToken(String method, String path) {
        var body = method.startsWith("P") ? "{}" : null;
        var answer = edge.send(method, path, "ATWA1111", body);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"marquee\"");
        assertThat(refused("no_token")).isOne();
        assertThat(edge.order.ordered()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz", "/openapi.json"})
    void whatTellsNothingOfAnybodyIsOpen(String path) {
        assertThat(edge.get(path, "").status()).isEqualTo(200);
    }

    @Test
    void everyOtherRouteIsGuarded() {
        for (var route : edge.web.routes()) {
            boolean open = Permission.of(route.path()) == Permission.EVERYBODY;
            assertThat(open)
                    .as(route.path())
                    .isEqualTo(!route.path().startsWith("/v1") && !route.path().equals("/metrics"));
        }
        assertThat(Permission.of("/v1/events")).isEqualTo(Permission.OPERATORS);
        assertThat(Permission.of("/v1/whatever-comes")).isEqualTo(Permission.OPERATORS);
    }

    @Test
    void onlyOperatorsLookAfterTheCluster() {
        var user = desk.user("ATWA1111");
        expectProblem(get("/v1/cluster", user), 403, "NOT_ALLOWED");
        expectProblem(get("/metrics", user), 403, "NOT_ALLOWED");
        var faults = "{\"faults\": \"hang\", \"seed\": 1}";
        expectProblem(put("/v1/faults/R2", faults, user), 403, "NOT_ALLOWED");
        var date = "{\"date\": \"2023-05-16\"}";
        var refused = put("/v1/business-date", date, user);
        expectProblem(refused, 403, "NOT_ALLOWED");
        assertThat(refused.header("WWW-Authenticate")).contains("insufficient_scope");
        assertThat(refused("no_operator")).isEqualTo(4);

        var operator = desk.operator("ATWA1111");
        assertThat(get("/v1/cluster", operator).body().path("access")).hasToString("\"tokens\"");
        assertThat(put("/v1/business-date", date, operator).status()).isEqualTo(200);
        assertThat(put("/v1/faults/R2", faults, operator).status()).isEqualTo(200);
        assertThat(put(SHOW, capacity(3), operator).code()).isEqualTo("ADDED");
    }

    @Test
    void anExpiredTokenIsToldToBeSo() {
        var token = desk.user("ATWC2222");
        desk.pass(TokenDesk.SECONDS - 1);
        assertThat(schedule(token).status()).isEqualTo(200);
        desk.pass(1);

        expectRefused(schedule(token), "expired_token", "the token has expired");
    }

    @Test
    void tokensOfOthersAreNotTakenAndNotTalkedAbout() {
        var detail = "the token does not hold here";
        expectRefused(schedule(desk.ofAnotherCluster("ATWC2222")), "foreign_token", detail);
        expectRefused(schedule(new TokenDesk().user("ATWC2222")), "unknown_key", detail);

        var real = desk.user("ATWC2222");
        var last = real.charAt(real.length() - 1) == 'A' ? 'B' : 'A';
        expectRefused(
                schedule(real.substring(0, real.length() - 1) + last), "forged_token", detail);
        expectRefused(schedule(real.replace("marquee1", "marquee0")), "malformed_token", detail);
        expectRefused(schedule(real + "="), "malformed_token", detail);
        expectRefused(schedule("Bearer ATWC2222"), "malformed_token", detail);
        expectRefused(schedule("Bearer eyJhbGciOiJub25lIn0.e30."), "malformed_token", detail);
        expectRefused(schedule("Bearer " + "A".repeat(7_000)), "malformed_token", detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Basic QVRXQzIyMjI6",
                "Digest username=ATWC2222",
                "ATWC2222",
                "Bearers x"
            })
    void anotherSchemeIsNoToken(String credentials) {
        expectProblem(schedule(credentials), 401, "NO_IDENTITY");
        assertThat(refused("no_token")).isOne();
    }

    @Test
    void twoTokensAreNone() {
        var answer =
                edge.send(
                        "GET",
                        bookings("ATWC2222"),
                        "",
                        null,
                        "Authorization",
                        desk.user("ATWC2222"),
                        "Authorization",
                        desk.user("ATWC2222"));

        expectRefused(answer, "several_tokens", "expected one header Authorization");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/../v1/cluster",
                "/healthz/../v1/cluster",
                "/healthz;/../v1/cluster",
                "/v1/cluster/",
                "/v1/cluster;x=y",
                "//v1/cluster",
                "/V1/cluster",
                "/%76%31/cluster",
                "/v1%2fcluster",
                "/./v1/cluster",
                "/v1/cluster%00",
                "/v1/cluster?access=lab",
            })
    void noSpellingOfAPathLeadsAround(String path) {
        var answer =
                edge.raw(
                        "GET "
                                + path
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).containsPattern("^HTTP/1.1 4\\d\\d ").doesNotContain("sequencer");
    }

    private void expectRefused(Edge.Answer answer, String reason, String detail) {
        expectProblem(answer, 401, "NO_IDENTITY");
        assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        assertThat(answer.body().path("detail").asText()).isEqualTo(detail);
        assertThat(refused(reason)).as(reason).isPositive();
    }

    private Edge.Answer schedule(String credentials) {
        return get(bookings("ATWC2222"), credentials);
    }

    private Edge.Answer get(String path, String credentials) {
        return edge.send("GET", path, "", null, "Authorization", credentials);
    }

    private Edge.Answer put(String path, String body, String credentials) {
        return edge.send("PUT", path, "", body, "Authorization", credentials);
    }

    private Edge.Answer post(String path, String body, String credentials) {
        return edge.send("POST", path, "VERA9999", body, "Authorization", credentials);
    }

    /// How many were sent away for `reason`.
    private long refused(String reason) {
        return Edge.refused(reason, get("/metrics", desk.operator("ATWA1111")));
    }
}
