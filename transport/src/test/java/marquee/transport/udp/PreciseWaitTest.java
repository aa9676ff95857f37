package marquee.transport.udp;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class PreciseWaitTest {
    private static final int SHORT_WAITS = 20;

    private final DatagramChannel channel;
    private final InetSocketAddress address;
    private final PreciseWait wait;

    PreciseWaitTest() throws IOException {
        channel = DatagramChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        address = (InetSocketAddress) channel.getLocalAddress();
        wait = requireNonNull(PreciseWait.of(address.getPort(), true));
    }

    @AfterEach
    void close() throws IOException {
        wait.close();
        channel.close();
    }

    @Test
    void aWaitIsNotEndedByTheTimeOfAnEarlierOne() throws IOException {
        for (int i = 0; i < SHORT_WAITS; i++) {
            assertThat(isReceivedWithin(MICROSECONDS.toNanos(100))).isTrue();
            assertThat(nanosInVain(MICROSECONDS.toNanos(500)))
                    .isGreaterThanOrEqualTo(MICROSECONDS.toNanos(500));
        }
    }

    @Test
    void aWaitEndsAlthoughAnEarlierOneWouldHaveLastedLonger() throws IOException {
        assertThat(isReceivedWithin(SECONDS.toNanos(30))).isTrue();

        assertThat(nanosInVain(MILLISECONDS.toNanos(1))).isLessThan(SECONDS.toNanos(15));
    }

    @Test
    void manyWaitsOfWhichEachEndsALittleLaterSetTheTimerOnce() throws IOException {
        assertThat(isReceivedWithin(MINUTES.toNanos(10))).isTrue();
        var before = timer();
        assertThat(before).isBetween(9L, 10L);
        for (int i = 0; i < SHORT_WAITS; i++) {
            assertThat(isReceivedWithin(MINUTES.toNanos(20 + i))).isTrue();
        }

        assertThat(timer()).isEqualTo(before);
    }

    /// For how many minutes more the timer is set, of which there is one in this process.
    private static long timer() throws IOException {
        try (var descriptors = Files.list(Path.of("/proc/self/fdinfo"))) {
            for (var descriptor : descriptors.toList()) {
                for (var line : lines(descriptor)) {
                    if (line.startsWith("it_value: (")) {
                        return Long.parseLong(line.substring(11, line.indexOf(','))) / 60;
                    }
                }
            }
        }
        return -1;
    }

    private static List<String> lines(Path descriptor) {
        try {
            return Files.readAllLines(descriptor);
        } catch (IOException e) {
            return List.of(); // Another thread has closed it meanwhile.
        }
    }

    private boolean isReceivedWithin(long nanos) throws IOException {
        channel.send(ByteBuffer.allocate(1), address);
        boolean there = wait.await(nanos);
        channel.receive(ByteBuffer.allocate(1));
        return there;
    }

    private long nanosInVain(long nanos) throws IOException {
        long start = System.nanoTime();
        assertThat(wait.await(nanos)).isFalse();
        return System.nanoTime() - start;
    }
}
