package marquee.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two front ends, and a booking with a key.
@Timeout(120)
class FrontEndClientTest {
    private static final String BUSY = "{\"status\":503,\"code\":\"NO_AGREEMENT\"}";
    private static final String BOOKED = "{\"status\":\"OK\",\"code\":\"BOOKED\",\"held\":2}";
    private static final String FULL = "{\"status\":429,\"code\":\"TOO_MANY_REQUESTS\"}";
    private static final String MISDIRECTED = "{\"status\":421,\"code\":\"MISDIRECTED\"}";
    private static final ImmutableMap<String, String> NO_HEADERS = ImmutableMap.of();
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final StubFrontEnd first;
    private final StubFrontEnd second;
    private final Call call;

    FrontEndClientTest() throws Exception {
        first = new StubFrontEnd();
        second = new StubFrontEnd();
        var arguments = ImmutableList.of("ATWM160523", "Avatar", "2");
        call = Operation.BOOK.call("ATWC2222", "ATWC2222", arguments, "key-1");
    }

    @BeforeEach
    void bookEverything() {
        first.replies(201, BOOKED);
        second.replies(201, BOOKED);
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void sendsWhatTheServiceExpects() throws Exception {
        var answer = client(first.url()).send(call);

        assertThat(answer.code()).isEqualTo("BOOKED");
        assertThat(answer.sequenceNumber()).isEqualTo(7);
        assertThat(answer.agreedBy()).isEqualTo("R1,R3");
        assertThat(first.requests())
                .containsExactly(
                        new StubFrontEnd.Request(
                                "POST",
                                "/v1/customers/ATWC2222/bookings",
                                "ATWC2222",
                                "",
                                "key-1",
                                "{\"movieId\":\"ATWM160523\",\"movieName\":\"Avatar\","
                                        + "\"tickets\":2}"));
    }

    @Test
    void repeatsUnderTheSameKeyWhenThereWasNoAgreement() throws Exception {
        try (var frontEnd = new StubFrontEnd().replies(503, BUSY).replies(201, BOOKED)) {
            var answer = client(frontEnd.url()).send(call);

            assertThat(answer.status()).isEqualTo(201);
            assertThat(keys(frontEnd)).containsExactly("key-1", "key-1");
        }
    }

    @Test
    void repeatsUnderTheSameKeyWhenTheConnectionBreaksOff() throws Exception {
        try (var frontEnd = new StubFrontEnd().breaksOff().breaksOff().replies(201, BOOKED)) {
            var answer = client(frontEnd.url()).send(call);

            assertThat(answer.status()).isEqualTo(201);
            assertThat(keys(frontEnd)).containsExactly("key-1", "key-1", "key-1");
        }
    }

    @Test
    @Timeout(20)
    void aCallThatIsGivenUpBetweenRefusalsIsNotDoneAndIsNotSentAgain() throws Exception {
        try (var frontEnd = new StubFrontEnd().replies(429, FULL, NO_HEADERS);
                var client = client(frontEnd.url());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts = client.attempts(call);
            var run = threads.submit(attempts::run);
            await(() -> !frontEnd.requests().isEmpty());
            await(() -> !attempts.giveUp());

            assertThatThrownBy(run::get).hasCauseInstanceOf(InterruptedException.class);
            assertThat(frontEnd.requests()).hasSize(1);
        }
    }

    @Test
    void aCallThatIsGivenUpWhileAFrontEndHasItMayBeDone() throws Exception {
        try (var frontEnd = new StubFrontEnd().stalls();
                var client = client(frontEnd.url());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts = client.attempts(call);
            var run = threads.submit(attempts::run);
            await(() -> !frontEnd.requests().isEmpty());

            assertThat(attempts.giveUp()).isTrue();
            run.cancel(true);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    @Test
    void goesToTheNextFrontEndAndStaysThere() throws Exception {
        try (var client = client(unusedUrl(), second.url())) {
            client.send(call);
            client.send(call);
        }

        assertThat(keys(second)).containsExactly("key-1", "key-1");
    }

    @Test
    void leavesAFrontEndThatFindsNoAgreement() throws Exception {
        try (var frontEnd = new StubFrontEnd().replies(503, BUSY)) {
            client(frontEnd.url(), second.url()).send(call);

            assertThat(frontEnd.requests()).hasSize(1);
            assertThat(keys(second)).containsExactly("key-1");
        }
    }

    @Test
    void takesARefusalForAnAnswer() throws Exception {
        try (var frontEnd = new StubFrontEnd().replies(409, "{\"code\":\"WEEK_LIMIT\"}")) {
            var answer = client(frontEnd.url(), second.url()).send(call);

            assertThat(answer.code()).isEqualTo("WEEK_LIMIT");
            assertThat(second.requests()).isEmpty();
        }
    }

    @Test
    void handsOverTheLastAnswerWhenTheDeadlineIsOver() throws Exception {
        try (var frontEnd = new StubFrontEnd().replies(503, BUSY);
                var client =
                        new FrontEndClient(
                                ImmutableList.of(frontEnd.url()), Duration.ofSeconds(3))) {
            assertThat(client.send(call).code()).isEqualTo("NO_AGREEMENT");
            // After 0, 0.1, 0.3, 0.7, 1.5 and 2.5 s.
            assertThat(frontEnd.requests()).hasSizeBetween(2, 6);
            assertThat(ImmutableSet.copyOf(keys(frontEnd))).containsExactly("key-1");
        }
    }

    @Test
    void givesUpSoonWhenNobodyTakesAConnection() throws Exception {
        var url = unusedUrl();

        assertThatThrownBy(() -> client(url).send(call))
                .isInstanceOf(UnreachableException.class)
                .hasMessage("no front end answers: " + url + " takes no connection");
    }

    @Test
    void goesOnWhileNobodyTakesAConnectionIfToldTo() throws Exception {
        var patience = new FrontEndClient.Patience(DEADLINE, DEADLINE, Integer.MAX_VALUE);
        var url = unusedUrl();
        try (var client = new FrontEndClient(ImmutableList.of(url), patience);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(() -> client.send(call));
            // Later than a client that is told nothing gives up.
            assertThatThrownBy(() -> answer.get(2, TimeUnit.SECONDS))
                    .isInstanceOf(TimeoutException.class);
            try (var late = new StubFrontEnd(url.getPort()).replies(201, BOOKED)) {
                assertThat(answer.get().code()).isEqualTo("BOOKED");
                assertThat(keys(late)).containsExactly("key-1");
            }
        }
    }

    @Test
    void leavesAFrontEndThatEndsNoAnswer() throws Exception {
        var patience = new FrontEndClient.Patience(DEADLINE, Duration.ofMillis(200), 1);
        try (var frontEnd = new StubFrontEnd().stalls();
                var client =
                        new FrontEndClient(
                                ImmutableList.of(frontEnd.url(), second.url()), patience)) {
            assertThat(client.send(call).code()).isEqualTo("BOOKED");
        }
    }

    @Test
    void leavesAFrontEndWhoseAnswerIsLongerThanAnyIs() throws Exception {
        var endless = "{\"code\":\"" + "X".repeat(HttpExchange.ANSWER_BYTES_MAX) + "\"}";
        try (var frontEnd = new StubFrontEnd().replies(409, endless)) {
            assertThat(client(frontEnd.url(), second.url()).send(call).code()).isEqualTo("BOOKED");
        }
    }

    @Test
    void leavesAFrontEndThatStandsStill() throws Exception {
        var patience = new FrontEndClient.Patience(DEADLINE, Duration.ofMillis(200), 1);
        assertThatItLeavesOneThatStandsStill(patience);
    }

    @Test
    void goesOnFromARefusalThatDoesNotTellWhatAnEarlierAttemptDid() throws Exception {
        try (var unsure = new StubFrontEnd().replies(503, BUSY, NO_HEADERS).replies(201, BOOKED);
                var other = new StubFrontEnd().replies(421, MISDIRECTED, NO_HEADERS)) {
            assertThat(client(unsure.url(), other.url()).send(call).code()).isEqualTo("BOOKED");

            assertThat(keys(unsure)).containsExactly("key-1", "key-1");
        }
    }

    @Test
    void callsNothingRefusedThatMayBeDone() throws Exception {
        var patience = new FrontEndClient.Patience(Duration.ofSeconds(1), DEADLINE, 1);
        try (var frontEnd =
                        new StubFrontEnd()
                                .replies(503, BUSY, NO_HEADERS)
                                .replies(401, "{\"code\":\"NO_IDENTITY\"}", NO_HEADERS);
                var client = new FrontEndClient(ImmutableList.of(frontEnd.url()), patience)) {
            assertThat(client.send(call).code()).isEqualTo("NO_AGREEMENT");
        }
    }

    @Test
    void repeatsABookingThatMayBeDoneOnlyWhileItsKeyIsKnownForCertainP3() throws Exception {
        try (var frontEnd =
                        new StubFrontEnd()
                                .replies(429, FULL, NO_HEADERS)
                                .replies(503, BUSY, NO_HEADERS)
                                .replies(201, BOOKED);
                var client = impatient(frontEnd.url())) {
            assertThat(client.send(call).code()).isEqualTo("NO_AGREEMENT");

            assertThat(frontEnd.requests()).hasSize(2);
        }
    }

    @Test
    void saysOfABookingThatIsNotRepeatedAnyMoreThatItMayBeDone() throws Exception {
        try (var frontEnd = new StubFrontEnd().breaksOff().replies(201, BOOKED);
                var client = impatient(frontEnd.url())) {
            assertThatThrownBy(() -> client.send(call))
                    .isInstanceOf(UnreachableException.class)
                    .extracting(e -> ((UnreachableException) e).mayBeDone())
                    .isEqualTo(true);
        }
    }

    @Test
    void asksAnotherFrontEndWhileABookingMayBeRepeated() throws Exception {
        var patience = new FrontEndClient.Patience(DEADLINE, DEADLINE, 1, Duration.ofSeconds(1));
        assertThatItLeavesOneThatStandsStill(patience);
    }

    @Test
    void repeatsAQuestionUntilTheDeadline() throws Exception {
        try (var frontEnd = new StubFrontEnd().replies(503, BUSY, NO_HEADERS).replies(201, BOOKED);
                var client = impatient(frontEnd.url())) {
            assertThat(client.get("/v1/cluster", "code").code()).isEqualTo("BOOKED");
        }
    }

    @Test
    void takesARefusalOfTheOrderForAnAnswerWhateverWasBefore() throws Exception {
        try (var frontEnd =
                new StubFrontEnd()
                        .replies(503, BUSY, NO_HEADERS)
                        .replies(409, "{\"code\":\"WEEK_LIMIT\"}")) {
            assertThat(client(frontEnd.url()).send(call).code()).isEqualTo("WEEK_LIMIT");
        }
    }

    @Test
    void takesAnyRefusalOfAQuestionForAnAnswer() throws Exception {
        try (var frontEnd =
                new StubFrontEnd()
                        .replies(503, BUSY, NO_HEADERS)
                        .replies(421, MISDIRECTED, NO_HEADERS)) {
            assertThat(client(frontEnd.url()).get("/v1/cluster", "view").code())
                    .isEqualTo("MISDIRECTED");
        }
    }

    @Test
    void endsAtOnceWithAFaultOfTheProgramWhichMayHaveDoneIt() throws Exception {
        try (var frontEnd =
                new StubFrontEnd()
                        .replies(500, "{\"code\":\"BROKEN\"}", NO_HEADERS)
                        .replies(201, BOOKED)) {
            var answer = client(frontEnd.url()).send(call);

            assertThat(answer.code()).isEqualTo("BROKEN");
            assertThat(answer.mayBeDone()).isTrue();
            assertThat(answer.exitStatus()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301, ''",
        "200, <p>Welcome</p>",
        "200, [1]",
        "200, {}",
        "200, '{\"status\":\"OK\"}'",
        "201, '{\"status\":\"OK\",\"code\":\"BOOKED\"}'", // Without a place in the order.
        "201, '{\"status\":\"queued\",\"code\":\"BOOKED\"}'",
        "404, <p>Not found</p>",
        "404, {\"error\":\"not found\"}",
        "404, {\"code\":404}",
        "502, <p>Bad gateway</p>",
        "502, {\"code\":\"BAD_GATEWAY\"}",
        "504, {\"code\":\"GATEWAY_TIMEOUT\"}",
    })
    void goesOnFromSomebodyWhoIsNoFrontEndOrHasNone(int status, String body) throws Exception {
        try (var stranger = new StubFrontEnd().replies(status, body, NO_HEADERS)) {
            var answer = client(stranger.url(), second.url()).send(call);

            assertThat(answer.code()).isEqualTo("BOOKED");
            assertThat(stranger.requests()).hasSize(1);
            assertThat(keys(second)).containsExactly("key-1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, <p>Hello</p>, true",
        "200, {}, true",
        "301, <p>Hello</p>, false",
        "404, <p>Hello</p>, false"
    })
    void givesUpSoonWhereNobodyIsAFrontEnd(int status, String body, boolean mayBeDone)
            throws Exception {
        try (var stranger = new StubFrontEnd().replies(status, body, NO_HEADERS)) {
            var url = stranger.url();
            assertThatThrownBy(() -> client(url).send(call))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessage(
                            "no front end answers: %s answered %d, but not as a front end",
                            url, status)
                    .extracting(e -> ((UnreachableException) e).mayBeDone())
                    .isEqualTo(mayBeDone);
            assertThat(stranger.requests()).hasSize(FrontEndClient.REFUSED_ROUNDS_MAX);
        }
    }

    @Test
    void waitsForTheFrontEndBehindAProxy() throws Exception {
        var patience = new FrontEndClient.Patience(DEADLINE, DEADLINE, 1);
        try (var proxy =
                        new StubFrontEnd()
                                .replies(502, "<p>Bad gateway</p>", NO_HEADERS)
                                .replies(201, BOOKED);
                var client = new FrontEndClient(ImmutableList.of(proxy.url()), patience)) {
            assertThat(client.send(call).code()).isEqualTo("BOOKED");
        }
    }

    @Test
    void asksNoSoonerThanTheFrontEndWants() throws Exception {
        try (var frontEnd = new StubFrontEnd().replies(429, FULL, later(1)).replies(201, BOOKED)) {
            long start = System.nanoTime();
            assertThat(client(frontEnd.url()).send(call).code()).isEqualTo("BOOKED");

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void endsWhereTheFrontEndWantsToBeAskedAfterTheDeadline() throws Exception {
        try (var frontEnd = new StubFrontEnd().replies(429, FULL, later(60))) {
            assertThat(client(frontEnd.url()).send(call).code()).isEqualTo("TOO_MANY_REQUESTS");

            assertThat(frontEnd.requests()).hasSize(1);
        }
    }

    @Test
    void asksTheNextFrontEndAtOnceHoweverLongTheFirstWantsToBeLeftAlone() throws Exception {
        try (var frontEnd = new StubFrontEnd().replies(429, FULL, later(60))) {
            assertThat(client(frontEnd.url(), second.url()).send(call).code()).isEqualTo("BOOKED");
        }
    }

    @Test
    void asksAgainSoonWhereOneOfThemDoesNotWantToBeLeftAlone() throws Exception {
        try (var patient = new StubFrontEnd().replies(429, FULL, later(60)).replies(201, BOOKED);
                var broken = new StubFrontEnd().breaksOff().replies(201, BOOKED)) {
            assertThat(client(patient.url(), broken.url()).send(call).code()).isEqualTo("BOOKED");
        }
    }

    /// Of two rounds, since the first use of TLS in a process takes long: on a machine that has no
    /// time, longer than a connection may.
    @Test
    void handsNothingOverWhereThereIsNoTls() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var plain = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                var client =
                        new FrontEndClient(
                                ImmutableList.of(
                                        URI.create("https://127.0.0.1:" + plain.getLocalPort())),
                                new FrontEndClient.Patience(DEADLINE, DEADLINE, 2))) {
            threads.execute(() -> answerInPlainText(plain));
            assertThatThrownBy(() -> client.send(call))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("is not to be believed (")
                    .extracting(e -> ((UnreachableException) e).mayBeDone())
                    .isEqualTo(false);
        }
    }

    /// Answers whoever comes, until `plain` is closed.
    private static void answerInPlainText(ServerSocket plain) {
        while (!plain.isClosed()) {
            try (var socket = plain.accept()) {
                socket.getInputStream().read();
                var text = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
                socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // He has broken off, or it is closed.
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, true",
        "https://host:65535, true",
        "http://127.0.0.1:65536, false",
        "ftp://127.0.0.1, false",
    })
    void knowsWhatIsAnAddress(URI url, boolean expected) {
        assertThat(FrontEndClient.isUrl(url)).isEqualTo(expected);
    }

    private static ImmutableMap<String, String> later(int seconds) {
        return ImmutableMap.of("Retry-After", Integer.toString(seconds));
    }

    /// One that sends nothing again that may be done.
    private void assertThatItLeavesOneThatStandsStill(FrontEndClient.Patience patience)
            throws Exception {
        try (var still = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                var client =
                        new FrontEndClient(
                                ImmutableList.of(
                                        URI.create("http://127.0.0.1:" + still.getLocalPort()),
                                        second.url()),
                                patience)) {
            assertThat(client.send(call).code()).isEqualTo("BOOKED");
        }
    }

    private static FrontEndClient impatient(URI url) {
        return new FrontEndClient(
                ImmutableList.of(url),
                new FrontEndClient.Patience(DEADLINE, DEADLINE, 1, Duration.ZERO));
    }

    private static FrontEndClient client(URI... urls) {
        return new FrontEndClient(ImmutableList.copyOf(urls), DEADLINE);
    }

    private static ImmutableList<String> keys(StubFrontEnd frontEnd) {
        return frontEnd.requests().stream()
                .map(StubFrontEnd.Request::key)
                .collect(ImmutableList.toImmutableList());
    }

    static URI unusedUrl() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
