package marquee.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import marquee.protocol.Chance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rule P45.
class ReplayWindowTest {
    private final ReplayWindow window = new ReplayWindow();

    @Test
    void aNumberIsAcceptedOnce() {
        assertThat(window.accept(7)).isTrue();
        assertThat(window.accept(7)).isFalse();
    }

    @Test
    void numbersMayComeInAnyOrderWithinTheWindow() {
        assertThat(window.accept(2_000)).isTrue();
        assertThat(window.accept(2_000 - ReplayWindow.SIZE + 1)).isTrue();
        assertThat(window.accept(2_000 - ReplayWindow.SIZE + 1)).isFalse();
        assertThat(window.accept(1_500)).isTrue();
    }

    @Test
    void aNumberTooOldToTellIsTakenForARepeat() {
        window.accept(2_000);

        assertThat(window.accept(2_000 - ReplayWindow.SIZE)).isFalse();
        assertThat(window.accept(0)).isFalse();
    }

    @Test
    void aNewLifeBeginsAnew() {
        window.accept(2_000);
        window.clear();

        assertThat(window.accept(5)).isTrue();
    }

    @ParameterizedTest(name = "from {0} on")
    @ValueSource(longs = {0, (1L << 31) - 5, (1L << 32) - 5, Long.MAX_VALUE - 300, -300})
    void agreesWithASetOfAllNumbers(long start) {
        var chance = new Chance(start);
        var seen = new HashSet<Long>();
        long newest = start;
        for (int i = 0; i < 20_000; i++) {
            int jump = chance.below(100) == 0 ? chance.below(3_000) : chance.below(4);
            long packet = newest + jump - chance.below(1_100);
            newest = packet - newest > 0 || i == 0 ? packet : newest;
            boolean fresh = newest - packet < ReplayWindow.SIZE && seen.add(packet);
            assertThat(window.accept(packet)).as("%s after %s", packet, newest).isEqualTo(fresh);
        }
    }
}
