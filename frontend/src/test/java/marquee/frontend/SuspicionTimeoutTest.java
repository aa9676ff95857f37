package marquee.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Collections;
import marquee.protocol.Chance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuspicionTimeoutTest {
    private static final long MILLI = 1_000_000;

    private final SuspicionTimeout timeout = new SuspicionTimeout();

    @Test
    void theFirstTimeoutIsHalfASecondUntilAWindowOfRepliesHasCome() {
        for (int i = 1; i < SuspicionTimeout.WINDOW; i++) {
            timeout.record(MILLI);
        }
        assertThat(timeout.nanos()).isEqualTo(2 * SuspicionTimeout.FIRST_NANOS);
        timeout.record(MILLI);
        assertThat(timeout.nanos()).isEqualTo(SuspicionTimeout.FLOOR_NANOS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theTimeoutIsTwiceTheSlowestOfTheWindowWhateverCameWhenP32(long seed) {
        var chance = new Chance(seed);
        var window =
                new ArrayDeque<>(
                        Collections.nCopies(SuspicionTimeout.WINDOW, SuspicionTimeout.FIRST_NANOS));
        for (int i = 0; i < 20 * SuspicionTimeout.WINDOW; i++) {
            // Few lengths, so that many are alike, and some falling runs as long as the window.
            boolean falls = (i / 300) % 2 == 0;
            long delay = falls ? (900 - i % 300) * MILLI : (500 + 10 * chance.below(10)) * MILLI;
            window.removeFirst();
            window.addLast(delay);
            timeout.record(delay);
            assertThat(timeout.nanos())
                    .isEqualTo(
                            Math.clamp(
                                    2 * Collections.max(window),
                                    SuspicionTimeout.FLOOR_NANOS,
                                    SuspicionTimeout.CEILING_NANOS));
        }
    }
}
