package marquee.launcher.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BothClocksTest {
    @Test
    void bothAreReadWithinTheTimeThatIsToldToLieBetweenThem() {
        long nanos = System.nanoTime();
        long micros = BothClocks.wallMicros();
        var both = BothClocks.read();
        long microsLater = BothClocks.wallMicros();
        long nanosLater = System.nanoTime();

        assertThat(both.nanos()).isBetween(nanos, nanosLater);
        assertThat(both.micros()).isBetween(micros, microsLater);
        assertThat(both.apart()).isBetween(0L, (nanosLater - nanos) / 2);
    }
}
