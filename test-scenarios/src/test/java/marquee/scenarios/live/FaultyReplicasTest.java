package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.time.LocalDate;
import marquee.client.Operation;
import marquee.launcher.local.ClusterPlan;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A cluster in which R2 answers every request incorrectly, until it is replaced.
@Timeout(600)
class FaultyReplicasTest {
    private static final int BOOKINGS = 60;

    @TempDir private Path folder;

    @AfterEach
    void nothingIsLeftRunning() {
        Processes.expectNoneOf(folder);
    }

    @Test
    void answersStayRightWhileOneReplicaLiesAndAnotherIsKilled() throws Exception {
        var plan =
                ClusterPlan.of(folder)
                        .withDate(LocalDate.of(2023, 5, 15))
                        .withFaults(ImmutableMap.of(NodeId.replica(2), "wrong-reply"));
        try (var cluster = Build.start(plan);
                var users = new Users(cluster.urls());
                var slots = new Slots(users)) {
            var liar = slots.now(2);
            var killed = slots.now(1);
            users.ask("ATWA1111", Operation.ADD, "ATWM160523", "Avatar", 1_000);
            for (int held = 1; held <= BOOKINGS; held++) {
                if (held == BOOKINGS / 2) {
                    killed.process().destroyForcibly();
                }

                var answer = users.ask("ATWC2222", Operation.BOOK, "ATWM160523", "Avatar", 1);

                assertThat(answer.code()).isEqualTo("BOOKED");
                assertThat(answer.body().path("held").asInt()).isEqualTo(held);
                assertThat(answer.body().path("left").asInt()).isEqualTo(1_000 - held);
            }
            assertThat(slots.awaitSuccessor(liar).implementation())
                    .isNotEqualTo(liar.implementation());
            assertThat(slots.awaitSuccessor(killed).implementation())
                    .isEqualTo(killed.implementation());
            users.expectEqualDigestsOf(4);
        }
    }
}
