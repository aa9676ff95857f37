package marquee.frontend.process.watch;

import static marquee.frontend.process.Edge.ADMIN;
import static marquee.frontend.process.Edge.capacity;
import static marquee.frontend.process.Edge.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import marquee.frontend.Incident;
import marquee.frontend.process.Edge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The stream of events over HTTP.
@Timeout(60)
class EventStreamTest {
    /// After so many seconds without any, requests are not counted.
    private static final int SECONDS_MAX = 5;

    private final Edge edge = new Edge();

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void beginsWithWhatTheFrontEndIsAndGoesOnWithWhatHappens() {
        edge.notice(new Incident(Incident.Kind.INCORRECT, 2, 7));
        try (var events = edge.events("")) {
            assertThat(events.next("HTTP/1.1 ")).isEqualTo("200 OK");
            assertThat(events.next("Content-Type: ")).startsWith("text/event-stream");
            assertThat(events.next("event: ")).isEqualTo("hello");
            assertThat(events.next("data: "))
                    .startsWith("{\"access\":\"lab\",\"mode\":\"both\",")
                    .contains("\"frontEnd\":\"frontend-1\",\"at\":\"20")
                    .endsWith("\"nodes\":[\"sequencer\",\"frontend-1\",\"R2\"]}");
            assertThat(events.next("id: ")).endsWith("-1");
            assertThat(events.next("event: ")).isEqualTo("incident");
            assertThat(events.next("data: "))
                    .contains("\"number\":7,\"kind\":\"INCORRECT\",\"slot\":\"R2\",\"times\":1");
        }
    }

    /// The first second in which anything was asked; an answer is counted before it is told.
    private static String ratesWithRequests(Edge.Stream events) {
        String rates = "";
        for (int second = 0; second < SECONDS_MAX; second++) {
            assertThat(events.next("event: rates")).isEmpty();
            rates = Objects.requireNonNull(events.next("data: "));
            if (!rates.contains("\"requests\":0")) {
                break;
            }
        }
        return rates;
    }

    @Test
    void tellsTheClusterTheRatesAndTheLinksOnceASecond() {
        try (var events = edge.events("")) {
            assertThat(events.next("data: {\"mode\""))
                    .contains("\"executed\":12")
                    .doesNotContain("events");
            assertThat(edge.order.watched()).as("managers are overheard").isPositive();
            edge.put("/v1/shows/ATWM160523/Avatar", ADMIN, capacity(3));
            assertThat(events.next("data: {\"number\":1,"))
                    .startsWith("\"operation\":\"addMovieSlots\",\"status\":201,\"code\":\"ADDED\"")
                    .contains("\"agreedBy\":\"R1,R3\"");
            assertThat(ratesWithRequests(events))
                    .containsPattern("\"millis\":[1-9][0-9]{2,},")
                    .contains("\"requests\":1,\"refused\":0,\"failed\":0,\"p50\":")
                    .endsWith("\"wrong\":4}");
            assertThat(events.next("data: "))
                    .isEqualTo(
                            ("{'links':[{'peer':'R2','up':true,'sent':17,'received':16,"
                                            + "'retransmitted':3,'duplicates':2,'dropped':1}]}")
                                    .replace('\'', '"'));
        }
    }

    @Test
    void aFaultOfOneSecondDoesNotEndTheTelling() {
        var first = new AtomicBoolean(true);
        Supplier<Wires> wires =
                () -> {
                    if (first.getAndSet(false)) {
                        throw new IllegalStateException("a fault of the program");
                    }
                    return SomeWires.counted();
                };
        try (var faulty = new Edge(wires);
                var events = faulty.events("")) {
            assertThat(events.next("data: {\"links\":")).isNotNull();
        }
    }

    @Test
    void goesOnAfterTheEventThatIsNamed() {
        edge.notice(new Incident(Incident.Kind.INCORRECT, 2, 7));
        edge.notice(new Incident(Incident.Kind.SPLIT, 0, 8));
        String first;
        try (var events = edge.events("")) {
            first = events.next("id: ");
        }
        try (var events = edge.events("" + first)) {
            assertThat(events.next("id: ")).endsWith("-2");
            assertThat(events.next("data: ")).contains("\"kind\":\"SPLIT\"");
        }
        try (var events = edge.events("another-1")) {
            assertThat(events.next("event: ")).isEqualTo("hello");
            assertThat(events.next("event: ")).isEqualTo("gap");
            assertThat(events.next("id: ")).isEqualTo(first);
        }
    }

    @Test
    void tellsOfAFaultThatIsOrdered() {
        try (var events = edge.events("")) {
            edge.put("/v1/faults/R2", "", "{\"faults\": \"wrong-reply:3\", \"seed\": 17}");

            assertThat(events.next("event: fault")).isEmpty();
            assertThat(events.next("data: "))
                    .contains("\"roles\":[\"R2\"],\"faults\":\"wrong-reply:3\",\"seed\":17");
        }
    }

    @Test
    void aFloodOfOneKindIsToldATasteOf() {
        for (int i = 1; i <= 5_000; i++) {
            edge.notice(new Incident(Incident.Kind.INCORRECT, 2, i));
        }
        edge.notice(new Incident(Incident.Kind.INCORRECT, 3, 9_999));
        try (var events = edge.events("")) {
            var last = events.next("id: ");
            while (!("" + events.next("data: ")).contains("9999")) {
                last = events.next("id: ");
            }
            var number = Integer.parseInt(("" + last).replaceAll(".*-", ""));
            assertThat(number).isLessThan(1_000);
        }
    }

    @Test
    void anIdThatIsNoneIsRefused() {
        expectProblem(edge.get("/v1/events?after=../x", ""), 400, "MALFORMED");
        expectProblem(edge.get("/v1/events?after=life-99999999999999999999", ""), 400, "MALFORMED");
        expectProblem(edge.get("/v1/events?after=life-1&after=life-2", ""), 400, "MALFORMED");
        var odd = "text/plain; charset=latin-1";
        expectProblem(
                edge.send("GET", "/v1/events?after=../x", "", null, "Content-Type", odd),
                400,
                "MALFORMED");
    }

    @Test
    void headersAreToldWithoutAStream() {
        assertThat(edge.raw("HEAD /v1/events HTTP/1.0\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK")
                .contains("text/event-stream")
                .doesNotContain("hello");
    }

    @Test
    void onlySoManyWatchAndWhoLeavesMakesRoom() {
        var streams = new ArrayList<Edge.Stream>();
        for (int i = 0; i < EventFeed.WATCHERS_MAX; i++) {
            var stream = edge.events("");
            streams.add(stream);
            assertThat(stream.next("event: ")).isEqualTo("hello");
        }
        expectProblem(edge.get("/v1/events", ""), 429, "TOO_MANY_REQUESTS");

        streams.removeLast().close();
        await().untilAsserted(() -> {
            try (var stream = edge.events("")) {
                assertThat(stream.next("HTTP/1.1 ")).isEqualTo("200 OK");
            }
        });
        streams.forEach(Edge.Stream::close);
    }

    @Test
    void theEndOfTheFrontEndEndsTheStream() {
        try (var events = edge.events("")) {
            assertThat(events.next("event: ")).isEqualTo("hello");
            edge.close();
            assertThat(events.next("no such line")).isNull();
        }
    }
}
