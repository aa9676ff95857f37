package marquee.launcher.bench;

import java.io.IOException;
import java.time.Duration;
import marquee.benchmarks.Workload;
import marquee.client.UnreachableException;
import marquee.launcher.bench.report.Run;

/// Turns that begin with a group that has got over whatever happened before: it does what is to be
/// measured, without being measured, until its compilers have little to do. A replica that has
/// taken another one's place is a new process, and asks for seconds of them.
///
/// @param plain how the group works while nothing happens to it
/// @param turn what comes then
record Settled(Contestant.Turn plain, Contestant.Turn turn) implements Contestant.Turn {
    static final Duration STRETCH = Duration.ofSeconds(2);

    /// The most stretches, whatever compilers do.
    static final int STRETCHES_MAX = 15;

    @Override
    public Run take(Workload workload)
            throws IOException, UnreachableException, InterruptedException {
        var stretch = workload.lasting(STRETCH);
        int stretches = 0;
        boolean compiling;
        do {
            compiling = WarmUp.isCompiling(plain.take(stretch));
            stretches++;
        } while (compiling && stretches < STRETCHES_MAX);
        return turn.take(workload);
    }
}
