package marquee.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StarvationTest {
    private static final Duration LOOK = Duration.ofNanos(1_000);

    private final Starvation starvation = new Starvation(new CoreTimes(50, 70));

    @Test
    void whoHasHalfACoreIsNotStarved() {
        assertThat(starvation.isStarved(new CoreTimes(550, 570), true, LOOK)).isFalse();
    }

    @Test
    void whoHasHardlyRunSinceTheLastLookIsStarved() {
        assertThat(starvation.isStarved(new CoreTimes(110, 610), true, LOOK)).isFalse();
        assertThat(starvation.isStarved(new CoreTimes(170, 1_180), false, LOOK)).isTrue();
    }

    @Test
    void whoIsReadyAndHasNotRunAtAllIsStarved() {
        assertThat(starvation.isStarved(new CoreTimes(50, 70), true, LOOK)).isTrue();
    }

    @Test
    void whoSleepsIsNotStarved() {
        assertThat(starvation.isStarved(new CoreTimes(50, 70), false, LOOK)).isFalse();
        assertThat(starvation.isStarved(new CoreTimes(51, 90), true, LOOK)).isFalse();
    }
}
