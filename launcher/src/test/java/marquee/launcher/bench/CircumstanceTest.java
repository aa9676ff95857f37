package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// To whom what happens.
class CircumstanceTest {
    @Test
    void eachSlotFailsInItsTurnAndTwoAtOnceAreNeverTheSame() {
        assertThat(Circumstance.BOTH.troubles(3).stream().map(each -> each.slot()))
                .containsExactly("R4", "R2");
        assertThat(Circumstance.CRASH.troubles(5).stream().map(each -> each.slot()))
                .containsExactly("R2");
    }
}
