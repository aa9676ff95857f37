package marquee.launcher.simulated.campaign;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.TreeMultiset;
import com.google.common.math.Quantiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import marquee.launcher.simulated.Run;
import marquee.launcher.simulated.Variation;
import marquee.simulation.Marks;
import marquee.simulation.Violation;

/// What came of a campaign. Not thread-safe.
public final class CampaignReport {
    /// From so many seeds on a campaign must not be vacuous (invariant I20).
    public static final long MEANINGFUL_SEEDS = 2_000;

    private static final int ANSWERS_MEDIAN_LEAST = 300;
    private static final int SUCCESSES_PERCENT_LEAST = 60;
    private static final int REFUSALS_PERCENT_LEAST = 5;
    private static final double NANOS = 1e9;
    private static final Duration FORESEEN = Duration.ofDays(100);

    private final Campaign.Plan plan;
    private final Marks marks = new Marks();
    private final List<Failure> failures = new ArrayList<>();
    private final TreeMultiset<Long> answers = TreeMultiset.create();
    private final long started = System.nanoTime();
    private long nanos;
    private long seeds;
    private long virtualNanos;

    /// A run that broke a rule.
    ///
    /// @param violation what broke it
    public record Failure(long seed, Violation violation) {
        /// The name of the rule, such as `I2`.
        public String rule() {
            return violation.rule();
        }

        /// What happened.
        public String message() {
            return "" + violation.getMessage();
        }
    }

    CampaignReport(Campaign.Plan plan) {
        this.plan = plan;
    }

    void add(Run.Result result) {
        seeds++;
        virtualNanos += result.virtualNanos();
        marks.add(result.marks());
        answers.add(result.marks().counter(Run.ANSWERED).count());
        var violation = result.violation();
        if (violation != null) {
            failures.add(new Failure(result.plan().seed(), violation));
        }
        end();
    }

    void end() {
        nanos = System.nanoTime() - started;
    }

    /// How many seeds have run.
    public long seeds() {
        return seeds;
    }

    /// The runs that broke a rule.
    public ImmutableList<Failure> failures() {
        return ImmutableList.copyOf(failures);
    }

    /// How often each thing happened, by its name.
    public Map<String, Long> marks() {
        return marks.counts();
    }

    /// How many seeds were run a second.
    public double seedsPerSecond() {
        return seeds * NANOS / Math.max(1, nanos);
    }

    /// How long the campaign will go on, if it goes on as it did: to the end of its seeds or of its
    /// time, whichever comes first; empty if there is no telling.
    Optional<Duration> timeLeft() {
        long inTime = plan.atMost().toNanos() - nanos;
        double inSeeds = (plan.seeds() - seeds) / Math.max(Double.MIN_NORMAL, seedsPerSecond());
        double left = Math.min((double) inTime, inSeeds * NANOS);
        return left > FORESEEN.toNanos()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, Math.round(left))));
    }

    /// How many requests were answered in the median run.
    public double answersMedian() {
        return answers.isEmpty() ? 0 : Quantiles.median().compute(answers);
    }

    /// How much time passed in all runs together, in seconds of virtual time.
    public double virtualSeconds() {
        return virtualNanos / NANOS;
    }

    /// What makes this campaign prove less than it seems to; nothing in one that is small, or
    /// milder than the seeds would have it.
    ///
    /// Invariant I20, not vacuous: each mark and each kind of fault is hit, the median run answers
    /// all of its 300 requests, and of a hundred that are answered 60 succeed and 5 are refused.
    public ImmutableList<String> complaints() {
        if (seeds < MEANINGFUL_SEEDS || !plan.variation().equals(Variation.NONE)) {
            return ImmutableList.of();
        }
        var complaints = ImmutableList.<String>builder();
        for (var mark : RequiredMarks.NAMES) {
            if (marks.counter(mark).count() == 0) {
                complaints.add("never happened: " + mark);
            }
        }
        if (answersMedian() < ANSWERS_MEDIAN_LEAST) {
            complaints.add("the median run answers only " + answersMedian() + " requests");
        }
        if (percent(Run.SUCCEEDED) < SUCCESSES_PERCENT_LEAST) {
            complaints.add("only " + percent(Run.SUCCEEDED) + " % of the requests succeed");
        }
        if (percent(Run.REFUSED) < REFUSALS_PERCENT_LEAST) {
            complaints.add("only " + percent(Run.REFUSED) + " % of the requests are refused");
        }
        return complaints.build();
    }

    /// How many of a hundred answered requests `mark` counts.
    long percent(String mark) {
        long all = marks.counter(Run.ANSWERED).count();
        return 100 * marks.counter(mark).count() / Math.max(1, all);
    }
}
