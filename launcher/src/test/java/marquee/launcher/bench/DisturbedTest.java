package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import marquee.benchmarks.Workload;
import marquee.launcher.demo.Narrator;
import marquee.launcher.demo.Rescue;
import marquee.launcher.demo.StandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine.Help.Ansi;

/// Runs in which replicas fail.
class DisturbedTest {
    private final StandIn frontEnd = new StandIn();

    DisturbedTest() throws IOException {}

    @AfterEach
    void close() {
        frontEnd.close();
    }

    @Test
    @Timeout(60)
    void aRunThatIsBrokenOffDoesNotWaitUntilItWouldStrike() {
        frontEnd.says("GET /v1/cluster", Group.whole());
        var nobody = new Narrator(new PrintWriter(PrintWriter.nullWriter()), Ansi.OFF);
        var broken =
                new Disturbed(
                        new Rescue(frontEnd.client(), 1, nobody),
                        _ -> {
                            throw new IOException("broken off");
                        },
                        Circumstance.LIE);

        assertThatThrownBy(() -> broken.take(Workload.closed(1, Duration.ofHours(1))))
                .hasMessage("broken off");
    }
}
