package marquee.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortWaitsTest {
    private static final long SPACING = ShortWaits.WITHIN_NANOS / ShortWaits.USUAL;

    private final ShortWaits waits = new ShortWaits();

    @Test
    void areUsualWhenThereAreEnoughWithinASecondWhichIsToldOnce() {
        int told = 0;
        for (int i = 1; i <= 3 * ShortWaits.USUAL; i++) {
            told += waits.makeUsual(i * SPACING) ? 1 : 0;
            assertThat(told).isEqualTo(i < ShortWaits.USUAL ? 0 : 1);
        }
    }

    @Test
    void areNotUsualHoweverManyThereAreWhenTheyAreRare() {
        for (int i = 0; i < 10 * ShortWaits.USUAL; i++) {
            assertThat(waits.makeUsual(2 * SPACING * i)).isFalse();
        }
    }
}
