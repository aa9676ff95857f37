package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import marquee.benchmarks.Workload;
import marquee.client.UnreachableException;
import marquee.launcher.bench.report.Run;
import marquee.launcher.bench.report.Runs;
import marquee.launcher.console.Narrator;
import marquee.launcher.local.StandIn;
import marquee.launcher.trouble.Rescue;
import marquee.launcher.trouble.Rescue.Patience;
import marquee.launcher.trouble.Trouble;
import marquee.launcher.trouble.Trouble.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine.Help.Ansi;

/// Runs in which a front end says that R1 was replaced.
class DisturbedTest {
    private static final String CLUSTER = "GET /v1/cluster";
    private static final Instant BEGUN = Instant.ofEpochSecond(1_000);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final ImmutableList<Trouble> R1_LIES =
            ImmutableList.of(new Trouble("R1", Kind.LIE));
    private static final Workload SHORT = Workload.closed(1, Duration.ofNanos(4));
    private static final Run RUN = Runs.of(1, 1, 1); // Of a second.

    private final StandIn frontEnd = new StandIn();
    private final List<Workload> taken = new ArrayList<>();

    DisturbedTest() throws IOException {
        frontEnd.says("PUT /v1/faults/R1", "{}");
    }

    @AfterEach
    void close() {
        frontEnd.close();
    }

    @Test
    void aRunOfWhichTheFailureIsPartIsTold() throws Exception {
        frontEnd.says(CLUSTER, Group.whole(0, 0), Group.whole(1, 0, lied(300, 900)));

        assertThat(lies().take(SHORT)).isEqualTo(RUN);
        assertThat(frontEnd.asked()).contains("PUT /v1/faults/R1");
    }

    @Test
    void aRunThatEndsBeforeTheSuccessorVotesIsNotHealed() throws Exception {
        frontEnd.says(CLUSTER, Group.whole(0, 0), Group.whole(1, 0, lied(300, 1_100)));

        assertThat(lies().take(SHORT)).isEqualTo(RUN.unhealed());
    }

    @Test
    void aRunThatEndsBeforeTheFailureDoesNotCount() {
        frontEnd.says(CLUSTER, Group.whole(0, 0), Group.whole(1, 0, lied(1_100, 1_900)));

        assertThatThrownBy(() -> lies().take(SHORT))
                .isInstanceOf(Again.NotCounted.class)
                .hasMessage("R1 did not fail within the run");
    }

    @Test
    void aRunInWhichALiarIsReplacedForAnotherReasonDoesNotCount() {
        var crashed = Group.replaced("R1", 1, "CRASHED", at(300), at(900));
        frontEnd.says(CLUSTER, Group.whole(0, 0), Group.whole(1, 0, crashed));

        assertThatThrownBy(() -> lies().take(SHORT))
                .isInstanceOf(Again.NotCounted.class)
                .hasMessage("R1 was replaced for another reason");
    }

    @Test
    void aRunInWhichNothingWasToFailAndSomebodyDidDoesNotCount() {
        frontEnd.says(CLUSTER, Group.whole(0, 0), Group.whole(1, 0, lied(300, 900)));
        var undisturbed = disturbed(this::taken, ImmutableList.of(), PATIENCE);

        assertThatThrownBy(() -> undisturbed.take(SHORT))
                .isInstanceOf(Again.NotCounted.class)
                .hasMessage("R1 was replaced though nothing was done to it");
    }

    @Test
    void aGroupThatDoesNotSettleIsNotMeasured() {
        frontEnd.says(CLUSTER, Group.unknown());
        var impatient = disturbed(this::taken, R1_LIES, Duration.ZERO);

        assertThatThrownBy(() -> impatient.take(SHORT)).isInstanceOf(UnreachableException.class);
        assertThat(taken).isEmpty();
    }

    @Test
    @Timeout(60)
    void aRunThatIsBrokenOffDoesNotWaitUntilItWouldStrike() {
        frontEnd.says(CLUSTER, Group.whole(0, 0));
        var broken =
                disturbed(
                        _ -> {
                            throw new IOException("broken off");
                        },
                        R1_LIES,
                        PATIENCE);

        assertThatThrownBy(() -> broken.take(Workload.closed(1, Duration.ofHours(1))))
                .hasMessage("broken off");
    }

    private Disturbed lies() {
        return disturbed(this::taken, R1_LIES, PATIENCE);
    }

    private Disturbed disturbed(
            Contestant.Turn plain, ImmutableList<Trouble> troubles, Duration patience) {
        var nobody = new Narrator(new PrintWriter(PrintWriter.nullWriter()), Ansi.OFF);
        var rescue = new Rescue(frontEnd.client(), 1, nobody, new Patience(patience, 0));
        return new Disturbed(rescue, plain, _ -> troubles, () -> BEGUN);
    }

    private Run taken(Workload workload) {
        taken.add(workload);
        return RUN;
    }

    private static String lied(long suspectedMillis, long activeMillis) {
        return Group.replaced("R1", 1, "STRUCK_OUT", at(suspectedMillis), at(activeMillis));
    }

    private static Instant at(long millis) {
        return BEGUN.plusMillis(millis);
    }
}
