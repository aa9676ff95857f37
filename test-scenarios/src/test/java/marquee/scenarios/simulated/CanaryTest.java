package marquee.scenarios.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import marquee.launcher.simulated.AnswerCheck;
import marquee.launcher.simulated.campaign.Campaign;
import marquee.launcher.simulated.campaign.CampaignReport;
import marquee.simulation.Violation;
import org.junit.jupiter.api.Test;

/// A harness that finds nothing wrong looks like a product that is right. So each build has it find
/// something.
class CanaryTest {
    private static final AnswerCheck CANARY =
            outcome -> {
                if (outcome.number() >= 100) {
                    throw new Violation("canary", "the hundredth place is answered");
                }
            };

    @Test
    void anInvariantThatIsAlwaysBrokenIsReportedForEverySeed() throws InterruptedException {
        var plan = Campaign.Plan.of(1, 5, Duration.ofMinutes(2));

        var report = Campaign.run(plan, CANARY, progress -> {});

        assertThat(report.failures())
                .extracting(CampaignReport.Failure::rule)
                .containsExactly("canary", "canary", "canary", "canary", "canary");
        assertThat(report.failures())
                .extracting(CampaignReport.Failure::seed)
                .containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aCampaignEndsWhenItHasEnoughFailures() throws InterruptedException {
        var plan = Campaign.Plan.of(1, Long.MAX_VALUE, Duration.ofMinutes(2));

        var report = Campaign.run(plan, CANARY, progress -> {});

        assertThat(report.failures()).hasSize(Campaign.FAILURES_MAX);
    }
}
