package marquee.scenarios.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import java.time.Duration;
import marquee.config.Mode;
import marquee.launcher.simulated.AnswerCheck;
import marquee.launcher.simulated.Variation;
import marquee.launcher.simulated.campaign.Campaign;
import marquee.launcher.simulated.campaign.CampaignReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// As many seeds as a build has time for, from the same first one each time, so that a build that
/// fails was made to fail by what was changed; `./marquee simulate` plays new ones.
/// `-Dsimulated.seconds=N` gives them another time than the usual twenty seconds, a quarter of it
/// to those over budget, and a twelfth to each of the modes that are made for one kind of fault,
/// after thirty of each that are played in any case; `-Dsimulated.seed=S` is another first seed.
class ManySeedsTest {
    private static final int SECONDS = Integer.getInteger("simulated.seconds", 20);

    /// So many are played in any case: what makes these runs what they are happens in one of four.
    private static final int LEAST = 30;

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
    void beyondTheBudgetBreakNoRuleOfSafety() {
        int seconds = Math.max(1, SECONDS / 4);

        breakNoRule(Variation.OVER_BUDGET, "--over-budget", seconds, "crashed beyond the budget");
    }

    @ParameterizedTest
    @CsvSource({"SOFTWARE_FAILURE, convicted: STRUCK_OUT", "CRASH_FAILURE, replaced: CRASHED"})
    void inGroupsThatAreMadeForOneKindOfFaultBreakNoRule(Mode mode, String mark) {
        int seconds = Math.max(1, SECONDS / 12);

        breakNoRule(Variation.of(mode), "--mode " + mode, seconds, mark);
    }

    /// @param mark of what makes these runs what they are
    private static void breakNoRule(Variation variation, String option, int seconds, String mark) {
        var first = play(FIRST_SEED, LEAST, Duration.ofMinutes(10), variation);
        var more = play(FIRST_SEED + LEAST, Long.MAX_VALUE, Duration.ofSeconds(seconds), variation);

        System.out.printf("%d simulated seeds %s%n", first.seeds() + more.seeds(), option);
        assertThat(Iterables.concat(first.failures(), more.failures()))
                .as("replay with ./marquee simulate --seed SEED %s --trace FILE", option)
                .isEmpty();
        assertThat(first.seeds()).isEqualTo(LEAST);
        assertThat(first.answersMedian()).isGreaterThan(200);
        assertThat(first.marks().getOrDefault(mark, 0L)).as(mark).isPositive();
    }

    private static CampaignReport play(
            long firstSeed, long seeds, Duration atMost, Variation variation) {
        int cores = Runtime.getRuntime().availableProcessors();
        var plan = new Campaign.Plan(firstSeed, seeds, atMost, cores, variation);
        return Campaign.run(plan, AnswerCheck.NONE, progress -> {});
    }
}
