package marquee.soap;

import com.google.common.base.MoreObjects;
import com.google.common.base.Strings;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.net.HttpHeaders;
import com.google.common.util.concurrent.Uninterruptibles;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.xml.ws.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marquee.config.HttpConfig;
import marquee.frontend.process.BookingDesk;
import marquee.frontend.process.OwnHosts;
import marquee.frontend.process.ProblemCode;
import marquee.frontend.process.SecondEdge;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The seven operations over SOAP 1.1, on the JDK's HTTP server: for every user the path
/// `/soap/booking/USER`, and his WSDL there. JAX-WS gets whole requests that were found to be in
/// order ([Envelope]), one endpoint serves all users, and each request has a virtual thread, of
/// which there are never more than [#CONNECTIONS_MAX].
///
/// Users are taken at their word: for laboratories only.
public final class SoapService implements SecondEdge.Listening {
    /// The most connections at once; more are closed as they come.
    static final int CONNECTIONS_MAX = 512;

    /// How long a request may take to arrive, from its first byte, in seconds.
    static final int ARRIVAL_SECONDS_MAX = 10;

    /// How long the last answers may take once no more connections are taken, in seconds: the front
    /// end gives up its calls after half of one, and has two to end then.
    private static final int ENDING_SECONDS_MAX = 2;

    /// What is still read of a request that is too large, so that its sender sees the answer.
    private static final int DRAIN_BYTES_MAX = 1024 * 1024;

    private static final int HEADER_BYTES_MAX = 16 * 1024;
    private static final int BACKLOG = 128;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int MISDIRECTED = 421;
    private static final int FAULT = 500;
    private static final int WEB_PORT = 80;
    private static final String XML = "text/xml";
    private static final String NAME = "soap";
    private static final String PATH = "/soap/booking";
    private static final Pattern ADDRESS = Pattern.compile("(" + PATH + ")(?:/([^/]*))?");
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9.-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?");
    private static final Pattern DOCUMENT = Pattern.compile("wsdl|xsd=[0-9]");
    private static final Logger LOG = LoggerFactory.getLogger(SoapService.class);

    private final HttpConfig at;
    private final OwnHosts hosts;
    private final BookingDesk desk;
    private final Published published = new Published();
    private final ExecutorService threads;
    private final HttpServer server;
    private final Supplier<Thread> ending =
            Suppliers.memoize(() -> Thread.startVirtualThread(this::end));

    private SoapService(HttpConfig at, BookingDesk desk) throws IOException {
        this.at = at;
        this.hosts = OwnHosts.of(at);
        this.desk = desk;
        var address = new InetSocketAddress(InetAddress.getByName(at.bind()), at.port());
        server = HttpServer.create(address, BACKLOG);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", this::serve);
    }

    /// Listens at `at`.
    ///
    /// @param deadline within which `desk` answers
    /// @throws java.net.BindException if the port is taken, or the address not of this machine
    public static SoapService open(HttpConfig at, BookingDesk desk, Duration deadline)
            throws IOException {
        limit(deadline);
        var service = new SoapService(at, desk);
        try {
            Endpoint.create(new BookingPort(desk)).publish(service.published);
            service.server.start();
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
        return service;
    }

    /// The port that it listens on.
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void refuse() {
        var _ = ending.get();
    }

    @Override
    public void close() {
        Uninterruptibles.joinUninterruptibly(ending.get());
        threads.shutdownNow();
    }

    /// Closes the port at once, and the connections when all requests are answered.
    private void end() {
        server.stop(ENDING_SECONDS_MAX);
    }

    /// Sets what the JDK's server reads of the system's properties, once, when its first class is
    /// loaded; what somebody has set before is left as it is.
    private static void limit(Duration deadline) {
        var server = "sun.net.httpserver.";
        var limits =
                ImmutableMap.<String, Object>of(
                        // Head and body of a response are two segments: the second would wait for
                        // the client to acknowledge the first, which it delays by 40 ms.
                        server + "nodelay",
                        true,
                        "jdk.httpserver.maxConnections",
                        CONNECTIONS_MAX,
                        server + "maxIdleConnections",
                        CONNECTIONS_MAX,
                        server + "maxReqHeaderSize",
                        HEADER_BYTES_MAX,
                        server + "maxReqTime",
                        ARRIVAL_SECONDS_MAX,
                        server + "maxRspTime",
                        deadline.toSeconds() + 2 * ARRIVAL_SECONDS_MAX);
        limits.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value.toString());
            }
        });
    }

    private void serve(HttpExchange http) throws IOException {
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
        if (!isForThisHost(http)) {
            desk.misdirected();
            say(http, MISDIRECTED, ProblemCode.OWN_HOST_EXPECTED);
            return;
        }
        var address = ADDRESS.matcher(Strings.nullToEmpty(http.getRequestURI().getRawPath()));
        if (!address.matches()) {
            say(http, NOT_FOUND, "expected the path /soap/booking/USER");
            return;
        }
        switch (http.getRequestMethod()) {
            case "POST" -> call(http, address, start);
            case "GET" -> document(http, address);
            default -> {
                http.getResponseHeaders().set(HttpHeaders.ALLOW, "GET, POST");
                say(http, NOT_ALLOWED, "expected GET or POST");
            }
        }
    }

    /// Whether it is; no browser leaves out the host, and no stranger's page can choose it.
    private boolean isForThisHost(HttpExchange http) {
        var host = http.getRequestHeaders().getFirst(HttpHeaders.HOST);
        var named = HOST.matcher(host == null ? "" : host);
        return host == null || (named.matches() && hosts.include(named.group(1)));
    }

    private void document(HttpExchange http, Matcher address) throws IOException {
        var query = http.getRequestURI().getRawQuery();
        if (user(address) == null || query == null || !DOCUMENT.matcher(query).matches()) {
            say(http, NOT_FOUND, "expected the path /soap/booking/USER?wsdl");
            return;
        }
        var exchange = pass(http, address, new byte[0]);
        if (exchange.status() == NOT_FOUND) { // JAX-WS has a page for people in its place.
            say(http, NOT_FOUND, "there is no such schema");
        } else {
            send(http, exchange);
        }
    }

    private void call(HttpExchange http, Matcher address, long start) throws IOException {
        SoapExchange exchange;
        try {
            var body = body(http);
            if (user(address) == null) {
                throw new UnreadableException(
                        ProblemCode.NO_IDENTITY, "expected the path /soap/booking/USER");
            }
            exchange = pass(http, address, Envelope.checked(body));
        } catch (UnreadableException e) {
            desk.unread(NAME, e.code(), e.detail(), start);
            fail(http, e.problem());
            return;
        }
        send(http, exchange);
    }

    /// Has JAX-WS respond.
    private SoapExchange pass(HttpExchange http, Matcher address, byte[] body) throws IOException {
        var host = http.getRequestHeaders().getFirst(HttpHeaders.HOST);
        var named = HOST.matcher(host == null ? "" : host);
        boolean isNamed = named.matches();
        var port = isNamed ? MoreObjects.firstNonNull(named.group(2), "" + WEB_PORT) : "";
        var uri = http.getRequestURI();
        var keys = http.getRequestHeaders().get("Idempotency-Key");
        var exchange =
                new SoapExchange(
                        new SoapExchange.Asked(
                                http.getRequestMethod(),
                                isNamed ? named.group(1) : at.urlHost(),
                                isNamed ? Math.min(Integer.parseInt(port), 65_535) : at.port(),
                                uri.getRawPath(),
                                uri.getRawQuery(),
                                uri.getPath().substring(address.end(1) + 1),
                                keys == null ? ImmutableList.of() : ImmutableList.copyOf(keys)),
                        body,
                        published);
        exchange.pass();
        return exchange;
    }

    /// The user that the path names, as it is spelled there; null if it names none.
    private static @Nullable String user(Matcher address) {
        var user = address.group(2);
        return user == null || user.isEmpty() ? null : user;
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
