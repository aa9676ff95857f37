package marquee.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoreWaitsTest {
    private static final long RUN = 1_000;

    private final CoreWaits waits = new CoreWaits();
    private long ran = 5_000;
    private long waited = 1_000_000; // Before it was asked for the first time.

    @Test
    void aThreadThatWaitsForAsLongAsItRunsPreemptsNobody() {
        for (int i = 0; i < 10; i++) {
            assertThat(mayPreempt(CoreWaits.WAITS_MAX * RUN)).isFalse();
        }
    }

    @Test
    void oneThatWaitsForMuchLongerPreemptsForAWhileAndIsTriedAgainEverMoreSeldom() {
        assertThat(mayPreempt(0)).isFalse();
        for (int patience = CoreWaits.PATIENCE; patience <= CoreWaits.PATIENCE_MAX; patience *= 2) {
            assertThatItPreemptsFor(patience);
        }
        assertThatItPreemptsFor(CoreWaits.PATIENCE_MAX);
    }

    @Test
    void oneThatWaitedForLongAndNoLongerDoesIsTriedAgainSoonWhenItDoesAgain() {
        assertThat(mayPreempt(0)).isFalse();
        assertThatItPreemptsFor(CoreWaits.PATIENCE);
        assertThatItPreemptsFor(2 * CoreWaits.PATIENCE);
        assertThat(mayPreempt(0)).isFalse();
        assertThatItPreemptsFor(CoreWaits.PATIENCE);
    }

    private void assertThatItPreemptsFor(int decisions) {
        for (int i = 0; i < decisions; i++) {
            assertThat(mayPreempt(CoreWaits.WAITS_MAX * RUN + 1)).isTrue();
        }
        assertThat(mayPreempt(CoreWaits.WAITS_MAX * RUN + 1)).isFalse();
    }

    private boolean mayPreempt(long waits) {
        ran += RUN;
        waited += waits;
        return this.waits.mayPreempt(ran, waited);
    }
}
