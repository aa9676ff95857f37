package marquee.scenarios.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import marquee.config.Mode;
import marquee.launcher.simulated.AnswerCheck;
import marquee.launcher.simulated.Campaign;
import marquee.launcher.simulated.Variation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// As many seeds as a build has time for, from the same first one each time, so that a build that
/// fails was made to fail by what was changed; `./marquee simulate` plays new ones.
/// `-Dsimulated.seconds=N` gives them another time than the usual twenty seconds, a quarter of it
/// to those over budget, and a twelfth to each of the modes that are made for one kind of fault;
/// `-Dsimulated.seed=S` is another first seed.
class ManySeedsTest {
    private static final int SECONDS = Integer.getInteger("simulated.seconds", 20);
    private static final long FIRST_SEED = Long.getLong("simulated.seed", 1_000_000);

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
        int seconds = Math.max(1, SECONDS / 4);

        breakNoRule(Variation.OVER_BUDGET, "--over-budget", seconds);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BOTH")
    void inGroupsThatAreMadeForOneKindOfFaultBreakNoRule(Mode mode) throws InterruptedException {
        int seconds = Math.max(1, SECONDS / 12);

        breakNoRule(Variation.of(mode), "--mode " + mode, seconds);
    }

    private static void breakNoRule(Variation variation, String option, int seconds)
            throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        var time = Duration.ofSeconds(seconds);
        var plan = new Campaign.Plan(FIRST_SEED, Long.MAX_VALUE, time, cores, variation);

        var report = Campaign.run(plan, AnswerCheck.NONE, progress -> {});

        System.out.printf("%d simulated seeds %s%n", report.seeds(), option);
        assertThat(report.failures())
                .as("replay with ./marquee simulate --seed SEED %s --trace FILE", option)
                .isEmpty();
    }
}
