package marquee.client;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// A web service on a free port that gives the answers it was told, one after the other, and then
/// the last one for ever. An answer without a status breaks the connection off.
final class StubFrontEnd implements AutoCloseable {
    /// In the place of a status: of the answer's body comes less than its head announces.
    private static final int STALLED = -1;

    private static final ImmutableMap<String, String> OF_THE_ORDER =
            ImmutableMap.of("Sequence-Number", "7", "Agreed-By", "R1,R3");

    private final HttpServer server;
    private final Queue<Reply> replies = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();
    private Reply last = new Reply(200, "{\"status\":\"OK\",\"code\":\"BOOKED\"}", OF_THE_ORDER);

    /// What was asked.
    record Request(
            String method, String path, String user, String token, String key, String body) {}

    /// What is answered.
    record Reply(int status, String body, ImmutableMap<String, String> headers) {}

    StubFrontEnd() throws IOException {
        this(0);
    }

    /// One on this port.
    StubFrontEnd(int port) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        server = HttpServer.create(address, 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /// Has the next request answered like this, as what went through the order is.
    StubFrontEnd replies(int status, String body) {
        return replies(status, body, OF_THE_ORDER);
    }

    /// Has the next request answered like this with `headers`, without a place in the order unless
    /// they name one.
    synchronized StubFrontEnd replies(
            int status, String body, ImmutableMap<String, String> headers) {
        replies.add(new Reply(status, body, headers));
        return this;
    }

    /// Has the next request's connection broken off.
    StubFrontEnd breaksOff() {
        return replies(0, "");
    }

    /// Has the next request's answer begun and never ended.
    StubFrontEnd stalls() {
        return replies(STALLED, "{");
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized ImmutableList<Request> requests() {
        return ImmutableList.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var reply = note(exchange);
        if (reply.status == 0) {
            exchange.close();
            return;
        }
        var bytes = reply.body.getBytes(StandardCharsets.UTF_8);
        if (reply.status == STALLED) {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
            return;
        }
        reply.headers.forEach(exchange.getResponseHeaders()::set);
        if (reply.status == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"marquee\"");
        }
        exchange.sendResponseHeaders(reply.status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized Reply note(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        requests.add(
                new Request(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        Strings.nullToEmpty(headers.getFirst("User-Id")),
                        Strings.nullToEmpty(headers.getFirst("Authorization")),
                        Strings.nullToEmpty(headers.getFirst("Idempotency-Key")),
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        var next = replies.poll();
        if (next != null) {
            last = next;
        }
        return last;
    }
}
