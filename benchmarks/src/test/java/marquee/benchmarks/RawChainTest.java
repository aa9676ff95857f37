package marquee.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who replies in the raw chain, and what becomes of requests that it loses.
@Timeout(60)
class RawChainTest {
    private static final int DATAGRAM_BYTES = 1_432;
    private static final int REQUESTS_EACH = 14;
    private static final int OUTSTANDING = 4 * REQUESTS_EACH;
    private static final Duration TIME = Duration.ofSeconds(2);
    private static final double HALF_OF_IT = 1_000_000;

    @Test
    void whatIsLostIsSentAgainWhileOthersAreAnswered() throws Exception {
        try (var relay = RawRelay.open();
                var chain = RawChain.to(port(relay), DATAGRAM_BYTES)) {
            Thread.ofVirtual().start(() -> relayAllButTheFirst(relay));

            var result = chain.run(Workload.closed(OUTSTANDING, TIME));

            assertThat(result.lost()).isGreaterThanOrEqualTo(REQUESTS_EACH);
            assertThat(result.micros()).isLessThan(HALF_OF_IT);
        }
    }

    @Test
    void aBoxThatEndsEndsTheRun() throws Exception {
        try (var chain = RawChain.start(DATAGRAM_BYTES, false)) {
            Objects.requireNonNull(chain.processes().get("sequencer")).destroyForcibly();

            assertThatThrownBy(() -> chain.run(Workload.closed(OUTSTANDING, TIME)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("sequencer of the raw chain has ended");
        }
    }

    @Test
    void eachReplicaOfALargerGroupReplies() throws Exception {
        try (var chain = RawChain.start(DATAGRAM_BYTES, 6)) {
            assertThat(chain.processes().keySet())
                    .containsExactly("R1", "R2", "R3", "R4", "R5", "R6", "sequencer");

            var result = chain.run(Workload.closed(1, Duration.ofMillis(500)));

            assertThat(result.datagramsEach()).isBetween(6.0, 7.5);
        }
    }

    private static int port(DatagramChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /// Sends two replies for each request, as the whole chain does, until the channel is closed.
    private static void relayAllButTheFirst(DatagramChannel channel) {
        var datagram = ByteBuffer.allocate(RawRelay.DATAGRAM_MAX);
        try {
            channel.receive(datagram);
            while (true) {
                datagram.clear();
                var driver = channel.receive(datagram);
                int length = datagram.position() / 2;
                for (int reply = 0; reply < 2; reply++) {
                    channel.send(datagram.position(0).limit(length), driver);
                }
            }
        } catch (ClosedChannelException e) {
            // All is measured.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
