package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.time.LocalDate;
import marquee.client.Operation;
import marquee.config.Mode;
import marquee.launcher.local.ClusterPlan;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Groups of three that are made for one kind of fault.
@Timeout(600)
class ModesTest {
    private static final int BOOKINGS = 30;

    @TempDir private Path folder;

    @AfterEach
    void nothingIsLeftRunning() {
        Processes.expectNoneOf(folder);
    }

    @Test
    void aReplicaThatIsKilledIsReplacedInTheModeCrashFailure() throws Exception {
        try (var cluster = Build.start(plan(Mode.CRASH_FAILURE));
                var users = new Users(cluster.urls());
                var slots = new Slots(users)) {
            assertThat(users.status().json().path("mode").asText()).isEqualTo("crash-failure");
            var killed = slots.awaitAllActive().getFirst();
            users.ask("ATWA1111", Operation.ADD, "ATWM160523", "Avatar", 1_000);
            book(users, 1, BOOKINGS);
            killed.process().destroyForcibly();
            book(users, 1 + BOOKINGS, BOOKINGS);

            assertThat(slots.awaitSuccessor(killed).implementation())
                    .isEqualTo(killed.implementation());
            users.expectEqualDigestsOf(3);
        }
    }

    @Test
    void aReplicaThatLiesThreeTimesIsReplacedInTheModeSoftwareFailure() throws Exception {
        var plan =
                plan(Mode.SOFTWARE_FAILURE)
                        .withFaults(ImmutableMap.of(NodeId.replica(2), "wrong-reply:3"));
        try (var cluster = Build.start(plan);
                var users = new Users(cluster.urls());
                var slots = new Slots(users)) {
            assertThat(users.status().json().path("mode").asText()).isEqualTo("software-failure");
            var liar = slots.now(2);
            users.ask("ATWA1111", Operation.ADD, "ATWM160523", "Avatar", 1_000);
            book(users, 1, BOOKINGS);

            assertThat(slots.awaitSuccessor(liar).implementation())
                    .isNotEqualTo(liar.implementation());
            users.expectEqualDigestsOf(3);
        }
    }

    private ClusterPlan plan(Mode mode) {
        return ClusterPlan.of(folder)
                .withDate(LocalDate.of(2023, 5, 15))
                .withSize(ClusterPlan.Size.of(mode));
    }

    /// Books one ticket after the other, of which the first makes `held`.
    private static void book(Users users, int held, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            var answer = users.ask("ATWC2222", Operation.BOOK, "ATWM160523", "Avatar", 1);
            assertThat(answer.body().path("held").asInt()).isEqualTo(held + i);
        }
    }
}
