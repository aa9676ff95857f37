package marquee.soap;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableMap;
import com.google.common.util.concurrent.Uninterruptibles;
import com.sun.net.httpserver.HttpServer;
import jakarta.xml.ws.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import marquee.config.HttpConfig;
import marquee.frontend.process.BookingDesk;
import marquee.frontend.process.SecondEdge;

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

    private static final int HEADER_BYTES_MAX = 16 * 1024;
    private static final int BACKLOG = 128;

    private final ExecutorService threads;
    private final HttpServer server;
    private final Supplier<Thread> ending =
            Suppliers.memoize(() -> Thread.startVirtualThread(this::end));

    private SoapService(HttpConfig at, SoapRequests requests) throws IOException {
        var address = new InetSocketAddress(InetAddress.getByName(at.bind()), at.port());
        server = HttpServer.create(address, BACKLOG);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", requests);
    }

    /// Listens at `at`.
    ///
    /// @param deadline within which `desk` answers
    /// @throws java.net.BindException if the port is taken, or the address not of this machine
    public static SoapService open(HttpConfig at, BookingDesk desk, Duration deadline)
            throws IOException {
        limit(deadline);
        var published = new Published();
        var service = new SoapService(at, new SoapRequests(at, desk, published));
        try {
            Endpoint.create(new BookingPort(desk)).publish(published);
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
}
