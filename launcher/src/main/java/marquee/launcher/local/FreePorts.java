package marquee.launcher.local;

import com.google.common.io.Closer;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;

/// Finds ports of the loopback interface that nobody uses. All are held until the finder is closed,
/// so that no two are the same; what happens to them afterwards nobody can promise. They are below
/// those that systems give to sockets without a port, of which every role has several and which
/// block a port on all interfaces: a replica may come to its own long after it was found.
final class FreePorts implements Closeable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static final int TRIES_MAX = 100;

    private static final int PORT_MIN = 10_000;

    /// The first one that Linux gives to a socket without a port; other systems begin later.
    private static final int PORT_END = 32_768;

    private final Closer held = Closer.create();
    private final Random random = new Random();

    /// A free port for datagrams.
    int udp() throws IOException {
        return udp(1);
    }

    /// The first of `count` free ports in a row for datagrams.
    int udp(int count) throws IOException {
        for (int tries = 1; ; tries++) {
            int first = random.nextInt(PORT_MIN, PORT_END - count);
            try {
                for (int port = first; port < first + count; port++) {
                    held.register(new DatagramSocket(new InetSocketAddress(LOOPBACK, port)));
                }
                return first;
            } catch (IOException e) {
                if (tries == TRIES_MAX) {
                    throw new IOException("no %d free ports in a row".formatted(count), e);
                }
            }
        }
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
