package marquee.frontend.process;

import static marquee.frontend.process.Edge.ADMIN;
import static marquee.frontend.process.Edge.CUSTOMER;
import static marquee.frontend.process.Edge.bookings;
import static marquee.frontend.process.Edge.capacity;
import static marquee.frontend.process.Edge.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.Canonical;
import marquee.frontend.process.web.ProblemCode;
import marquee.frontend.process.web.Reply;
import marquee.frontend.process.web.RequestKey;
import marquee.frontend.process.web.TokenDesk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Script and control characters in every field that a person can fill, paths that lead elsewhere,
/// and heads without end: each is refused in JSON that says it is JSON, and nothing of it is done.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {
    private static final String SCRIPT = "<script>alert(1)</script>";

    private final Edge edge = new Edge();

    @AfterAll
    void close() {
        edge.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SCRIPT,
                "\"><img src=x onerror=alert(1)>",
                "'; DROP TABLE bookings; --",
                "line\nfeed",
                "line\r\nSet-Cookie: a=b",
                "\u001b[31mred",
                "nul\u0000",
                "\u202eright to left",
                "${jndi:ldap://x/a}",
                "{{7*7}}",
                "%s%n%n",
            })
    void whatIsWrittenIntoAFieldIsNeverMoreThanText(String text) {
        var encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        var json = text.replace("\\", "\\\\").replace("\"", "\\\"");
        var quoted = new StringBuilder();
        json.chars()
                .forEach(c ->
                        quoted.append(c < ' ' ? "\\u%04x".formatted(c) : String.valueOf((char) c)));
        var answers = new ArrayList<Edge.Answer>();
        answers.add(edge.get("/v1/shows?movieName=" + encoded, CUSTOMER));
        answers.add(edge.get(bookings(encoded), ADMIN));
        answers.add(edge.put("/v1/shows/ATWM160523/" + encoded, ADMIN, capacity(3)));
        answers.add(edge.delete("/v1/shows/" + encoded + "/Avatar", ADMIN));
        answers.add(edge.post(bookings(CUSTOMER), CUSTOMER, tickets("" + quoted, "Avatar", 1)));
        answers.add(edge.post(bookings(CUSTOMER), CUSTOMER, tickets("ATWM160523", "" + quoted, 1)));
        answers.add(
                edge.post(
                        bookings(CUSTOMER),
                        CUSTOMER,
                        tickets("ATWM160523", "Avatar", "\"" + quoted + "\"")));
        answers.add(edge.put("/v1/faults/" + encoded, "", "{\"faults\":\"clear\",\"seed\":1}"));
        answers.add(edge.put("/v1/faults/R2", "", "{\"faults\":\"" + quoted + "\",\"seed\":1}"));
        answers.add(edge.put("/v1/business-date", "", "{\"date\":\"" + quoted + "\"}"));
        answers.add(edge.get("/" + encoded, ""));

        assertThat(answers).allSatisfy(HostileRequestsTest::expectRefusal);
        assertThat(edge.order.ordered()).isZero();
    }

    @Test
    void scriptInAHeaderIsNoUserAndNoKey() {
        expectRefusal(edge.get(bookings(CUSTOMER), SCRIPT));
        expectRefusal(
                edge.send(
                        "DELETE",
                        "/v1/shows/ATWM160523/Avatar",
                        ADMIN,
                        null,
                        RequestKey.HEADER,
                        "a b" + SCRIPT));
    }

    @Test
    void aLineOfALogIsOneLineWhateverWasSent() {
        var show = new ShowArguments(Canonical.movieId("a\nb\u001b[1m"), Canonical.movie("\r\n#9"));
        var user = Canonical.userId("x\u2028\u0085y\n");
        for (var operation :
                List.of(
                        new AddMovieSlots(user, show, 1),
                        new BookMovieTickets(user, user, show, 1))) {
            var reply = Reply.problem(ProblemCode.MALFORMED, "a\nb");
            assertThat(new RequestLog.Line(operation, null, reply, 0).get())
                    .matches("[ -~\u2026]*");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/%252e%252e/etc/passwd",
                "/openapi.json/../../etc/passwd",
                "/..;/etc/passwd",
                "/..\\..\\etc\\passwd",
                "/%c0%ae%c0%ae/etc/passwd",
                "/static/..%5c..%5cetc%5cpasswd",
                "//etc/passwd",
                "/file:///etc/passwd",
                "/openapi.json%00.html",
            })
    void noPathLeadsToAFile(String path) {
        var answer =
                edge.raw(
                        "GET "
                                + path
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .containsPattern("^HTTP/1.1 40[04] ")
                .contains("application/problem+json", "nosniff")
                .doesNotContain("root:", "Exception", "/etc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8080", "localhost.evil.example", "x"})
    void aStrangersNameForThisMachineIsRefusedAndCounted(String host) {
        long before = edge.refused("foreign_host");
        for (var path : List.of("/", "/v1/cluster", "/v1/shows?movieName=Avatar")) {
            assertThat(edge.raw(request(path, host)))
                    .startsWith("HTTP/1.1 421 ")
                    .contains("\"code\":\"MISDIRECTED\"", "application/problem+json");
        }
        assertThat(edge.refused("foreign_host")).isEqualTo(before + 3);
        assertThat(edge.order.ordered()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "LOCALHOST", "127.0.0.1:1", "192.0.2.7", "[::1]:80"})
    void anAddressAndItsOwnNameAreThisMachine(String host) {
        assertThat(edge.raw(request("/v1/cluster", host))).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void withTokensAnyNameIsAnswered() {
        try (var guarded = new Edge(new TokenDesk().access())) {
            assertThat(guarded.raw(request("/healthz", "evil.example")))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    private static String request(String path, String host) {
        return "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Id: ATWC2222\r\nConnection: close\r\n\r\n"
                .formatted(path, host);
    }

    @Test
    void aHeadWithoutEndIsRefusedAndCounted() {
        var head = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n";
        var long1 = head + "X: " + "a".repeat(20_000) + "\r\n\r\n";
        var many = head + "A: b\r\n".repeat(5_000) + "\r\n";
        var path = "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (var request : List.of(long1, many, path)) {
            assertThat(edge.raw(request))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("TOO_LARGE", "application/problem+json");
        }
        assertThat(edge.refused("head_too_large")).isEqualTo(3);
        assertThat(edge.raw("HELLO\r\n\r\n")).contains("HTTP/1.1 400 ");
        assertThat(edge.refused("not_http")).isPositive();
        assertThat(edge.get("/healthz", "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/9.9", "HTTP/1.2", "HTTP/2.0"})
    void anotherVersionOfHttpIsNoRequest(String version) {
        assertThat(edge.raw("GET /healthz " + version + "\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"code\":\"MALFORMED\"", "application/problem+json");
        assertThat(edge.refused("not_http")).isPositive();
    }

    @Test
    void twoLengthsOrALengthAndChunksAreNoRequest() {
        var head =
                String.join(
                        "\r\n",
                        "PUT /v1/shows/ATWM160523/Avatar HTTP/1.1",
                        "Host: localhost",
                        "User-Id: ATWA1111",
                        "Content-Type: application/json",
                        "Connection: close",
                        "");
        assertThat(
                        edge.raw(
                                head
                                        + "Content-Length: 13\r\nContent-Length: 14\r\n\r\n"
                                        + "{\"capacity\":3}"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(
                        edge.raw(
                                head
                                        + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                                        + "0\r\n\r\nGET /metrics HTTP/1.1\r\n"
                                        + "Host: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(edge.order.ordered()).isZero();
    }

    private static void expectRefusal(Edge.Answer answer) {
        assertThat(answer.status()).isBetween(400, 422);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.code()).isNotEmpty();
    }
}
