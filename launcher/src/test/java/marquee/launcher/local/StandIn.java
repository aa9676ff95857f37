package marquee.launcher.local;

import com.google.common.collect.ImmutableList;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import marquee.client.FrontEndClient;

/// In the place of a front end: answers each kind of request with what it was told to, right or
/// not, and with the last of that for ever.
public final class StandIn implements AutoCloseable {
    private static final String NOTHING_TOLD = "{\"code\":\"NOTHING_TOLD\"}";

    private final Map<String, Deque<Said>> answers = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private final HttpServer server =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final FrontEndClient client =
            new FrontEndClient(
                    ImmutableList.of(
                            URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                    Duration.ofSeconds(10));

    private record Said(int status, String body) {
        /// The body, with what every success of an operation has; an empty one says, as a front end
        /// does, `put`, which was asked for.
        String whole(String put) {
            if (body.equals("{}")) {
                return put;
            }
            boolean succeeds = status == 200 && body.startsWith("{\"code\"");
            return succeeds ? "{\"status\":\"OK\"," + body.substring(1) : body;
        }
    }

    /// Begins to answer at a free port.
    public StandIn() throws IOException {
        server.createContext("/", this::answer);
        server.start();
    }

    /// A client that asks it.
    public FrontEndClient client() {
        return client;
    }

    /// From now on `request`, such as `GET /v1/cluster`, is answered with `bodies`.
    public void says(String request, String... bodies) {
        says(request, 200, bodies);
    }

    /// The same with another status than 200.
    public synchronized void says(String request, int status, String... bodies) {
        var said = new ArrayDeque<Said>();
        List.of(bodies).forEach(body -> said.add(new Said(status, body)));
        answers.put(request, said);
    }

    /// What it was asked, all of it.
    public synchronized ImmutableList<String> asked() {
        return ImmutableList.copyOf(asked);
    }

    /// The bodies of what it was asked, of those requests that had one.
    public synchronized ImmutableList<String> bodies() {
        return ImmutableList.copyOf(bodies);
    }

    private synchronized Said next(String request, String body) {
        asked.add(request);
        if (!body.isEmpty()) {
            bodies.add(body);
        }
        var said = answers.get(request);
        if (said == null) {
            return new Said(404, NOTHING_TOLD);
        }
        return said.size() == 1 ? said.element() : said.remove();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var said = next(request, body);
        var bytes = said.whole(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Sequence-Number", "1");
        exchange.sendResponseHeaders(said.status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        client.close();
        server.stop(0);
    }
}
