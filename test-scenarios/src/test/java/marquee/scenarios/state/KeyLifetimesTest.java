package marquee.scenarios.state;

import static org.assertj.core.api.Assertions.assertThat;

import marquee.client.FrontEndClient;
import marquee.replicas.host.state.KeyLimits;
import marquee.sequencer.Sequencer;
import org.junit.jupiter.api.Test;

/// The times of rule P3, which parts keep that know nothing of each other.
class KeyLifetimesTest {
    private static final long KEPT_MILLIS = KeyLimits.DEFAULT.youngMillis();

    @Test
    void whatAClientSendsAgainHasItsPlaceBeforeItsKeyIsForgottenP3() {
        assertThat(FrontEndClient.REPEATED_MAX.toMillis() + Sequencer.STALE_MILLIS)
                .isLessThanOrEqualTo(KEPT_MILLIS);
    }
}
