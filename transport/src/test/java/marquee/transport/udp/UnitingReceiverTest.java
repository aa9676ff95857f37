package marquee.transport.udp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class UnitingReceiverTest {
    private final DatagramChannel channel;
    private final InetSocketAddress address;
    private final UnitingReceiver receiver;
    private final PreciseWait wait;
    private final SegmentingSocket sender;
    private final byte[] datagram = new byte[5];

    UnitingReceiverTest() throws IOException {
        channel = DatagramChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        address = (InetSocketAddress) channel.getLocalAddress();
        receiver = requireNonNull(UnitingReceiver.of(address.getPort()));
        wait = requireNonNull(PreciseWait.of(address.getPort(), false));
        sender = requireNonNull(SegmentingSocket.open(1 << 20));
        assertThat(receiver.begin()).isTrue();
    }

    @AfterEach
    void close() throws IOException {
        wait.close();
        channel.close();
        sender.close();
    }

    @Test
    void aRunComesInOnePiece() throws IOException {
        send("abcdefgh", 3);
        assertThat(next()).isEqualTo("abc");
        channel.close();

        assertThat(next()).isEqualTo("def");
        assertThat(next()).isEqualTo("gh");
        assertThatThrownBy(this::next).isInstanceOf(IOException.class);
    }

    @Test
    void datagramsThatComeAloneStayWhatTheyAre() throws IOException {
        send("abcd", 4);
        send("", 4);
        send("ef", 4);

        assertThat(next()).isEqualTo("abcd");
        assertThat(next()).isEmpty();
        assertThat(next()).isEqualTo("ef");
        assertThat(receiver.receive(datagram)).isNegative();
    }

    @Test
    void ofWhatIsTooLongTheBeginningComes() throws IOException {
        send("abcdefgh12345678", 8);

        assertThat(next()).isEqualTo("abcde");
        assertThat(next()).isEqualTo("12345");
    }

    private void send(String text, int size) {
        var run = ByteBuffer.allocateDirect(SegmentingSocket.BYTES_MAX);
        run.put(text.getBytes(US_ASCII));
        assertThat(sender.send(address, run, size)).isEqualTo(RunSocket.Sent.GONE);
    }

    private String next() throws IOException {
        int length = receiver.receive(datagram);
        if (length < 0 && wait.await(TimeUnit.MINUTES.toNanos(1))) {
            length = receiver.receive(datagram);
        }
        return new String(datagram, 0, length, US_ASCII);
    }
}
