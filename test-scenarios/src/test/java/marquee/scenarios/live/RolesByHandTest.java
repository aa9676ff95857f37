package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import marquee.client.Operation;
import marquee.config.ClusterConfig;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalDescription;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Each role started by hand from one description, the sequencer last. The cluster has keys, and a
/// replica only those of its own links.
@Timeout(180)
class RolesByHandTest {
    private static final Duration START_MAX = Duration.ofSeconds(90);

    @TempDir private Path folder;

    @Test
    void becomeReadyInAnyOrderAndSayForWhomTheyWaitAndWhatTheyRun() throws Exception {
        var file = LocalDescription.write(folder, ClusterPlan.Size.USUAL);
        var url = ClusterConfig.load(file).frontEnds().getFirst().http().url();
        try (var marquee = new Program(folder);
                var users = new Users(ImmutableList.of(URI.create(url)))) {
            var r3 = replica(marquee, file, "R3");
            var frontEnd = marquee.start("frontend", "--config", file, "--id", "frontend-1");
            expect(r3, "R3 waiting for sequencer\n");
            expect(frontEnd, "frontend-1 waiting for sequencer");
            assertThat(r3.text() + frontEnd.text()).doesNotContain("READY");

            var sequencer =
                    marquee.start("sequencer", "--config", file, "--init", "--date", "2023-05-15");
            expect(sequencer, "sequencer waiting for R1, R2, R4\n");
            for (var id : new String[] {"R4", "R1"}) {
                expect(replica(marquee, file, id), "READY " + id);
            }
            expect(
                    replica(marquee, file, "R2", "--implementation", "theatres"),
                    "READY R2 theatres");

            expect(sequencer, "READY sequencer");
            expect(r3, "READY R3");
            expect(frontEnd, "READY frontend-1 " + url);
            var answer = users.ask("ATWA1111", Operation.ADD, "ATWM160523", "Avatar", 3);
            assertThat(answer.code()).isEqualTo("ADDED");
            users.expectEqualDigestsOf(4);
            assertThat(users.status().json().at("/view/slots/1/implementation").asText())
                    .isEqualTo("theatres");
            frontEnd.handle().destroy();
            assertThat(frontEnd.awaitEnd().text()).doesNotContain("Exception");
        }
    }

    /// Starts a replica with the keys of its links, and without the secret.
    private Program.Run replica(Program marquee, Path file, String id, Object... more)
            throws Exception {
        var keys = folder.resolve(id + ".keys");
        var made = marquee.run("config", "keys", keys, "--config", file, "--for", id);
        assertThat(made.status()).isZero();
        var words = new ArrayList<Object>();
        words.addAll(List.of("replica", "--config", file, "--id", id, "--keys", keys));
        words.addAll(List.of(more));
        return marquee.start(words.toArray());
    }

    private static void expect(Program.Run run, String text) {
        Awaitility.await()
                .atMost(START_MAX)
                .untilAsserted(() -> assertThat(run.text()).contains(text));
    }
}
