package marquee.launcher.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import marquee.benchmarks.Workload;
import marquee.client.UnreachableException;
import marquee.launcher.bench.report.Run;

/// What a contestant did before it was measured: it worked until it got no better and its compilers
/// had little to do, which takes JVMs a minute or more where the machine is busy.
///
/// @param name of the contestant
/// @param stretches how many stretches of work it took
/// @param steady whether the last ones were like that
record WarmUp(String name, int stretches, boolean steady) {
    static final Duration STRETCH = Duration.ofSeconds(2);

    /// It is over after so many stretches in a row that were steady.
    static final int STEADY = 5;

    /// What counts as better: two stretches differ by that much anyway.
    private static final double BETTER = 0.05;

    /// With a larger part of the processor the compilers are about to make it better.
    private static final double COMPILING = 0.1;

    private static final Duration MAX = Duration.ofMinutes(2);
    private static final int TIMES_MEASURED_MAX = 10;

    /// Has `contestant` work with so many requests under way.
    ///
    /// @param measured how long it will be measured; it warms up for at most ten times as long, and
    ///   never for more than two minutes
    /// @param progress told how far it is
    static WarmUp of(
            Contestant contestant, int outstanding, Duration measured, Consumer<String> progress)
            throws IOException, UnreachableException, InterruptedException {
        var name = contestant.name();
        var workload = Workload.closed(outstanding, STRETCH);
        int most = stretchesMax(measured);
        double perSecond = 0;
        double micros = Double.MAX_VALUE;
        int steady = 0;
        int stretches = 0;
        progress.accept("warming up: " + name);
        while (steady < STEADY && stretches < most) {
            var run = contestant.turn().take(workload);
            boolean faster = run.result().perSecond() > perSecond * (1 + BETTER);
            boolean lighter = run.cpuMicros() < micros * (1 - BETTER);
            steady = faster || lighter || isCompiling(run) ? 0 : steady + 1;
            perSecond = Math.max(perSecond, run.result().perSecond());
            micros = Math.min(micros, run.cpuMicros());
            stretches++;
            progress.accept(
                    String.format(
                            Locale.ROOT,
                            "warming up: %s, %,.0f requests/s",
                            name,
                            run.result().perSecond()));
        }
        return new WarmUp(name, stretches, steady == STEADY);
    }

    /// Whether compilers had so much to do in `run` that another one would be better.
    static boolean isCompiling(Run run) {
        return run.compilingShare() > COMPILING;
    }

    private static int stretchesMax(Duration measured) {
        var most = measured.multipliedBy(TIMES_MEASURED_MAX);
        var within = most.compareTo(MAX) < 0 ? most : MAX;
        return (int) Math.max(1, within.dividedBy(STRETCH));
    }

    /// The same for people.
    String words() {
        return "%s for %d s%s"
                .formatted(
                        name,
                        STRETCH.multipliedBy(stretches).toSeconds(),
                        steady ? "" : ", not yet steady");
    }
}
