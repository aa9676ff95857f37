package marquee.transport.udp;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class UdpPortTest {
    private static final int DATAGRAM_BYTES = 1_432;
    private static final long SHORT = MICROSECONDS.toNanos(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void asksTheKernelForAsMuchAsItsSettingsSay() throws IOException { // P23
        try (var port = open();
                var asked = DatagramChannel.open()) {
            asked.setOption(StandardSocketOptions.SO_RCVBUF, UdpSettings.RECEIVE_BUFFER_BYTES);

            assertThat(port.receiveBufferBytes())
                    .isEqualTo(asked.getOption(StandardSocketOptions.SO_RCVBUF));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void waitsExactlyOnceShortWaitsAreUsual() throws IOException {
        try (var port = open();
                var peer = new DatagramSocket()) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!port.isPrecise()) {
                assertThat(System.nanoTime()).isLessThan(end);
                peer.send(new DatagramPacket(new byte[1], 1, port.address()));
                assertThat(port.await(SHORT)).isEqualTo(1);
            }

            var waits = waitsInVain(port);
            assertThat(waits.getMin()).isLessThan(MILLISECONDS.toNanos(1));
            assertThat(waits.getMax()).isGreaterThanOrEqualTo(SHORT);
            peer.send(new DatagramPacket(new byte[2], 2, port.address()));
            assertThat(port.await(MINUTES.toNanos(1))).isEqualTo(2);
            port.wake();
            assertThat(port.await(MINUTES.toNanos(1))).isZero();
        }
    }

    /// How long some took: a machine may be slow, and be so less than always.
    private static LongSummaryStatistics waitsInVain(UdpPort port) throws IOException {
        var waits = new LongSummaryStatistics();
        for (int i = 0; i < 100; i++) {
            long start = System.nanoTime();
            assertThat(port.await(SHORT)).isNegative();
            waits.accept(System.nanoTime() - start);
        }
        return waits;
    }

    private static UdpPort open() throws IOException {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var settings = new UdpSettings(any, ImmutableMap.of());
        return UdpPort.open(settings, new byte[DATAGRAM_BYTES]);
    }
}
