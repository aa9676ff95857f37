package marquee.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One box of the raw chain, in a JVM of its own: it receives a datagram and sends it on, and knows
/// of nothing else. The sequencer's box sends each datagram to four replicas; a replica's box sends
/// half of its bytes back, as a reply is half as long as a request. No reliability, no decoding:
/// what is left is what the machine and its kernel cost.
public final class RawRelay {
    /// The largest datagram a relay takes, in bytes.
    static final int DATAGRAM_MAX = 9_000;

    private static final int SOCKET_BUFFER = 4 << 20;

    /// What a box does.
    enum Part {
        /// Sends the whole datagram to each of its receivers.
        SEQUENCER,
        /// Sends as many 50-byte replies as the datagram holds 100-byte requests.
        REPLICA
    }

    private RawRelay() {}

    /// Runs one box until its standard input ends.
    ///
    /// @param arguments the part, then the ports on the loopback address to send on to
    public static void main(String[] arguments) throws IOException {
        var part = Part.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        var receivers = new ArrayList<InetSocketAddress>();
        for (int i = 1; i < arguments.length; i++) {
            receivers.add(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[i])));
        }
        Parent.endWithStandardInput();
        try (var channel = open()) {
            System.out.println(((InetSocketAddress) channel.getLocalAddress()).getPort());
            relay(channel, part, receivers);
        }
    }

    /// Opens a blocking channel on a free loopback port, with buffers as large as they may be.
    static DatagramChannel open() throws IOException {
        var channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
        return channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static void relay(DatagramChannel channel, Part part, List<InetSocketAddress> receivers)
            throws IOException {
        var datagram = ByteBuffer.allocateDirect(DATAGRAM_MAX);
        while (true) {
            datagram.clear();
            channel.receive(datagram);
            datagram.flip();
            int length = part == Part.REPLICA ? datagram.limit() / 2 : datagram.limit();
            for (int i = 0; i < receivers.size(); i++) {
                datagram.position(0).limit(length);
                channel.send(datagram, receivers.get(i));
            }
        }
    }
}
