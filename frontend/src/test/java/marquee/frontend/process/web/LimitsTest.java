package marquee.frontend.process.web;

import static marquee.frontend.process.Edge.bookings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import marquee.frontend.FrontEndEffect.Unknown;
import marquee.frontend.process.Edge;
import marquee.frontend.process.access.Access;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who takes more than his share, or takes his time, is sent away, and others are served.
@Timeout(120)
class LimitsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String UNFINISHED = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ";

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }

    @Test
    void anAddressHasOnlySoManyConnections() throws Exception {
        try (var edge = lab(new WebLimits(64, 3, 1, LONG))) {
            for (int i = 0; i < 3; i++) {
                assertThat(answers(connect(edge))).isTrue();
            }
            for (int i = 0; i < 20; i++) { // More than there is room for, if they took any.
                assertThat(answers(connect(edge))).isFalse();
            }

            sockets.getFirst().close();
            await().atMost(LONG).until(() -> answers(connect(edge)));
            sockets.forEach(LimitsTest::close);
            await().atMost(LONG).until(() -> edge.refused("address_crowded") >= 20);
            assertThat(edge.refused("full")).isZero();
        }
    }

    @Test
    void idleConnectionsGiveWayWhereThereIsNoRoom() throws Exception {
        try (var edge = lab(new WebLimits(4, 1_000, 1, LONG))) {
            for (int i = 0; i < 8; i++) {
                connect(edge);
            }
            // All of them are idle, and four that there is no room for wait before this one.
            assertThat(edge.get("/healthz", "").status()).isEqualTo(200);
            assertThat(edge.refused("full")).isPositive();
        }
    }

    /// `-Dmarquee.connections=9000` tries as many as a process with 20 000 open files can bear,
    /// which here has both ends of each.
    @Test
    void idleAndHalfOpenConnectionsHoldNobodyUp() throws Exception {
        int many = Integer.getInteger("marquee.connections", 200);
        try (var edge = lab(new WebLimits(2 * many, 2 * many, 1, Duration.ofSeconds(2)))) {
            assertThat(edge.get("/healthz", "").status()).isEqualTo(200);
            for (int i = 0; i < many; i++) {
                var socket = connect(edge);
                if (i % 2 == 0) {
                    begin(socket);
                }
            }
            var listed = edge.get("/v1/shows?movieName=Avatar", Edge.CUSTOMER);
            assertThat(listed.code()).isEqualTo("LISTED");
            await().atMost(LONG).until(() -> edge.refused("slow") == many);
        }
    }

    @Test
    void whoTakesTooLongForARequestIsCutOff() throws Exception {
        try (var edge = lab(new WebLimits(100, 100, 1, Duration.ofSeconds(2)));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(edge.get("/healthz", "").status()).isEqualTo(200);
            var body =
                    String.join(
                            "\r\n",
                            "PUT /v1/shows/ATWM160523/Avatar HTTP/1.1",
                            "Host: localhost",
                            "User-Id: ATWA1111",
                            "Content-Type: application/json",
                            "Content-Length: 60000",
                            "",
                            "");
            var cut =
                    List.of(
                            threads.submit(() -> isCutOff(connect(edge), UNFINISHED)),
                            threads.submit(() -> isCutOff(connect(edge), body)),
                            threads.submit(() -> isCutOff(connect(edge), "")));
            for (var each : cut) {
                assertThat(each.get()).isTrue();
            }
            assertThat(edge.get("/healthz", "").status()).isEqualTo(200);
            assertThat(edge.refused("slow")).isEqualTo(3);
            assertThat(edge.order.ordered()).isZero();
        }
    }

    @Test
    void aUserHasOnlySoManyRequestsInFlight() throws Exception {
        var desk = new TokenDesk();
        var limits = new WebLimits(100, 100, 1, LONG);
        try (var edge = new Edge(Entrances.by(desk.access(), limits));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            edge.order.fallSilent();
            var first =
                    CompletableFuture.supplyAsync(() -> schedule(edge, desk, "ATWC2222"), threads);
            var second =
                    CompletableFuture.supplyAsync(() -> schedule(edge, desk, "ATWC2222"), threads);
            var refused = (Edge.Answer) CompletableFuture.anyOf(first, second).get();
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("1");

            var other =
                    CompletableFuture.supplyAsync(() -> schedule(edge, desk, "VERC3333"), threads);
            answer(edge, 1, CompletableFuture.allOf(first, second));
            answer(edge, 2, other);
            assertThat(other.get().status()).isEqualTo(503);
            var again =
                    CompletableFuture.supplyAsync(() -> schedule(edge, desk, "ATWC2222"), threads);
            answer(edge, 3, again);
            assertThat(again.get().status()).isEqualTo(503);
        }
    }

    @Test
    void saysOfARequestBeyondThatWithAKeyThatThisAttemptWasNotDone() {
        try (var edge = lab(new WebLimits(100, 100, 0, LONG))) {
            var customer = Edge.CUSTOMER;
            var book = Edge.tickets("ATWM160523", "Avatar", 1);
            var path = bookings(customer);
            var key = new String[] {"Idempotency-Key", "k"};

            assertThat(detail(edge.send("POST", path, customer, book, key)))
                    .endsWith(
                            "was not done by this attempt; an earlier one under its key may have done it");
            assertThat(detail(edge.send("POST", path, customer, book))).endsWith("was not done");
            assertThat(detail(edge.send("GET", path, customer, null, key)))
                    .as("a GET ignores the key")
                    .endsWith("was not done");
        }
    }

    @Test
    void countsNobodyWhoHasNothing() {
        var flight = new InFlight<String>(2);

        assertThat(flight.enter("a")).isTrue();
        assertThat(flight.enter("a")).isTrue();
        assertThat(flight.enter("a")).isFalse();
        assertThat(flight.enter("b")).isTrue();
        flight.leave("a");
        assertThat(flight.enter("a")).isTrue();
        assertThat(flight.size()).isEqualTo(2);
        flight.leave("a");
        flight.leave("a");
        flight.leave("b");
        assertThat(flight.size()).isZero();
    }

    private static String detail(Edge.Answer refused) {
        assertThat(refused.status()).isEqualTo(429);
        return refused.body().path("detail").asText();
    }

    private static Edge.Answer schedule(Edge edge, TokenDesk desk, String user) {
        return edge.send("GET", bookings(user), "", null, "Authorization", desk.user(user));
    }

    /// Has the cluster say of its call `number` that nothing is known, until `done` is.
    private static void answer(Edge edge, long number, CompletableFuture<?> done) {
        await().atMost(LONG)
                .until(() -> {
                    edge.perform(new Unknown(number));
                    return done.isDone();
                });
    }

    private static Edge lab(WebLimits limits) {
        return new Edge(Entrances.by(Access.LAB, limits));
    }

    private Socket connect(Edge edge) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), edge.web.port());
        synchronized (sockets) {
            sockets.add(socket);
        }
        socket.setSoTimeout((int) LONG.toMillis());
        return socket;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Whether a request is answered on `socket`, which stays open if so.
    private static boolean answers(Socket socket) {
        try {
            socket.getOutputStream()
                    .write(
                            "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == 'H';
        } catch (IOException e) {
            return false;
        }
    }

    private static void begin(Socket socket) {
        try {
            socket.getOutputStream().write(UNFINISHED.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // It was cut off already, on a machine this slow.
        }
    }

    /// Sends `beginning` and then a byte again and again, if it sends anything; whether the server
    /// has ended that without a word that it was well.
    private static boolean isCutOff(Socket socket, String beginning) throws Exception {
        var text = new StringBuilder();
        socket.setSoTimeout(50);
        try {
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                try {
                    int next = socket.getInputStream().read();
                    if (next < 0) {
                        break;
                    }
                    text.append((char) next);
                } catch (SocketTimeoutException e) {
                    if (!beginning.isEmpty()) {
                        socket.getOutputStream().write('a');
                    }
                }
            }
        } catch (SocketException e) {
            // Cut off while it wrote.
        }
        return !text.toString().contains(" 200 ");
    }
}
