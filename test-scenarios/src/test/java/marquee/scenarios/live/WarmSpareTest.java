package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import marquee.launcher.local.ClusterPlan;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Managers that keep a started process in reserve.
@Timeout(600)
class WarmSpareTest {
    @TempDir private Path folder;

    @AfterEach
    void nothingIsLeftRunning() {
        Processes.expectNoneOf(folder);
    }

    @Test
    void aSpareTakesThePlaceOfAKilledReplicaAndNoneOutlivesItsManager() throws Exception {
        var plan =
                ClusterPlan.of(folder)
                        .withDate(LocalDate.of(2023, 5, 15))
                        .withSize(
                                ClusterPlan.Size.USUAL.with(ClusterPlan.Feature.WARM_SPARE, true));
        try (var cluster = Build.start(plan);
                var users = new Users(cluster.urls());
                var slots = new Slots(users)) {
            slots.awaitAllActive();
            awaitLog("spare: KNOWS");
            var before = slots.now(2);

            before.process().destroyForcibly();

            var after = slots.awaitSuccessor(before);
            assertThat(log()).contains("makes its spare R2/1 with " + after.implementation());
            assertThat(Files.readString(folder.resolve("logs").resolve("R2.0.json")))
                    .contains("R2/1 goes on from");
            users.expectEqualDigestsOf(4);
            var manager =
                    cluster.children().stream()
                            .filter(child -> child.id().equals(NodeId.manager(2)))
                            .findFirst()
                            .orElseThrow()
                            .handle();
            Slots.await().untilAsserted(() -> assertThat(manager.children()).hasSize(2));
            var children = manager.children().toList();
            cluster.kill(NodeId.manager(2));
            for (var child : children) {
                Slots.awaitEnd(child);
            }
        }
    }

    private void awaitLog(String text) {
        Slots.await().untilAsserted(() -> assertThat(log()).contains(text));
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("logs").resolve("RM2.0.json"));
    }
}
