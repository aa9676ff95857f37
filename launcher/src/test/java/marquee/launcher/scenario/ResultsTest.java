package marquee.launcher.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;

/// What a run says at its end.
class ResultsTest {
    @Test
    void aRunThatWasInterruptedSaysSoAndIsNotGood() {
        var interrupted = new Results(ImmutableList.of(), 1_000_000_000L, 9);

        assertThat(interrupted.isGood()).isFalse();
        assertThat(interrupted.summary())
                .isEqualTo(
                        "0 scenarios, 0 passed, 0 failed, 0 skipped, 1.0 s; interrupted,"
                                + " 9 scenarios not played to the end");
    }

    @Test
    void aRunToTheEndSaysNothingOfAnInterruption() {
        var whole = new Results(ImmutableList.of(), 1_000_000_000L, 0);

        assertThat(whole.isGood()).isTrue();
        assertThat(whole.summary()).isEqualTo("0 scenarios, 0 passed, 0 failed, 0 skipped, 1.0 s");
    }
}
