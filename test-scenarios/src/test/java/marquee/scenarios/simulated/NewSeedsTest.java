package marquee.scenarios.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import marquee.launcher.simulated.AnswerCheck;
import marquee.launcher.simulated.Campaign;
import marquee.launcher.simulated.Variation;
import org.junit.jupiter.api.Test;

/// As many seeds as a build has time for, new ones each time. `-Dsimulated.seconds=N` gives them
/// another time than the usual minute and a half, and a quarter of it to those over budget;
/// `-Dsimulated.seed=S` is the first seed.
class NewSeedsTest {
    private static final int SECONDS = Integer.getInteger("simulated.seconds", 90);
    private static final long FIRST_SEED =
            Long.getLong(
                    "simulated.seed", ThreadLocalRandom.current().nextLong(1_000_000_000_000L));

    @Test
    void breakNoRule() throws InterruptedException {
        System.out.println("first simulated seed: " + FIRST_SEED);
        var plan = Campaign.Plan.of(FIRST_SEED, Long.MAX_VALUE, Duration.ofSeconds(SECONDS));

        var report = Campaign.run(plan, AnswerCheck.NONE, progress -> {});

        System.out.printf(
                "%d simulated seeds, %.1f a second%n", report.seeds(), report.seedsPerSecond());
        assertThat(report.failures())
                .as("replay with ./marquee simulate --seed SEED --trace FILE")
                .isEmpty();
        assertThat(report.complaints()).isEmpty();
        assertThat(report.answersMedian()).isGreaterThan(200);
    }

    @Test
    void beyondTheBudgetBreakNoRuleOfSafety() throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        var plan =
                new Campaign.Plan(
                        FIRST_SEED,
                        Long.MAX_VALUE,
                        Duration.ofSeconds(Math.max(1, SECONDS / 4)),
                        cores,
                        Variation.OVER_BUDGET);

        var report = Campaign.run(plan, AnswerCheck.NONE, progress -> {});

        System.out.printf("%d simulated seeds over budget%n", report.seeds());
        assertThat(report.failures())
                .as("replay with ./marquee simulate --seed SEED --over-budget --trace FILE")
                .isEmpty();
    }
}
