package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import marquee.benchmarks.Workload;
import marquee.launcher.bench.report.Run;
import marquee.launcher.bench.report.Runs;
import marquee.launcher.console.Narrator;
import marquee.launcher.local.StandIn;
import marquee.launcher.trouble.Rescue;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/// Turns in which nobody is to be replaced.
class WatchedTest {
    private static final Workload SHORT = Workload.closed(1, Duration.ofNanos(4));
    private static final Run RUN = Runs.of(1, 1, 1);

    @Test
    void aTurnInWhichAReplicaWasReplacedCountsAndIsTold() throws Exception {
        try (var frontEnd = new StandIn()) {
            frontEnd.says(
                    "GET /v1/cluster",
                    Group.whole(0, 0),
                    Group.whole(0, 0),
                    Group.whole(0, 0),
                    Group.whole(0, 1));
            var narrator = new Narrator(new PrintWriter(PrintWriter.nullWriter()), Ansi.OFF);
            var rescue = new Rescue(frontEnd.client(), 1, narrator);
            var told = new ArrayList<String>();
            var watched = new Watched(_ -> RUN, rescue, told::add, () -> Instant.EPOCH);

            assertThat(watched.take(SHORT)).isEqualTo(RUN);
            assertThat(told).isEmpty();
            assertThat(watched.take(SHORT)).isEqualTo(RUN);
            assertThat(told).containsExactly("R2 was replaced though nothing was done to it");
        }
    }
}
