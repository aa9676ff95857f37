package marquee.launcher.local;

import com.google.common.io.Closer;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Finds ports of the loopback interface that nobody uses. All are held until the finder is closed,
/// so that no two are the same; what happens to them afterwards nobody can promise.
final class FreePorts implements Closeable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Closer held = Closer.create();

    /// A free port for datagrams.
    int udp() throws IOException {
        return held.register(new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))).getLocalPort();
    }

    /// A free port for a web service: `preferred`, unless it is 0 or taken.
    int http(int preferred) throws IOException {
        try {
            return tcp(preferred);
        } catch (IOException e) {
            return tcp(0);
        }
    }

    @Override
    public void close() throws IOException {
        held.close();
    }

    private int tcp(int port) throws IOException {
        var socket = held.register(new ServerSocket());
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(LOOPBACK, port));
        return socket.getLocalPort();
    }
}
