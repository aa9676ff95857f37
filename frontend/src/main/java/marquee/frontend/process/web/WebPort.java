package marquee.frontend.process.web;

import com.google.common.util.concurrent.Uninterruptibles;
import io.javalin.config.JettyConfig;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/// Where a web service listens, and how: plainly or by TLS, to how many at once, and how long it
/// waits for them.
public final class WebPort {
    /// For how long browsers remember to come by TLS only.
    private static final long STRICT_SECONDS = 180L * 24 * 60 * 60;

    /// A reply that has been made is written within milliseconds, to a client who reads.
    private static final Duration WRITING_MAX = Duration.ofSeconds(1);

    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    /// Has browsers take a reply for what it is said to be, and nothing else.
    static final HttpField UNGUESSED = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");

    private final WebLimits limits;
    private final SslContextFactory.@Nullable Server tls;
    private final boolean strict;
    private final AtomicInteger underWay = new AtomicInteger();
    private String host = "";
    private int number;
    private volatile @Nullable ServerConnector listening;

    /// @param tls null to speak without
    /// @param strict whether browsers are told never to come without TLS again
    WebPort(WebLimits limits, SslContextFactory.@Nullable Server tls, boolean strict) {
        this.limits = limits;
        this.tls = tls;
        this.strict = strict;
    }

    /// Will listen on `number` of `host`; 0 is any free port.
    void choose(String host, int number) {
        this.host = host;
        this.number = number;
    }

    /// @param count is told of whom it keeps out
    void configure(JettyConfig jetty, Consumer<Rejection> count) {
        jetty.modifyHttpConfiguration(WebPort::harden);
        jetty.modifyHttpConfiguration(this::countUnderWay);
        jetty.addConnector((server, http) -> connector(server, http, count));
    }

    /// Takes no more connections. Requests that have come are still answered.
    void refuse() {
        var connector = listening;
        if (connector != null) {
            var _ = connector.shutdown(); // Nobody waits for idle connections to end.
        }
    }

    /// Waits until all replies are written to their last byte, but not for longer than
    /// [#WRITING_MAX].
    void awaitReplies() {
        long end = System.nanoTime() + WRITING_MAX.toNanos();
        while (underWay.get() > 0 && System.nanoTime() - end < 0) {
            Uninterruptibles.sleepUninterruptibly(LOOK_EVERY);
        }
    }

    private void countUnderWay(HttpConfiguration http) {
        http.addCustomizer((request, headers) -> {
            underWay.incrementAndGet();
            Request.addCompletionListener(request, _ -> underWay.decrementAndGet());
            return request;
        });
    }

    private static void harden(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(WebLimits.HEAD_BYTES_MAX);
        http.addCustomizer((request, headers) -> {
            headers.put(UNGUESSED);
            return request;
        });
    }

    private Connector connector(Server server, HttpConfiguration http, Consumer<Rejection> count) {
        var connector = new ServerConnector(server, protocols(http));
        connector.setHost(host);
        connector.setPort(number);
        connector.setAcceptQueueSize(WebLimits.BACKLOG_MAX);
        connector.setIdleTimeout(WebLimits.IDLE_MAX.toMillis());
        connector.addBean(new Crowding(limits.connectionsPerAddressMax(), count));
        connector.addBean(new SlowClients(connector, limits, count));
        server.addBean(fullness(connector, count));
        listening = connector;
        return connector;
    }

    private NetworkConnectionLimit fullness(ServerConnector connector, Consumer<Rejection> count) {
        return new NetworkConnectionLimit(limits.connectionsMax(), connector) {
            @Override
            protected void limit() {
                count.accept(Rejection.FULL);
                super.limit();
            }
        };
    }

    private ConnectionFactory[] protocols(HttpConfiguration http) {
        if (tls == null) {
            return new ConnectionFactory[] {new SerialConnections(http)};
        }
        var secure = new SecureRequestCustomizer(false, false, strict ? STRICT_SECONDS : -1, false);
        http.addCustomizer(secure);
        return new ConnectionFactory[] {
            new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()),
            new SerialConnections(http)
        };
    }
}
