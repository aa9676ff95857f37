package marquee.transport.udp;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.LongSummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// A node's port, as far as it receives.
class UdpReceiverTest {
    private static final int DATAGRAM_BYTES = 1_432;
    private static final long SHORT = MICROSECONDS.toNanos(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final byte[] buffer = new byte[DATAGRAM_BYTES];

    @Test
    void asksTheKernelForAsMuchAsItsSettingsSay() throws IOException { // P23
        try (var port = open();
                var asked = DatagramChannel.open()) {
            asked.setOption(StandardSocketOptions.SO_RCVBUF, UdpSettings.RECEIVE_BUFFER_BYTES);

            assertThat(port.receiver().bufferBytes())
                    .isEqualTo(asked.getOption(StandardSocketOptions.SO_RCVBUF));
        }
    }

    @Test
    void anAddressOfIpv6IsRefusedInWordsWhereThereIsNoIpv6() throws IOException {
        try (var channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
            var address = new InetSocketAddress(InetAddress.ofLiteral("::1"), 7);

            assertThatThrownBy(() -> UdpReceiver.bind(channel, address))
                    .isInstanceOf(BindException.class)
                    .hasMessage(
                            "UDP port 7 of 0:0:0:0:0:0:0:1,"
                                    + " expected an address of IPv4, as there is no IPv6");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void waitsExactlyOnceShortWaitsAreUsual() throws IOException {
        try (var port = open();
                var peer = new DatagramSocket()) {
            var receiver = port.receiver();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!receiver.waitsExactly()) {
                assertThat(System.nanoTime()).isLessThan(end);
                peer.send(new DatagramPacket(new byte[1], 1, port.address()));
                assertThat(receiver.await(SHORT)).isEqualTo(1);
            }

            waitsAndIsWakened(port);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void receivesRunsInOnePieceOnceItSendsSome() throws IOException {
        try (var port = open()) {
            var receiver = port.receiver();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!receiver.isUniting()) {
                assertThat(System.nanoTime()).isLessThan(end);
                send(port, 7, 7, 3);
                assertThat(lengths(receiver, 3)).containsExactly(7, 7, 3);
            }

            send(port, DATAGRAM_BYTES, 1, 5, 5, 5, 2);
            assertThat(lengths(receiver, 6)).containsExactly(DATAGRAM_BYTES, 1, 5, 5, 5, 2);
            assertThat(buffer).startsWith((byte) 2, (byte) 2);
            assertThat(receiver.poll()).isNegative();
            waitsAndIsWakened(port);
        }
    }

    private static void waitsAndIsWakened(UdpPort port) throws IOException {
        var receiver = port.receiver();
        var waits = waitsInVain(receiver);
        assertThat(waits.getMin()).isBetween(SHORT, MILLISECONDS.toNanos(1));
        try (var peer = new DatagramSocket()) {
            peer.send(new DatagramPacket(new byte[2], 2, port.address()));
        }
        assertThat(receiver.await(MINUTES.toNanos(1))).isEqualTo(2);
        port.wake();
        assertThat(receiver.await(MINUTES.toNanos(1))).isZero();
    }

    /// How long some took: a machine may be slow, and be so less than always.
    private static LongSummaryStatistics waitsInVain(UdpReceiver receiver) throws IOException {
        var waits = new LongSummaryStatistics();
        for (int i = 0; i < 100; i++) {
            long start = System.nanoTime();
            assertThat(receiver.await(SHORT)).isNegative();
            waits.accept(System.nanoTime() - start);
        }
        return waits;
    }

    /// The port sends datagrams of these lengths to itself, each full of its length.
    private static void send(UdpPort port, int... lengths) {
        for (int length : lengths) {
            var datagram = new byte[length];
            Arrays.fill(datagram, (byte) length);
            port.sender().send(port.address(), datagram, length);
        }
        port.sender().flush();
    }

    private static int[] lengths(UdpReceiver receiver, int count) throws IOException {
        var lengths = new int[count];
        for (int i = 0; i < count; i++) {
            int length = receiver.poll();
            lengths[i] = length < 0 ? receiver.await(MINUTES.toNanos(1)) : length;
        }
        return lengths;
    }

    private UdpPort open() throws IOException {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return UdpPort.open(new UdpSettings(any, ImmutableMap.of()), buffer);
    }
}
