package marquee.launcher.customers;

import static org.assertj.core.api.Assertions.assertThat;

import marquee.launcher.customers.Pace.Schedule;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MILLI = 1_000_000;

    private long now = 5_000 * MILLI;
    private final Schedule schedule = new Schedule(100, () -> now);

    @Test
    void requestsAreDueAtEvenDistancesForAllTogether() {
        assertThat(schedule.next()).isEqualTo(10 * MILLI);
        assertThat(schedule.next()).isEqualTo(20 * MILLI);
        now += 15 * MILLI;
        assertThat(schedule.next()).isEqualTo(15 * MILLI);
    }

    @Test
    void whatWasHeldUpIsMadeUpForAtOnce() {
        now += 25 * MILLI;

        assertThat(schedule.next()).isEqualTo(-15 * MILLI);
        assertThat(schedule.next()).isEqualTo(-5 * MILLI);
        assertThat(schedule.next()).isEqualTo(5 * MILLI);
    }

    @Test
    void whatIsMoreThanASecondLateIsNot() {
        now += 60_000 * MILLI;

        assertThat(schedule.next()).isEqualTo(-1_000 * MILLI);
        assertThat(schedule.next()).isEqualTo(-990 * MILLI);
    }
}
