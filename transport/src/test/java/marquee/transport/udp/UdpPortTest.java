package marquee.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.Test;

class UdpPortTest {
    private static final int DATAGRAM_BYTES = 1_432;

    @Test
    void asksTheKernelForAsMuchAsItsSettingsSay() throws IOException { // P23
        try (var port = open();
                var asked = DatagramChannel.open()) {
            asked.setOption(StandardSocketOptions.SO_RCVBUF, UdpSettings.RECEIVE_BUFFER_BYTES);

            assertThat(port.receiveBufferBytes())
                    .isEqualTo(asked.getOption(StandardSocketOptions.SO_RCVBUF));
        }
    }

    private static UdpPort open() throws IOException {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var settings = new UdpSettings(any, ImmutableMap.of());
        return UdpPort.open(settings, new byte[DATAGRAM_BYTES]);
    }
}
