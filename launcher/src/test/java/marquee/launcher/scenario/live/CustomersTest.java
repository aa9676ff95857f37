package marquee.launcher.scenario.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.collect.ImmutableList;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import marquee.client.Operation;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.History.Called;
import marquee.launcher.scenario.Recorder.Made;
import marquee.launcher.scenario.Step.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomersTest {
    private static final Call SCHEDULE =
            new Call(
                    1,
                    "ATWC1111",
                    "ATWC1111",
                    1,
                    null,
                    Operation.SCHEDULE,
                    ImmutableList.of(),
                    ImmutableList.of());

    /// Nobody waits so long to call again.
    private static final String LONG_SECONDS = "60";

    private HttpServer frontEnd;
    private Customers customers;

    @BeforeEach
    void open() throws IOException {
        frontEnd = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        frontEnd.start();
        var url = URI.create("http://127.0.0.1:" + frontEnd.getAddress().getPort());
        customers = new Customers(ImmutableList.of(url), 1);
    }

    @AfterEach
    void close() {
        customers.close();
        frontEnd.stop(0);
    }

    @Test
    void tellsWhatWasHeardWhenItIsNothingDefinite() throws InterruptedException {
        answer(500, "{\"code\":\"BROKEN\"}");

        assertThat(customers.call(ImmutableList.of(SCHEDULE)))
                .containsExactly("UNKNOWN (500 {\"code\":\"BROKEN\"})");
        assertThat(customers.made()).extracting(Made::seen).containsExactly("UNKNOWN");
    }

    @Test
    void tellsADefiniteAnswerInTheWordsOfScenarios() throws InterruptedException {
        answer(200, "{\"status\":\"OK\",\"code\":\"SCHEDULE\",\"bookings\":[]}");

        assertThat(customers.call(ImmutableList.of(SCHEDULE))).containsExactly("SCHEDULE");
    }

    @Test
    void notesThatACallWasNotTakenAsWhatItSawAndAsAnUnknownOutcome() throws InterruptedException {
        answer(429, "{\"code\":\"TOO_MANY_REQUESTS\"}");

        assertThat(customers.call(ImmutableList.of(SCHEDULE))).containsExactly("NOT_TAKEN");
        assertThat(customers.made()).extracting(Made::seen).containsExactly("NOT_TAKEN");
        assertThat(customers.events())
                .extracting(event -> ((Called) event).seen(), History.Event::ended)
                .containsExactly(tuple("UNKNOWN", Long.MAX_VALUE));
    }

    private void answer(int status, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        frontEnd.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.getResponseHeaders().set("Retry-After", LONG_SECONDS);
                        exchange.sendResponseHeaders(status, bytes.length);
                        exchange.getResponseBody().write(bytes);
                    }
                });
    }
}
