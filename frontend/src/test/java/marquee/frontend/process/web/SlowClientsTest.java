package marquee.frontend.process.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The watch over connections itself; what it is for is in [LimitsTest].
@Timeout(60)
class SlowClientsTest {
    private final Server server = new Server();
    private final ServerConnector connector =
            new ServerConnector(server, new HttpConnectionFactory());

    @Test
    void aFaultDoesNotEndTheWatch() throws Exception {
        var first = new AtomicBoolean(true);
        Consumer<Rejection> count =
                _ -> {
                    if (first.getAndSet(false)) {
                        throw new IllegalStateException("a fault of the program");
                    }
                };
        connector.addBean(
                new SlowClients(connector, new WebLimits(8, 8, 8, Duration.ofMillis(10)), count));
        server.addConnector(connector);
        server.start();
        try (var one = connect();
                var other = connect()) {
            for (var socket : new Socket[] {one, other}) {
                socket.setSoTimeout(20_000);
                assertThat(socket.getInputStream().read()).isNegative();
            }
        } finally {
            server.stop();
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    }
}
