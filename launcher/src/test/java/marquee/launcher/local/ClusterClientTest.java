package marquee.launcher.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import marquee.client.UnreachableException;
import marquee.config.ExitStatus;
import marquee.protocol.replication.FaultOrder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What operators ask of a cluster, and what they hear of a refusal.
class ClusterClientTest {
    private static final String CLUSTER = "GET /v1/cluster";

    private final StandIn frontEnd = new StandIn();
    private final ClusterClient cluster = new ClusterClient(frontEnd.client());

    ClusterClientTest() throws IOException {}

    @AfterEach
    void close() {
        frontEnd.close();
    }

    @Test
    void looksAgainUntilTheClusterIsAsWanted() throws Exception {
        frontEnd.says(CLUSTER, next(6), next(7), next(8));

        var status = cluster.await(now -> now.next() == 7, Duration.ofSeconds(40), Duration.ZERO);

        assertThat(status.next()).isEqualTo(7);
        assertThat(frontEnd.asked()).containsExactly(CLUSTER, CLUSTER);
    }

    @Test
    void takesTheClusterAsItIsOnceTimeIsOver() throws Exception {
        frontEnd.says(CLUSTER, next(6));

        var status = cluster.await(_ -> false, Duration.ZERO, Duration.ZERO);

        assertThat(status.next()).isEqualTo(6);
    }

    @Test
    void tellsARoleWhatToDoWrongAndMovesTheDate() throws Exception {
        frontEnd.says("PUT /v1/faults/R1", "{}");
        frontEnd.says("PUT /v1/business-date", "{}");

        cluster.fault("R1", new FaultOrder("hang", 1));
        cluster.moveDate(LocalDate.of(2023, 5, 16));

        assertThat(frontEnd.asked()).containsExactly("PUT /v1/faults/R1", "PUT /v1/business-date");
        assertThat(frontEnd.bodies())
                .containsExactly("{\"faults\":\"hang\",\"seed\":1}", "{\"date\":\"2023-05-16\"}");
    }

    @Test
    void whoAnswersAnythingElseIsNoFrontEnd() {
        var stranger = "{\"done\":true}";
        frontEnd.says(CLUSTER, stranger);
        frontEnd.says("PUT /v1/faults/R1", stranger);
        frontEnd.says("PUT /v1/business-date", stranger);

        assertThatItIsNone(cluster::status);
        assertThatItIsNone(() -> cluster.fault("R1", new FaultOrder("hang", 1)));
        assertThatItIsNone(() -> cluster.moveDate(LocalDate.of(2023, 5, 16)));
    }

    private static void assertThatItIsNone(ThrowingCallable asked) {
        assertThatThrownBy(asked)
                .isInstanceOf(UnreachableException.class)
                .hasMessageEndingWith(" answered 200, but not as a front end");
    }

    @Test
    void aRefusalTellsItsCodeAndWhatIsSaidOfIt() {
        frontEnd.says(
                "PUT /v1/faults/R1", 403, "{\"code\":\"LAB_ONLY\",\"detail\":\"no laboratory\"}");

        assertThatThrownBy(() -> cluster.fault("R1", new FaultOrder("hang", 1)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> {
                            assertThat(refused).hasMessage("LAB_ONLY: no laboratory");
                            assertThat(refused.detail()).isEqualTo("no laboratory");
                            assertThat(refused.exitStatus()).isEqualTo(ExitStatus.REFUSED);
                        });
    }

    private static String next(long next) {
        return "{\"view\":{},\"sequencer\":{\"next\":%d}}".formatted(next);
    }
}
