package marquee.scenarios.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import marquee.launcher.simulated.AnswerCheck;
import marquee.launcher.simulated.Variation;
import marquee.launcher.simulated.campaign.Campaign;
import marquee.simulation.Fault;
import marquee.simulation.Strengths;
import org.junit.jupiter.api.Test;

/// Twenty percent loss, ten percent duplicates, ten percent out of order and five percent
/// corrupted, on every link at once and for ever.
class EveryLinkIsBadTest {
    private static final Strengths BAD =
            Strengths.NONE
                    .with(Fault.LOSS, 200)
                    .with(Fault.DUPLICATION, 100)
                    .with(Fault.REORDERING, 100)
                    .with(Fault.CORRUPTION, 50);

    @Test
    void everyRequestIsAnsweredWithinTwoSecondsAndAllDigestsAreEqual() throws InterruptedException {
        var plan = new Campaign.Plan(1, 40, Duration.ofMinutes(1), 2, Variation.with(BAD));

        var report = Campaign.run(plan, AnswerCheck.NONE, progress -> {});

        assertThat(report.failures()).isEmpty();
        assertThat(report.answersMedian()).isGreaterThanOrEqualTo(300);
        assertThat(report.marks().get("call unknown"))
                .as("no call is left without answer")
                .isNull();
    }
}
