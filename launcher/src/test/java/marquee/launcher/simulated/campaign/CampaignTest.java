package marquee.launcher.simulated.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import marquee.launcher.simulated.AnswerCheck;
import org.junit.jupiter.api.Test;

class CampaignTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @Test
    void endsWithWhatIsKnownWhenItIsInterrupted() {
        var plan = Campaign.Plan.of(1, Long.MAX_VALUE, LONG);
        var runner = Thread.currentThread();

        var report = Campaign.run(plan, AnswerCheck.NONE, known -> interruptOnce(runner, known));

        assertThat(report.seeds()).isPositive();
        assertThat(report.failures()).isEmpty();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void tellsHowManySeedsItHasRunAndHowLongItWillGoOn() {
        List<String> told = new ArrayList<>();

        Campaign.run(
                Campaign.Plan.of(1, 2, LONG),
                AnswerCheck.NONE,
                report -> told.add(ReportPrinter.progress(report)));

        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).matches("1 seeds, 0 failed, .* seeds/s, \\d+ s left");
        assertThat(told.getLast()).matches("2 seeds, 0 failed, .* seeds/s, 0 s left");
    }

    @Test
    void tellsTheTimeThatIsLeftOfItsMinutes() {
        List<String> told = new ArrayList<>();
        var runner = Thread.currentThread();

        Campaign.run(
                Campaign.Plan.of(1, Long.MAX_VALUE, LONG),
                AnswerCheck.NONE,
                report -> {
                    told.add(ReportPrinter.progress(report));
                    interruptOnce(runner, report);
                });

        assertThat(told.getFirst()).endsWith(", 9 min left");
    }

    @Test
    void aSeedThatDiesOfAnErrorIsAFailure() {
        AnswerCheck dies =
                answer -> {
                    throw new AssertionError("answered " + answer);
                };

        var report = Campaign.run(Campaign.Plan.of(1, 2, LONG), dies, known -> {});

        assertThat(report.failures())
                .extracting(CampaignReport.Failure::rule)
                .containsExactly("P49", "P49");
    }

    @Test
    void aSeedThatComesToNoEndEndsTheCampaign() {
        AnswerCheck dies =
                answer -> {
                    throw new OutOfMemoryError("for the test");
                };

        var plan = Campaign.Plan.of(7, Long.MAX_VALUE, LONG);

        assertThatThrownBy(() -> Campaign.run(plan, dies, known -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("seed \\d+ came to no end: .*for the test");
    }

    /// Several seeds run at a time: a second one that ends before the runner has noticed would
    /// interrupt it again, after it has answered the first interrupt.
    private static void interruptOnce(Thread runner, CampaignReport known) {
        if (known.seeds() == 1) {
            runner.interrupt();
        }
    }
}
