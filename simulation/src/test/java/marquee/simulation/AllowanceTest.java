package marquee.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Four at once, and one more each ten nanoseconds.
class AllowanceTest {
    private final Allowance allowance = new Allowance(10, 4, 1_000);

    @Test
    void itIsFullAtFirst() {
        assertThat(allowance.covers(1_000, 4)).isTrue();
        assertThat(allowance.covers(1_000, 5)).isFalse();
    }

    @Test
    void itRefillsWithTime() {
        assertThat(allowance.covers(1_000, 4)).isTrue();
        assertThat(allowance.covers(1_010, 5)).isTrue();
        assertThat(allowance.covers(1_019, 6)).isFalse();
    }

    @Test
    void noMoreIsSavedUpThanOneBurst() {
        assertThat(allowance.covers(9_000, 8)).isFalse();
    }
}
