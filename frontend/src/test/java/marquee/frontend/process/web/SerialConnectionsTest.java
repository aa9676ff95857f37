package marquee.frontend.process.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

class SerialConnectionsTest {
    private final Client client = new Client();

    /// Once a bad head is answered, the server has another thread go on, whatever the first does.
    @Test
    void twoThreadsNeverReadFromOneClient() throws Exception {
        var connector = new ServerConnector(new Server());
        var connection =
                new SerialConnections(new HttpConfiguration()).newConnection(connector, client);
        client.setConnection(connection);
        var first = Thread.ofPlatform().start((Runnable) connection);
        client.isRead.await();
        var second = Thread.ofPlatform().start((Runnable) connection);
        var waits = EnumSet.of(Thread.State.WAITING, Thread.State.BLOCKED);
        while (!waits.contains(second.getState())) {
            Thread.onSpinWait();
        }

        assertThat(client.readers).hasValue(1);
        client.mayBeRead.countDown();
        first.join();
        second.join();
        assertThat(client.readers).hasValue(0);
    }

    /// Who is read from says nothing.
    private static final class Client extends ByteArrayEndPoint {
        private final CountDownLatch isRead = new CountDownLatch(1);
        private final CountDownLatch mayBeRead = new CountDownLatch(1);
        private final AtomicInteger readers = new AtomicInteger();

        @Override
        public int fill(ByteBuffer buffer) throws IOException {
            readers.incrementAndGet();
            isRead.countDown();
            Uninterruptibles.awaitUninterruptibly(mayBeRead);
            readers.decrementAndGet();
            return super.fill(buffer);
        }
    }
}
