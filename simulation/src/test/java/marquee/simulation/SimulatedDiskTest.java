package marquee.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import marquee.protocol.Chance;
import org.junit.jupiter.api.Test;

class SimulatedDiskTest {
    private static final byte[] FIRST = {1, 2, 3};
    private static final byte[] SECOND = {4, 5, 6, 7};

    @Test
    void whatIsWrittenIsRead() {
        assertThat(disk().read()).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void whatWasFlushedSurvivesEveryTearAndTheRestMayBeLostOrGarbage() {
        var ends = LongStream.range(0, 100).mapToObj(SimulatedDiskTest::torn).toList();

        assertThat(ends).allMatch(bytes -> Arrays.equals(FIRST, Arrays.copyOf(bytes, 3)));
        assertThat(ends).anyMatch(bytes -> bytes.length == 3);
        assertThat(ends).anyMatch(bytes -> !isPrefix(bytes)).anyMatch(SimulatedDiskTest::isPrefix);
        assertThat(ends).noneMatch(bytes -> bytes.length > 7);
    }

    @Test
    void aFlushedDiskCannotBeTorn() {
        var disk = disk();
        disk.flush();

        assertThat(disk.tear(new Chance(1))).isFalse();
        assertThat(disk.length()).isEqualTo(7);
    }

    @Test
    void whatIsCutIsGone() {
        var disk = disk();
        disk.cut(2);
        disk.append(SECOND, 1);

        assertThat(disk.read()).containsExactly(1, 2, 4);
    }

    private static boolean isPrefix(byte[] bytes) {
        return Arrays.equals(bytes, Arrays.copyOf(disk().read(), bytes.length));
    }

    private static byte[] torn(long seed) {
        var disk = new SimulatedDisk();
        disk.append(FIRST, FIRST.length);
        disk.flush();
        disk.append(SECOND, SECOND.length);
        assertThat(disk.tear(new Chance(seed))).isTrue();
        return disk.read();
    }

    private static SimulatedDisk disk() {
        var disk = new SimulatedDisk();
        disk.append(FIRST, FIRST.length);
        disk.append(SECOND, SECOND.length);
        return disk;
    }
}
