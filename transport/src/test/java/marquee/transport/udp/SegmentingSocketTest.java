package marquee.transport.udp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import marquee.transport.udp.RunSocket.Sent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SegmentingSocketTest {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int O_NONBLOCK = 04000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void neverWaitsForRoom() throws IOException { // P24
        try (var socket = requireNonNull(SegmentingSocket.open(BUFFER_BYTES))) {
            assertThat(flags(socket) & O_NONBLOCK).isNotZero();
        }
    }

    @Test
    void runsAreCutWhereThereIsNoIpv6() throws IOException {
        try (var socket = requireNonNull(SegmentingSocket.openForVersion4(BUFFER_BYTES));
                var receiver =
                        new DatagramSocket(
                                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
            receiver.setSoTimeout((int) PATIENCE.toMillis());
            var to = (InetSocketAddress) receiver.getLocalSocketAddress();

            assertThat(socket.send(to, run("abcdefgh"), 3)).isEqualTo(Sent.GONE);

            assertThat(text(receiver)).isEqualTo("abc");
            assertThat(text(receiver)).isEqualTo("def");
            assertThat(text(receiver)).isEqualTo("gh");
        }
    }

    @Test
    void aReceiverOfVersion6IsRefusedWhereThereIsNoIpv6() {
        try (var socket = requireNonNull(SegmentingSocket.openForVersion4(BUFFER_BYTES))) {
            var to = new InetSocketAddress(InetAddress.ofLiteral("::1"), 4711);

            assertThat(socket.send(to, run("abcdef"), 3)).isEqualTo(Sent.REFUSED);
        }
    }

    /// What the kernel says of the socket.
    private static int flags(SegmentingSocket socket) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/fdinfo/" + socket.descriptor())).stream()
                .filter(line -> line.startsWith("flags:"))
                .mapToInt(line -> Integer.parseInt(line.substring("flags:".length()).trim(), 8))
                .findFirst()
                .orElseThrow();
    }

    private static ByteBuffer run(String text) {
        var run = ByteBuffer.allocateDirect(SegmentingSocket.BYTES_MAX);
        text.chars().forEach(sign -> run.put((byte) sign));
        return run;
    }

    private static String text(DatagramSocket receiver) throws IOException {
        var packet = new DatagramPacket(new byte[SegmentingSocket.BYTES_MAX], 100);
        receiver.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), US_ASCII);
    }
}
