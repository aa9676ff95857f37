package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import marquee.client.Operation;
import marquee.config.ClusterConfig;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Each role started by hand from one description, in any order. The cluster has keys, and a
/// replica only those of its own links.
@Timeout(600)
class RolesByHandTest {
    private static final ClusterPlan.Size WITHOUT_MANAGERS =
            ClusterPlan.Size.USUAL.with(ClusterPlan.Feature.MANAGED, false);

    @TempDir private Path folder;

    @AfterEach
    void nothingIsLeftRunning() {
        Processes.expectNoneOf(folder);
    }

    /// As docs/operations.md walks through it: a liar among the replicas is replaced.
    @Test
    void managersStartTheReplicasAndReplaceTheFaultyOne() throws Exception {
        var file = LocalDescription.write(folder, ClusterPlan.Size.USUAL);
        Files.writeString(file, Files.readString(file).replace("127.0.0.1", "localhost"));
        var url = url(file);
        try (var marquee = new Program(folder);
                var users = new Users(ImmutableList.of(URI.create(url)));
                var slots = new Slots(users)) {
            var rm3 = marquee.start("replica-manager", "--config", file, "--id", "RM3");
            var frontEnd = marquee.start("frontend", "--config", file, "--id", "frontend-1");
            expect(rm3, "RM3 waiting for sequencer\n");
            expect(frontEnd, "frontend-1 waiting for sequencer");
            var sequencer =
                    marquee.start("sequencer", "--config", file, "--init", "--date", "2023-05-15");
            expect(rm3, "READY RM3");
            expect(sequencer, "sequencer waiting for R1, R2, R4\n");
            for (var id : new String[] {"RM4", "RM1"}) {
                marquee.start("replica-manager", "--config", file, "--id", id);
            }
            var lie = new String[] {"--fault", "wrong-reply"};
            marquee.start("replica-manager", "--config", file, "--id", "RM2", lie[0], lie[1]);
            expect(sequencer, "READY sequencer");
            expect(frontEnd, "READY frontend-1 " + url);

            var liar = slots.now(2);
            for (int left = 3; left > 0; left--) {
                var answer = users.ask("ATWA1111", Operation.ADD, "ATWM160523", "Avatar", left);
                assertThat(answer.body().path("left").asInt()).isEqualTo(left);
            }

            assertThat(slots.awaitSuccessor(liar).implementation())
                    .isNotEqualTo(liar.implementation());
            users.expectEqualDigestsOf(4);
            rm3.handle().destroy();
            assertThat(rm3.awaitEnd().text()).doesNotContain("Exception");
            frontEnd.handle().destroy();
            assertThat(frontEnd.awaitEnd().text()).doesNotContain("Exception");
        }
    }

    @Test
    void replicasWithoutManagersBecomeReadyAndSayForWhomTheyWaitAndWhatTheyRun() throws Exception {
        var file = LocalDescription.write(folder, WITHOUT_MANAGERS);
        try (var marquee = new Program(folder);
                var users = new Users(ImmutableList.of(URI.create(url(file))))) {
            var r3 = replica(marquee, file, "R3");
            expect(r3, "R3 waiting for sequencer\n");
            assertThat(r3.text()).doesNotContain("READY");
            var sequencer = marquee.start("sequencer", "--config", file, "--init");
            marquee.start("frontend", "--config", file, "--id", "frontend-1");
            replica(marquee, file, "R4");
            replica(marquee, file, "R1");
            var r2 = replica(marquee, file, "R2", "--implementation", "theatres");
            expect(r2, "READY R2 theatres");
            expect(sequencer, "READY sequencer");
            expect(r3, "READY R3");
            users.expectEqualDigestsOf(4);
            assertThat(users.status().json().at("/view/slots/1/implementation").asText())
                    .isEqualTo("theatres");
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

    private static String url(Path file) throws Exception {
        return ClusterConfig.load(file).frontEnds().getFirst().http().url();
    }

    private static void expect(Program.Run run, String text) {
        Slots.await().untilAsserted(() -> assertThat(run.text()).contains(text));
    }
}
