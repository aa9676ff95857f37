package marquee.soap;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.net.HttpHeaders;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import marquee.config.HttpConfig;
import marquee.frontend.process.BookingDesk;
import marquee.frontend.process.web.OwnHosts;
import marquee.frontend.process.web.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What stands before JAX-WS: reads requests from HTTP, refuses those that are not in order, and
/// sends what JAX-WS makes of the others. Thread-safe.
final class SoapRequests implements HttpHandler {
    /// What is still read of a request that is too large, so that its sender sees the answer.
    private static final int DRAIN_BYTES_MAX = 1024 * 1024;

    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int MISDIRECTED = 421;
    private static final int FAULT = 500;
    private static final int WEB_PORT = 80;
    private static final int PORT_MAX = 65_535;
    private static final String XML = "text/xml";
    private static final String NAME = "soap";
    private static final String PATH = "/soap/booking";
    private static final Pattern ADDRESS = Pattern.compile(PATH + "(/[^/]*)?");
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9.-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?");
    private static final Pattern DOCUMENT = Pattern.compile("wsdl|xsd=[0-9]");
    private static final Logger LOG = LoggerFactory.getLogger(SoapRequests.class);

    private final HttpConfig at;
    private final OwnHosts hosts;
    private final BookingDesk desk;
    private final Published published;

    /// @param at where they are listened for
    /// @param desk whom JAX-WS has do them
    SoapRequests(HttpConfig at, BookingDesk desk, Published published) {
        this.at = at;
        this.hosts = OwnHosts.of(at);
        this.desk = desk;
        this.published = published;
    }

    /// Where a client reaches this service, in the form of a URL.
    private record Reached(String host, int port) {}

    @Override
    public void handle(HttpExchange http) throws IOException {
        try (http) {
            try {
                respond(http);
            } catch (RuntimeException e) {
                LOG.error("SOAP failed because of a fault of the program", e);
                fail(http, new Problem(ProblemCode.BROKEN, "the front end's log tells more"));
            }
        }
    }

    private void respond(HttpExchange http) throws IOException {
        long start = System.nanoTime();
        var reached = reached(http);
        if (reached == null) {
            desk.misdirected();
            say(http, MISDIRECTED, ProblemCode.OWN_HOST_EXPECTED);
            return;
        }
        var path = Strings.nullToEmpty(http.getRequestURI().getRawPath());
        if (!ADDRESS.matcher(path).matches()) {
            say(http, NOT_FOUND, "expected the path /soap/booking/USER");
            return;
        }
        switch (http.getRequestMethod()) {
            case "POST" -> call(http, asked(http, reached), start);
            case "GET" -> document(http, asked(http, reached));
            default -> {
                http.getResponseHeaders().set(HttpHeaders.ALLOW, "GET, POST");
                say(http, NOT_ALLOWED, "expected GET or POST");
            }
        }
    }

    /// Where the request says that it reaches this service, or null if that is somewhere else. No
    /// browser leaves out the host, and no stranger's page can choose it.
    private @Nullable Reached reached(HttpExchange http) {
        var host = http.getRequestHeaders().getFirst(HttpHeaders.HOST);
        if (host == null) {
            return new Reached(at.urlHost(), at.port());
        }
        var named = HOST.matcher(host);
        if (!named.matches() || !hosts.include(named.group(1))) {
            return null;
        }
        var port = named.group(2);
        return new Reached(
                named.group(1),
                port == null ? WEB_PORT : Math.min(Integer.parseInt(port), PORT_MAX));
    }

    private static SoapExchange.Asked asked(HttpExchange http, Reached reached) {
        var uri = http.getRequestURI();
        var path = uri.getPath();
        int user = PATH.length() + 1;
        var keys = http.getRequestHeaders().get("Idempotency-Key");
        return new SoapExchange.Asked(
                http.getRequestMethod(),
                reached.host(),
                reached.port(),
                uri.getRawPath(),
                uri.getRawQuery(),
                path.length() > user ? path.substring(user) : "",
                keys == null ? ImmutableList.of() : ImmutableList.copyOf(keys));
    }

    private void document(HttpExchange http, SoapExchange.Asked asked) throws IOException {
        var query = asked.query();
        if (!asked.namesUser() || query == null || !DOCUMENT.matcher(query).matches()) {
            say(http, NOT_FOUND, "expected the path /soap/booking/USER?wsdl");
            return;
        }
        var exchange = pass(asked, new byte[0]);
        if (exchange.status() == NOT_FOUND) { // JAX-WS has a page for people in its place.
            say(http, NOT_FOUND, "there is no such schema");
        } else {
            send(http, exchange);
        }
    }

    private void call(HttpExchange http, SoapExchange.Asked asked, long start) throws IOException {
        SoapExchange exchange;
        try {
            var body = body(http);
            if (!asked.namesUser()) {
                throw new UnreadableException(
                        ProblemCode.NO_IDENTITY, "expected the path /soap/booking/USER");
            }
            exchange = pass(asked, Envelope.checked(body));
        } catch (UnreadableException e) {
            desk.unread(NAME, e.code(), e.detail(), start);
            fail(http, e.problem());
            return;
        }
        send(http, exchange);
    }

    /// Has JAX-WS respond.
    private SoapExchange pass(SoapExchange.Asked asked, byte[] body) throws IOException {
        var exchange = new SoapExchange(asked, body, published);
        exchange.pass();
        return exchange;
    }

    private static byte[] body(HttpExchange http) throws UnreadableException {
        var type = http.getRequestHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
        byte[] body;
        try (var in = http.getRequestBody()) {
            body = in.readNBytes(Envelope.BYTES_MAX + 1);
            if (body.length > Envelope.BYTES_MAX) {
                drain(in);
            }
        } catch (IOException e) {
            throw new UnreadableException(ProblemCode.MALFORMED, "the body breaks off");
        }
        if (body.length > Envelope.BYTES_MAX) {
            throw new UnreadableException(
                    ProblemCode.TOO_LARGE,
                    "expected a body of at most %d bytes".formatted(Envelope.BYTES_MAX));
        }
        if (type == null || !isXml(type)) {
            throw new UnreadableException(
                    ProblemCode.MALFORMED, "expected the header Content-Type: text/xml");
        }
        return body;
    }

    private static void drain(InputStream in) throws IOException {
        var rest = new byte[Envelope.BYTES_MAX];
        int left = DRAIN_BYTES_MAX;
        while (left > 0) {
            int read = in.read(rest);
            if (read < 0) {
                return;
            }
            left -= read;
        }
    }

    private static boolean isXml(String type) {
        int end = type.indexOf(';');
        var essence = end < 0 ? type : type.substring(0, end);
        return essence.strip().toLowerCase(Locale.ROOT).equals(XML);
    }

    private static void send(HttpExchange http, SoapExchange exchange) throws IOException {
        http.getResponseHeaders().putAll(exchange.getResponseHeaders());
        send(http, exchange.status(), exchange.response());
    }

    private static void fail(HttpExchange http, Problem problem) throws IOException {
        problem.headers().forEach(http.getResponseHeaders()::set);
        http.getResponseHeaders().set(HttpHeaders.CONTENT_TYPE, XML + "; charset=utf-8");
        send(http, FAULT, problem.envelope());
    }

    private static void say(HttpExchange http, int status, String text) throws IOException {
        http.getResponseHeaders().set(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8");
        send(http, status, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange http, int status, byte[] body) throws IOException {
        boolean isHead = http.getRequestMethod().equals("HEAD");
        http.sendResponseHeaders(status, isHead || body.length == 0 ? -1 : body.length);
        if (!isHead) {
            http.getResponseBody().write(body);
        }
    }
}
