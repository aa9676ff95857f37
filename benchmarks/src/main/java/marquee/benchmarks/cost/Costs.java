package marquee.benchmarks.cost;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.math.Quantiles;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs [CostBenchmark] in rounds. In each, everything is measured once, in a JVM of its own each
/// time, so that whatever else the machine does strikes all alike, and the rounds tell how much.
public final class Costs {
    /// The flags of the JVMs: those of a replica that is measured, but for a larger heap.
    public static final ImmutableList<String> FLAGS =
            ImmutableList.of("-XX:+UseSerialGC", "-Xms1g", "-Xmx1g", "-Xmn128m");

    /// The least and the most bookings that can be held.
    public static final int HELD_MIN = History.HELD_MIN;

    public static final int HELD_MAX = History.HELD_MAX;

    /// What keeps the JVMs from complaining of libraries.
    public static final ImmutableList<String> WARNINGS_OFF =
            ImmutableList.of(
                    "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private static final int WARM_UPS = 4;
    private static final TimeValue WARM_UP = TimeValue.seconds(1);
    private static final int ITERATIONS = 15;
    private static final TimeValue ITERATION = TimeValue.milliseconds(150);

    private Costs() {}

    /// What is measured: each question to each implementation at each size, in each round.
    ///
    /// @param sizes how many bookings are held
    public record Plan(
            ImmutableList<String> implementations,
            ImmutableList<Integer> sizes,
            ImmutableList<Question> questions,
            int rounds) {}

    private record Subject(Question question, String implementation, int held) {}

    private record Sample(double nanos, double bytes) {}

    /// Measures, and tells `progress` of each figure; blocks for some seconds a figure.
    ///
    /// @return the figures in the order of the plan
    /// @throws IOException if a JVM does not start or fails, or somebody measures by JMH already
    public static ImmutableList<Figure> measure(Plan plan, Consumer<String> progress)
            throws IOException {
        ListMultimap<Subject, Sample> samples =
                MultimapBuilder.linkedHashKeys().arrayListValues().build();
        for (int round = 1; round <= plan.rounds(); round++) {
            for (var subject : subjects(plan)) {
                var sample = measure(subject);
                samples.put(subject, sample);
                progress.accept(
                        String.format(
                                Locale.ROOT,
                                "round %d of %d: %s, %s with %d: %.0f ns",
                                round,
                                plan.rounds(),
                                subject.question().words(),
                                subject.implementation(),
                                subject.held(),
                                sample.nanos()));
            }
        }
        return samples.keySet().stream()
                .map(subject -> figure(subject, samples.get(subject)))
                .collect(toImmutableList());
    }

    private static ImmutableList<Subject> subjects(Plan plan) {
        var subjects = ImmutableList.<Subject>builder();
        for (var question : plan.questions()) {
            for (var implementation : plan.implementations()) {
                for (int held : plan.sizes()) {
                    subjects.add(new Subject(question, implementation, held));
                }
            }
        }
        return subjects.build();
    }

    private static Sample measure(Subject subject) throws IOException {
        var question = subject.question();
        var options =
                new OptionsBuilder()
                        .include(CostBenchmark.class.getName() + "." + question.method() + "$")
                        .param(question.parameter(), question.argument())
                        .param("implementation", subject.implementation())
                        .param("held", Integer.toString(subject.held()))
                        .forks(1)
                        .jvmArgs(
                                Iterables.toArray(
                                        Iterables.concat(FLAGS, WARNINGS_OFF), String.class))
                        .warmupIterations(WARM_UPS)
                        .warmupTime(WARM_UP)
                        .measurementIterations(ITERATIONS)
                        .measurementTime(ITERATION)
                        .addProfiler(GCProfiler.class)
                        .addProfiler(CpuTime.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build();
        try {
            return sample(question, new Runner(options).runSingle());
        } catch (RunnerException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Sample sample(Question question, RunResult run) {
        var readings = new Readings(run);
        int quarter = Readings.LOWER_QUARTER;
        double nanos =
                question.isTimedAlone()
                        ? run.getPrimaryResult().getStatistics().getPercentile(quarter)
                        : readings.nanos(quarter);
        return new Sample(nanos / question.divisor(), readings.bytes() / question.divisor());
    }

    private static Figure figure(Subject subject, List<Sample> rounds) {
        var nanos = rounds.stream().map(Sample::nanos).toList();
        double least = Collections.min(nanos);
        return new Figure(
                subject.question(),
                subject.implementation(),
                subject.held(),
                least,
                Collections.max(nanos) / least - 1,
                Quantiles.median().compute(rounds.stream().map(Sample::bytes).toList()));
    }
}
