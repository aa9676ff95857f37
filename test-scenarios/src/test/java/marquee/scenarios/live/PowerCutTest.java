package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import marquee.client.Answer;
import marquee.client.Operation;
import marquee.config.ClusterConfig;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every process of a cluster is killed at once, and all are started again: the replicas come back
/// from the sequencer's snapshot and the log after it. Then from a copy of its folder, which is
/// what docs/operations.md says a backup is.
@Timeout(600)
class PowerCutTest {
    private static final int SNAPSHOT_ENTRIES = 100;
    private static final int BOOKINGS = 150;

    @TempDir private Path folder;

    @AfterEach
    void nothingIsLeftRunning() {
        Processes.expectNoneOf(folder);
    }

    @Test
    void everybodyComesBackWithEveryBookingAndEveryKey() throws Exception {
        var file = LocalDescription.write(folder, ClusterPlan.Size.USUAL);
        limitSnapshots(file);
        var url = ClusterConfig.load(file).frontEnds().getFirst().http().url();
        try (var marquee = new Program(folder);
                var users = new Users(ImmutableList.of(URI.create(url)));
                var slots = new Slots(users)) {
            startAll(marquee, file, "--init");
            awaitReady(users);
            slots.awaitAllActive();
            users.ask("ATWA1111", Operation.ADD, "ATWM160523", "Avatar", 1_000);
            var before = new ArrayList<Answer>();
            for (int i = 0; i < BOOKINGS; i++) {
                before.add(book(users, i));
            }
            Slots.await().until(() -> !snapshots().isEmpty());
            before.add(book(users, BOOKINGS)); // After the snapshot.

            killAll();
            copy(folder.resolve("sequencer"), folder.resolve("backup"));
            startAll(marquee, file);
            awaitReady(users);
            slots.awaitAllActive();
            expectAsBefore(users, before);
            assertThat(Files.readString(folder.resolve("logs").resolve("sequencer.0.json")))
                    .contains("the log goes on from the state at");
            book(users, BOOKINGS + 1); // After the copy.

            killAll();
            Files.move(folder.resolve("sequencer"), folder.resolve("lost"));
            copy(folder.resolve("backup"), folder.resolve("sequencer"));
            startAll(marquee, file);
            awaitReady(users);
            slots.awaitAllActive();
            expectAsBefore(users, before);
        }
    }

    private void killAll() {
        Processes.of(folder).forEach(ProcessHandle::destroyForcibly);
        Processes.expectNoneOf(folder);
    }

    /// Every booking is there under its number, every key gets its first answer, and there is no
    /// other booking.
    private static void expectAsBefore(Users users, List<Answer> before) throws Exception {
        users.expectEqualDigestsOf(4);
        for (int i = 0; i < before.size(); i++) {
            var again = book(users, i);
            assertThat(again.sequenceNumber()).isEqualTo(before.get(i).sequenceNumber());
            assertThat(again.body()).isEqualTo(before.get(i).body());
        }
        var left = users.ask("ATWC0000", Operation.LIST, "Avatar").body();
        assertThat(left.path("shows").path(0).path("left").asInt())
                .isEqualTo(1_000 - before.size());
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (var files = Files.list(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void limitSnapshots(Path file) throws IOException {
        var mapper = new JsonMapper();
        var json = (ObjectNode) mapper.readTree(file.toFile());
        json.putObject("limits").put("snapshotEntries", SNAPSHOT_ENTRIES);
        mapper.writeValue(file.toFile(), json);
    }

    private static void startAll(Program marquee, Path file, String... more) throws Exception {
        var sequencer = new ArrayList<Object>();
        sequencer.addAll(List.of("sequencer", "--config", file, "--date", "2023-05-15"));
        sequencer.addAll(List.of(more));
        marquee.start(Iterables.toArray(sequencer, Object.class));
        for (int i = 1; i <= 4; i++) {
            marquee.start("replica-manager", "--config", file, "--id", "RM" + i);
        }
        marquee.start("frontend", "--config", file, "--id", "frontend-1");
    }

    private static void awaitReady(Users users) {
        Slots.await().ignoreExceptions().until(() -> users.status().active() == 4);
    }

    private static Answer book(Users users, int number) throws Exception {
        var customer = "ATWC%04d".formatted(number % 50);
        var answer =
                users.askUnder(
                        "key-of-" + number, customer, Operation.BOOK, "ATWM160523", "Avatar", 1);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer;
    }

    private List<String> snapshots() throws IOException {
        try (var files = Files.list(folder.resolve("sequencer"))) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("snapshot-"))
                    .toList();
        }
    }
}
