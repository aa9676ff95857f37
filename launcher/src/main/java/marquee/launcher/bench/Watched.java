package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Consumer;
import marquee.benchmarks.Workload;
import marquee.client.UnreachableException;
import marquee.launcher.bench.report.Run;
import marquee.launcher.trouble.Rescue;

/// Turns in which no replica is to fail, and of which it is told if one was replaced all the same.
///
/// @param rescue tells how the group is
/// @param told who was replaced in a turn
/// @param clock the machine's, by which the order tells when something happened
record Watched(Contestant.Turn turn, Rescue rescue, Consumer<String> told, InstantSource clock)
        implements Contestant.Turn {
    @Override
    public Run take(Workload workload)
            throws IOException, UnreachableException, InterruptedException {
        var before = rescue.awaitSettled();
        var begun = clock.instant();
        var run = turn.take(workload);
        var after = rescue.status();
        new Aftermath(ImmutableList.of(), before, after, begun, run.result().time())
                .flaw()
                .ifPresent(told);
        return run;
    }
}
