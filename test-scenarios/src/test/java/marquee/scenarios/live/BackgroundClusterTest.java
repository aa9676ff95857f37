package marquee.scenarios.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The cluster that `up` leaves in the background.
@Timeout(600)
class BackgroundClusterTest {
    @TempDir private Path home;

    @Test
    void comesUpIsShownIsUsedAndGoesDown() throws Exception {
        try (var marquee = new Program(home)) {
            assertThat(marquee.run("up", "--date", "2023-05-15").status()).isZero();
            var processes = processes();
            assertThat(processes).hasSize(7).allMatch(ProcessHandle::isAlive);

            var again = marquee.run("up");
            assertThat(again.status()).isEqualTo(1);
            assertThat(again.text())
                    .startsWith("marquee: a local cluster runs already (http://127.0.0.1:");

            assertThat(client(marquee, "ATWA1111", "add", "ATWM160523", "Avatar", "3").text())
                    .isEqualTo("ADDED  capacity 3  booked 0  left 3\n");
            assertThat(client(marquee, "ATWC2222", "book", "ATWM160523", "Avatar", "4").status())
                    .isEqualTo(1);

            assertThat(marquee.run("date", "2023-05-16").text())
                    .isEqualTo("the business date is 2023-05-16\n");
            assertThat(marquee.run("date", "2023-05-15").status()).isEqualTo(1);

            checkStatus(new JsonMapper().readTree(marquee.run("status", "--json").text()));
            assertThat(marquee.run("status").lastLine())
                    .startsWith("the state digests of 4 replicas are equal at number ");

            assertThat(marquee.run("down").text()).isEqualTo("the local cluster has ended\n");
            Processes.expectNoneOf(home);
            Slots.await().until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(marquee.run("down").text()).isEqualTo("no local cluster runs\n");
            assertThat(marquee.run("status").status()).isEqualTo(3);
            assertThat(marquee.run("logs").text())
                    .startsWith(
                            "no local cluster is ready: these are the logs in "
                                    + home.resolve("marquee").resolve("local"))
                    .contains("bookMovieTickets");
        }
    }

    @Test
    void leavesNothingBehindWhenItsSupervisorIsKilled() throws Exception {
        try (var marquee = new Program(home)) {
            marquee.run("up", "--frontends", "2", "--data", home.resolve("data"));
            var processes = processes();
            assertThat(processes).hasSize(8);
            assertThat(Processes.of(home)).hasSize(12); // The replicas are children of children.

            processes.getLast().destroyForcibly();

            Processes.expectNoneOf(home);
            assertThat(marquee.run("status").status()).isEqualTo(3);
            assertThat(marquee.run("down").status()).isZero();
        }
    }

    @Test
    void startsAfterACrashOfTheMachineOnceToldToAcceptWhatIsLost() throws Exception {
        var data = home.resolve("data");
        try (var marquee = new Program(home)) {
            assertThat(marquee.run("up", "--data", data).status()).isZero();
            processes()
                    .getFirst()
                    .destroyForcibly(); // The sequencer, so that it stops in no order.
            marquee.run("down");
            writeInAnotherBoot(data.resolve("sequencer").resolve("epoch"));

            var refused = marquee.run("up", "--data", data);
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.lastLine()).endsWith("--accept-loss starts without them");
            Processes.expectNoneOf(home);

            assertThat(marquee.run("up", "--data", data, "--accept-loss").status()).isZero();
        }
    }

    @Test
    void startsWhereAnEarlierStartEndedBeforeThereWasALog() throws Exception {
        var data = home.resolve("data");
        var log = Files.createDirectories(data.resolve("sequencer"));
        Files.createFile(log.resolve("lock"));
        try (var marquee = new Program(home)) {
            var up = marquee.run("up", "--data", data);

            assertThat(up.status()).as(up.text()).isZero();
        }
    }

    @Test
    void letsOthersComeToALabOnlyIfToldThatItIsOne() throws Exception {
        var file = LocalDescription.write(home, ClusterPlan.Size.USUAL);
        var described = Files.readString(file);
        Files.writeString(
                file, described.replace("\"http\" : {", "\"http\" : {\"bind\": \"0.0.0.0\","));
        try (var marquee = new Program(home)) {
            var refused = marquee.run("up", "--config", file);
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.lastLine())
                    .startsWith("marquee: frontend-1: HTTP on 0.0.0.0 can be reached by others")
                    .endsWith("or --lab");

            assertThat(marquee.run("up", "--config", file, "--lab").status()).isZero();
        }
    }

    @Test
    void goesDownWhileItIsStarting() throws Exception {
        try (var marquee = new Program(home)) {
            var up = marquee.start("up");
            Slots.await().until(() -> !Processes.of(home).isEmpty());
            var role = Processes.of(home).getFirst();
            try {
                Slots.signal(role, "STOP"); // It is never ready.

                assertThat(marquee.run("down").text()).isEqualTo("the local cluster has ended\n");
            } finally {
                role.destroyForcibly();
            }
            var ended = up.awaitEnd();
            assertThat(ended.lastLine())
                    .isEqualTo("marquee: the local cluster was ended while it was starting");
            assertThat(ended.status()).isEqualTo(1);
            Processes.expectNoneOf(home);
            assertThat(state()).doesNotExist();
        }
    }

    @Test
    void tellsOfASequencerThatWasStartedByHandAndLeavesItItsLog() throws Exception {
        var folder = home.resolve("marquee").resolve("local");
        try (var marquee = new Program(home)) {
            marquee.run("up");
            var sequencer = processes().getFirst();
            sequencer.destroyForcibly();
            Slots.awaitEnd(sequencer);
            var byHand =
                    marquee.start("sequencer", "--lab", "--config", folder.resolve("cluster.json"));
            Slots.await().until(() -> byHand.text().contains("sequencer"));

            for (var refused : List.of(marquee.run("down"), marquee.run("up"))) {
                assertThat(refused.lastLine())
                        .startsWith("marquee: a sequencer that was started by hand still uses")
                        .contains(folder.resolve("sequencer").toString());
                assertThat(refused.status()).isEqualTo(1);
            }
            assertThat(folder.resolve("sequencer").resolve("epoch")).exists();

            byHand.handle().destroy();
            byHand.awaitEnd();
            assertThat(marquee.run("down"))
                    .isEqualTo(new Program.Ended(0, "no local cluster runs\n"));
            Processes.expectNoneOf(home);
        }
    }

    @Test
    void hasNoLogsWhereNoneEverWas() throws Exception {
        try (var marquee = new Program(home)) {
            var local = home.resolve("marquee").resolve("local");
            var none = "marquee: no local cluster is ready, and none has left logs in ";
            assertThat(marquee.run("logs")).isEqualTo(new Program.Ended(1, none + local + "\n"));
        }
    }

    @Test
    void leavesTheOrderOfAnotherThatIsStarting() throws Exception {
        var folder = home.resolve("marquee").resolve("local");
        var order = Files.createDirectories(folder.resolve("sequencer")).resolve("order");
        Files.writeString(order, "1");
        try (var marquee = new Program(home);
                var channel = FileChannel.open(folder.resolve("run.lock"), CREATE, WRITE);
                var _ = channel.lock()) {
            var refused = marquee.run("up");

            assertThat(refused.lastLine())
                    .startsWith("marquee: a local cluster runs already (it is starting or ending)");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(order).exists();
        }
    }

    private static Program.Ended client(Program marquee, String user, String... words)
            throws Exception {
        var arguments = ImmutableList.builder().add("client", "--user", user).add((Object[]) words);
        return marquee.run(arguments.build().toArray());
    }

    /// Changes what `epoch` says of the machine's boot, as if it had been another one.
    private static void writeInAnotherBoot(Path epoch) throws Exception {
        var boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        var bytes = Files.readAllBytes(epoch);
        var text = new String(bytes, ISO_8859_1);
        bytes[text.indexOf(boot)] ^= 1;
        int covered = bytes.length - Integer.BYTES;
        var crc = new CRC32C();
        crc.update(bytes, 0, covered);
        Files.write(epoch, ByteBuffer.wrap(bytes).putInt(covered, (int) crc.getValue()).array());
    }

    /// What says which processes there are.
    private Path state() {
        return home.resolve("marquee").resolve("local").resolve("run.json");
    }

    /// The processes of the roles, and then the supervisor.
    private ImmutableList<ProcessHandle> processes() throws Exception {
        var state = new JsonMapper().readTree(Files.readString(state()));
        var processes = ImmutableList.<ProcessHandle>builder();
        for (var role : state.path("roles")) {
            processes.add(ProcessHandle.of(role.path("pid").asLong()).orElseThrow());
        }
        var supervisor = state.path("supervisor").path("pid").asLong();
        return processes.add(ProcessHandle.of(supervisor).orElseThrow()).build();
    }

    private static void checkStatus(JsonNode status) {
        assertThat(status.path("mode").asText()).isEqualTo("both");
        assertThat(status.path("sequencer").path("next").asLong()).isGreaterThan(2);
        assertThat(status.path("view").path("slots")).hasSize(4);
        for (var slot : status.path("view").path("slots")) {
            assertThat(slot.path("state").asText()).isEqualTo("ACTIVE");
            assertThat(slot.path("digest")).isEqualTo(status.at("/view/slots/0/digest"));
        }
        assertThat(status.path("managers"))
                .hasSize(4)
                .allMatch(manager -> manager.path("alive").asBoolean());
        assertThat(status.path("frontends")).hasSize(1);
    }
}
