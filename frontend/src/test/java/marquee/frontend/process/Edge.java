package marquee.frontend.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.InputStream;
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
import marquee.config.FrontEndConfig;
import marquee.config.HttpConfig;
import marquee.config.Mode;
import marquee.config.NodeConfig;
import marquee.frontend.FrontEndEffect.Noticed;
import marquee.frontend.Incident;
import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/// A front end's web service on a free port, before a cluster that is one object.
final class Edge implements AutoCloseable {
    static final LocalDate TODAY = LocalDate.of(2023, 5, 15);
    static final String ADMIN = "ATWA1111";
    static final String CUSTOMER = "ATWC2222";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = new JsonMapper();

    final Switchboard switchboard = new Switchboard(new RequestLog(true));
    final OrderStandIn order = new OrderStandIn(TODAY, switchboard::perform);
    final WebService web;

    Edge() {
        this(Duration.ofSeconds(10));
    }

    /// One whose cluster answers nobody, which it says soon.
    static Edge silent() {
        var edge = new Edge(Duration.ofMillis(200));
        edge.order.fallSilent();
        return edge;
    }

    private Edge(Duration deadline) {
        var self =
                new FrontEndConfig(
                        new NodeConfig(NodeId.frontEnd(1), "localhost", 9000, "127.0.0.1"),
                        new HttpConfig("localhost", 8080, "127.0.0.1"));
        var nodes = ImmutableList.of(NodeId.SEQUENCER, NodeId.frontEnd(1), NodeId.replica(2));
        var around = new Surroundings(self, Mode.BOTH, nodes);
        web = switchboard.connect(order, () -> ImmutableMap.of("link_sent", 17L), deadline, around);
        web.start("127.0.0.1", 0);
    }

    /// What came back.
    record Answer(int status, HttpHeaders headers, JsonNode body) {
        String code() {
            return body.path("code").asText();
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    Answer get(String path, String user) {
        return send("GET", path, user, null);
    }

    Answer put(String path, String user, String body) {
        return send("PUT", path, user, body);
    }

    Answer post(String path, String user, String body) {
        return send("POST", path, user, body);
    }

    Answer delete(String path, String user) {
        return send("DELETE", path, user, null);
    }

    /// Sends a request with further headers, names and values in turn.
    Answer send(String method, String path, String user, @Nullable String body, String... headers) {
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
    String raw(String request) {
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

    void notice(Incident incident) {
        switchboard.perform(new Noticed(incident));
    }

    static String capacity(Object capacity) {
        return "{\"capacity\": %s}".formatted(capacity);
    }

    static String tickets(String movieId, String movie, Object tickets) {
        return "{\"movieId\": \"%s\", \"movieName\": \"%s\", \"tickets\": %s}"
                .formatted(movieId, movie, tickets);
    }

    static String bookings(String customer) {
        return "/v1/customers/" + customer + "/bookings";
    }

    @Override
    public void close() {
        web.close();
    }
}
