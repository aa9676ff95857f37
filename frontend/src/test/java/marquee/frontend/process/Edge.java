package marquee.frontend.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import marquee.config.FrontEndConfig;
import marquee.config.Mode;
import marquee.config.NodeConfig;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEffect.Noticed;
import marquee.frontend.Incident;
import marquee.frontend.process.access.Access;
import marquee.frontend.process.watch.SomeWires;
import marquee.frontend.process.watch.Surroundings;
import marquee.frontend.process.watch.Wires;
import marquee.frontend.process.web.Entrance;
import marquee.frontend.process.web.Entrances;
import marquee.frontend.process.web.WebService;
import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/// A front end's web service on a free port, before a cluster that is one object.
public final class Edge implements AutoCloseable {
    public static final LocalDate TODAY = LocalDate.of(2023, 5, 15);
    public static final String ADMIN = "ATWA1111";
    public static final String CUSTOMER = "ATWC2222";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = new JsonMapper();

    final Switchboard switchboard = new Switchboard(new RequestLog(true));
    public final OrderStandIn order = new OrderStandIn(TODAY, switchboard::perform);
    public final WebService web;

    /// One whose cluster answers.
    public Edge() {
        this(Entrances.by(Access.LAB));
    }

    /// One whose users are known by `access`.
    public Edge(Access access) {
        this(Entrances.by(access));
    }

    /// One that is reached by `entrance`.
    public Edge(Entrance entrance) {
        this(Duration.ofSeconds(10), entrance, SomeWires::counted);
    }

    /// One of a laboratory, whose links are asked for by `wires`.
    public Edge(Supplier<Wires> wires) {
        this(Duration.ofSeconds(10), Entrances.by(Access.LAB), wires);
    }

    /// One whose cluster answers nobody, which it says soon.
    public static Edge silent() {
        var edge = new Edge(Duration.ofMillis(200), Entrances.by(Access.LAB), SomeWires::counted);
        edge.order.fallSilent();
        return edge;
    }

    private Edge(Duration deadline, Entrance entrance, Supplier<Wires> wires) {
        var self =
                new FrontEndConfig(
                        new NodeConfig(NodeId.frontEnd(1), "localhost", 9000, "127.0.0.1"),
                        Entrances.HTTP,
                        null);
        var nodes = ImmutableList.of(NodeId.SEQUENCER, NodeId.frontEnd(1), NodeId.replica(2));
        var around = new Surroundings(self, Mode.BOTH, nodes, entrance);
        web = switchboard.connect(order, wires, deadline, around);
        web.start("127.0.0.1", 0);
    }

    /// Has operations done for another edge.
    public BookingDesk bookings() {
        return switchboard.bookings();
    }

    /// Begins to end, as a front end does that is told to: gives up calls that have no answer.
    public void finish() {
        switchboard.finish();
    }

    /// What came back.
    public record Answer(int status, HttpHeaders headers, JsonNode body) {
        /// The code in the body.
        public String code() {
            return body.path("code").asText();
        }

        /// The header `name`; empty if it is missing.
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    /// Sends a request.
    public Answer get(String path, String user) {
        return send("GET", path, user, null);
    }

    /// Sends a request.
    public Answer put(String path, String user, String body) {
        return send("PUT", path, user, body);
    }

    /// Sends a request.
    public Answer post(String path, String user, String body) {
        return send("POST", path, user, body);
    }

    /// Sends a request.
    public Answer delete(String path, String user) {
        return send("DELETE", path, user, null);
    }

    /// Sends a request with further headers, names and values in turn.
    public Answer send(
            String method, String path, String user, @Nullable String body, String... headers) {
        var all = new ArrayList<String>();
        if (!user.isEmpty()) {
            all.add("User-Id");
            all.add(user);
        }
        if (body != null) {
            all.add("Content-Type");
            all.add("application/json");
        }
        all.addAll(List.of(headers));
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path))
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!all.isEmpty()) {
            request.headers(all.toArray(String[]::new));
        }
        return exchange(request.build());
    }

    private static Answer exchange(HttpRequest request) {
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            var type = response.headers().firstValue("Content-Type").orElse("");
            var body =
                    type.contains("json")
                            ? MAPPER.readTree(response.body())
                            : MAPPER.createObjectNode().put("text", response.body());
            return new Answer(response.statusCode(), response.headers(), body);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no answer to " + request, e);
        }
    }

    /// Sends bytes that no client would, and returns the whole answer as text.
    public String raw(String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), web.port());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            socket.setSoTimeout(10_000);
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("no answer to " + request, e);
        }
    }

    /// How many were sent away for `reason`; asked of a laboratory.
    public long refused(String reason) {
        return refused(reason, get("/metrics", ""));
    }

    /// The same of what `/metrics` has answered.
    public static long refused(String reason, Answer metrics) {
        var line = "marquee_refused_total{reason=\"%s\"} ".formatted(reason);
        return metrics.body()
                .path("text")
                .asText()
                .lines()
                .filter(each -> each.startsWith(line))
                .mapToLong(each -> (long) Double.parseDouble(each.substring(line.length())))
                .sum();
    }

    /// Has the role notice `incident`.
    public void notice(Incident incident) {
        perform(new Noticed(incident));
    }

    /// Has the role do this.
    public void perform(FrontEndEffect effect) {
        switchboard.perform(effect);
    }

    /// Opens the stream of events, on after the event called `after`; empty for all that are kept.
    public Stream events(String after) {
        return new Stream(after);
    }

    /// A stream of events that is read as it comes.
    public final class Stream implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        private Stream(String after) {
            try {
                socket = new Socket(InetAddress.getLoopbackAddress(), web.port());
                socket.setSoTimeout(10_000);
                var resume = after.isEmpty() ? "" : "Last-Event-ID: " + after + "\r\n";
                var request = "GET /v1/events HTTP/1.0\r\nHost: localhost\r\n" + resume + "\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
                lines = new BufferedReader(in);
            } catch (IOException e) {
                throw new AssertionError("no stream", e);
            }
        }

        /// The next line that begins with `start`, without it; null at the end.
        public @Nullable String next(String start) {
            try {
                var line = lines.readLine();
                while (line != null && !line.startsWith(start)) {
                    line = lines.readLine();
                }
                return line == null ? null : line.substring(start.length());
            } catch (IOException e) {
                throw new AssertionError("no line that begins with " + start, e);
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new AssertionError("cannot be closed", e);
            }
        }
    }

    /// Fails unless `answer` is a whole problem document.
    public static void expectProblem(Answer answer, int status, String code) {
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body().path("status").intValue()).isEqualTo(status);
        for (var member : new String[] {"type", "title", "detail"}) {
            assertThat(answer.body().path(member).asText()).as(member).isNotEmpty();
        }
    }

    /// The body that asks for so many seats.
    public static String capacity(Object capacity) {
        return "{\"capacity\": %s}".formatted(capacity);
    }

    /// The body that asks for tickets.
    public static String tickets(String movieId, String movie, Object tickets) {
        return "{\"movieId\": \"%s\", \"movieName\": \"%s\", \"tickets\": %s}"
                .formatted(movieId, movie, tickets);
    }

    /// The path of the customer's bookings.
    public static String bookings(String customer) {
        return "/v1/customers/" + customer + "/bookings";
    }

    @Override
    public void close() {
        web.close();
    }
}
