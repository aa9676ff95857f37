package marquee.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpSenderTest {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int[] EQUAL_BUT_THE_LAST = {1_432, 1_432, 1_432, 90};
    private static final int[] MIXED = {100, 100, 101, 101, 40, 40, 41, 1, 2, 1_432, 100};

    private UdpSender sender;

    @BeforeEach
    void open() throws IOException {
        sender = UdpSender.open(BUFFER_BYTES);
    }

    @AfterEach
    void close() throws IOException {
        sender.close();
    }

    @Test
    void neverWaitsForRoom() { // P24
        assertThat(sender)
                .extracting("channel", type(DatagramChannel.class))
                .matches(channel -> !channel.isBlocking());
    }

    @Test
    void everyDatagramComesAsItWasSent() throws IOException {
        try (var receiver = receiver("127.0.0.1")) {
            sendAndExpect(receiver, EQUAL_BUT_THE_LAST);
            sendAndExpect(receiver, MIXED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    @EnabledOnOs(OS.LINUX)
    void everyDatagramOfARunComesAsItWasSent(String host) throws IOException {
        assumeThereIsIpv6();
        try (var receiver = receiver(host)) {
            awaitSegmenting(receiver);

            sendAndExpect(receiver, EQUAL_BUT_THE_LAST);
            sendAndExpect(receiver, MIXED);
            sendAndExpect(receiver, sizes(3 * SegmentingSocket.DATAGRAMS_MAX, 1_000));
            sendAndExpect(receiver, sizes(5, 30_000));
        }
        assertThat(sender.failed()).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRunThatIsRefusedGoesOneByOneAndEachIsCounted() throws IOException {
        assumeThereIsIpv6();
        try (var receiver = receiver("127.0.0.1")) {
            awaitSegmenting(receiver);
        }
        var nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

        send(sender, nowhere, EQUAL_BUT_THE_LAST);

        assertThat(sender.failed()).isEqualTo(EQUAL_BUT_THE_LAST.length);
    }

    @Test
    void whatASocketOfIpv4CannotReachIsCountedAndEndsNobody() throws IOException {
        var channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try (var old = new UdpSender(channel, BUFFER_BYTES, _ -> null)) {
            send(old, new InetSocketAddress(InetAddress.ofLiteral("::1"), 7), MIXED);

            assertThat(old.failed()).isEqualTo(MIXED.length);
        }
    }

    @Test
    void aRunThatFindsNoRoomIsLostAndEachOfItIsCounted() throws IOException { // P24
        var full = new Deaf(RunSocket.Sent.BUFFER_FULL);
        try (var filled = UdpSender.open(BUFFER_BYTES, _ -> full);
                var receiver = receiver("127.0.0.1")) {
            awaitSegmenting(filled, receiver);

            send(filled, address(receiver), EQUAL_BUT_THE_LAST);

            assertThat(filled.lost()).isEqualTo(EQUAL_BUT_THE_LAST.length);
            assertThat(filled.failed()).isZero();
        }
    }

    @Test
    void aKernelThatRefusesRunsIsAskedEverMoreSeldom() throws IOException {
        var refusing = new Deaf(RunSocket.Sent.REFUSED);
        try (var refused = UdpSender.open(BUFFER_BYTES, _ -> refusing);
                var receiver = receiver("127.0.0.1")) {
            awaitSegmenting(refused, receiver);

            for (int runs = 0; runs < 10 * Refusals.RUNS_MIN; runs++) {
                sendAndExpect(refused, receiver, EQUAL_BUT_THE_LAST);
            }

            assertThat(refusing.asked).isEqualTo(4); // Before runs 1, 66, 195 and 452.
            assertThat(refused.lost()).isZero();
        }
    }

    /// In the place of a kernel that takes no run.
    private static final class Deaf implements RunSocket {
        private final Sent answer;
        private int asked;

        Deaf(Sent answer) {
            this.answer = answer;
        }

        @Override
        public Sent send(InetSocketAddress to, ByteBuffer run, int size) {
            asked++;
            return answer;
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }

    /// The socket that has runs cut is one of IPv6, which also reaches receivers of IPv4.
    private void awaitSegmenting(DatagramSocket receiver) throws IOException {
        awaitSegmenting(sender, receiver);
    }

    private static void awaitSegmenting(UdpSender by, DatagramSocket receiver) throws IOException {
        for (int runs = 0; runs < UdpSender.RUNS_UNTIL_CUT; runs++) {
            sendAndExpect(by, receiver, EQUAL_BUT_THE_LAST);
        }
        await().atMost(PATIENCE).until(by::isSegmenting);
    }

    private static void assumeThereIsIpv6() throws IOException {
        var interfaces = Path.of("/proc/net/if_inet6");
        assumeTrue(Files.exists(interfaces) && !Files.readString(interfaces).isEmpty(), "no IPv6");
    }

    private static DatagramSocket receiver(String host) throws IOException {
        var receiver = new DatagramSocket(new InetSocketAddress(host, 0));
        receiver.setReceiveBufferSize(BUFFER_BYTES);
        receiver.setSoTimeout((int) PATIENCE.toMillis());
        return receiver;
    }

    private static int[] sizes(int count, int size) {
        var sizes = new int[count];
        Arrays.fill(sizes, size);
        return sizes;
    }

    private void sendAndExpect(DatagramSocket receiver, int[] sizes) throws IOException {
        sendAndExpect(sender, receiver, sizes);
    }

    private static void sendAndExpect(UdpSender by, DatagramSocket receiver, int[] sizes)
            throws IOException {
        send(by, address(receiver), sizes);
        var packet = new DatagramPacket(new byte[SegmentingSocket.BYTES_MAX], 0);
        for (int i = 0; i < sizes.length; i++) {
            packet.setLength(packet.getData().length);
            receiver.receive(packet);
            assertThat(Arrays.copyOf(packet.getData(), packet.getLength()))
                    .isEqualTo(content(i, sizes[i]));
        }
    }

    private static InetSocketAddress address(DatagramSocket receiver) {
        return (InetSocketAddress) receiver.getLocalSocketAddress();
    }

    private static void send(UdpSender by, InetSocketAddress to, int[] sizes) {
        for (int i = 0; i < sizes.length; i++) {
            by.send(to, content(i, sizes[i]), sizes[i]);
        }
        by.flush();
    }

    private static byte[] content(int index, int size) {
        var content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (index * 31 + i);
        }
        return content;
    }
}
