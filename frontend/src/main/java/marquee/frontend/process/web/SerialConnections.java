package marquee.frontend.process.web;

import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/// HTTP connections of which one thread at a time reads. Of the server's own, two may: it has a bad
/// head answered by another thread, which then has the connection go on, while the first may not
/// have left it yet. That one would give back the buffer that is being read into, and what the
/// client still sends could end in the answer to somebody else (docs/decisions/0152).
final class SerialConnections extends HttpConnectionFactory {
    SerialConnections(HttpConfiguration http) {
        super(http);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        var connection = new Serial(getHttpConfiguration(), connector, endPoint);
        connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
        return configure(connection, connector, endPoint);
    }

    private static final class Serial extends HttpConnection {
        private final ReentrantLock reading = new ReentrantLock();

        Serial(HttpConfiguration http, Connector connector, EndPoint endPoint) {
            super(http, connector, endPoint);
        }

        @Override
        public void onFillable() {
            reading.lock();
            try {
                super.onFillable();
            } finally {
                reading.unlock();
            }
        }
    }
}
