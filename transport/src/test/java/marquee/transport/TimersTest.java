package marquee.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import marquee.protocol.Expiry;
import org.junit.jupiter.api.Test;

class TimersTest {
    private record Purpose(int number) implements Expiry {}

    private static final Purpose FIRST = new Purpose(1);
    private static final Purpose SECOND = new Purpose(2);
    private static final Purpose THIRD = new Purpose(3);

    private final Timers timers = new Timers();

    @Test
    void theyRunOutInTheOrderOfTheirTimesAndThenOfTheirStarts() {
        timers.start(SECOND, 20);
        timers.start(THIRD, 20);
        timers.start(FIRST, 10);

        assertThat(timers.next()).isEqualTo(10);
        assertThat(timers.takeExpired(9)).isNull();
        assertThat(timers.takeExpired(30)).isEqualTo(FIRST);
        assertThat(timers.takeExpired(30)).isEqualTo(SECOND);
        assertThat(timers.takeExpired(30)).isEqualTo(THIRD);
        assertThat(timers.takeExpired(30)).isNull();
        assertThat(timers.next()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aTimerThatIsStartedAgainMoves() {
        timers.start(FIRST, 10);
        timers.start(new Purpose(1), 30);

        assertThat(timers.takeExpired(20)).isNull();
        assertThat(timers.takeExpired(30)).isEqualTo(FIRST);
        assertThat(timers.takeExpired(30)).isNull();
    }

    @Test
    void thereIsALimit() {
        for (int number = 0; number < Timers.TIMERS_MAX; number++) {
            timers.start(new Purpose(number), number);
        }

        assertThatThrownBy(() -> timers.start(new Purpose(-1), 1))
                .isInstanceOf(IllegalStateException.class);
    }
}
