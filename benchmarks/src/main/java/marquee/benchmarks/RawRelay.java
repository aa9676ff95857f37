package marquee.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One box of the raw chain, in a JVM of its own: it receives a datagram and sends it on, and knows
/// of nothing else. The sequencer's box sends each datagram to all replicas; a replica's box sends
/// half of its bytes back, as a reply is half as long as a request. No reliability, no decoding:
/// what is left is what the machine and its kernel cost for a datagram that goes by itself.
public final class RawRelay {
    /// The largest datagram a relay takes, in bytes.
    static final int DATAGRAM_MAX = 9_000;

    /// The group of the replicas' boxes where one send is for all four; it leaves no machine.
    static final String GROUP = "239.255.77.4";

    private static final int SOCKET_BUFFER = 4 << 20;

    /// What a box does.
    enum Part {
        /// Sends the whole datagram to each of its receivers.
        SEQUENCER,
        /// Sends as many 50-byte replies as the datagram holds 100-byte requests.
        REPLICA,
        /// The same, but receives what is sent to the group, at the port that its second argument
        /// names.
        MEMBER
    }

    private RawRelay() {}

    /// Runs one box until its standard input ends.
    ///
    /// @param arguments the part, then where to send on to: a port of the loopback address, or the
    ///   group and its port joined by a colon
    public static void main(String[] arguments) throws IOException {
        var part = Part.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        Parent.endWithStandardInput();
        int receivers = part == Part.MEMBER ? 2 : arguments.length;
        var addresses = new ArrayList<InetSocketAddress>();
        for (int i = 1; i < receivers; i++) {
            addresses.add(address(arguments[i]));
        }
        try (var channel =
                part == Part.MEMBER ? openMember(Integer.parseInt(arguments[2])) : open()) {
            System.out.println(((InetSocketAddress) channel.getLocalAddress()).getPort());
            relay(channel, part, addresses);
        }
    }

    private static InetSocketAddress address(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(text))
                : new InetSocketAddress(
                        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    /// Opens a blocking channel on a free loopback port, with buffers as large as they may be.
    static DatagramChannel open() throws IOException {
        var channel = DatagramChannel.open(StandardProtocolFamily.INET);
        channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback());
        return withBuffers(channel)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static DatagramChannel openMember(int port) throws IOException {
        var channel = withBuffers(DatagramChannel.open(StandardProtocolFamily.INET));
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        var group = InetAddress.getByName(GROUP);
        channel.bind(new InetSocketAddress(group, port)).join(group, loopback());
        return channel;
    }

    private static DatagramChannel withBuffers(DatagramChannel channel) throws IOException {
        return channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER)
                .setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
    }

    private static NetworkInterface loopback() throws IOException {
        return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    }

    private static void relay(DatagramChannel channel, Part part, List<InetSocketAddress> receivers)
            throws IOException {
        var datagram = ByteBuffer.allocateDirect(DATAGRAM_MAX);
        while (true) {
            datagram.clear();
            channel.receive(datagram);
            datagram.flip();
            int length = part == Part.SEQUENCER ? datagram.limit() : datagram.limit() / 2;
            for (int i = 0; i < receivers.size(); i++) {
                datagram.position(0).limit(length);
                channel.send(datagram, receivers.get(i));
            }
        }
    }
}
