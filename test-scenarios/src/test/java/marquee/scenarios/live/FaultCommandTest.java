package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import marquee.client.Operation;
import marquee.launcher.local.ClusterPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Roles of a running cluster that are told to do wrong, by the command `fault`.
@Timeout(600)
class FaultCommandTest {
    @TempDir private Path folder;

    @AfterEach
    void nothingIsLeftRunning() {
        Processes.expectNoneOf(folder);
    }

    @Test
    void changesWhatRolesDoWrongWhileTheyRun() throws Exception {
        var plan = ClusterPlan.of(folder).withDate(LocalDate.of(2023, 5, 15));
        try (var cluster = Build.start(plan);
                var marquee = new Program(folder);
                var users = new Users(cluster.urls());
                var slots = new Slots(users)) {
            var url = cluster.urls().getFirst().toString();
            users.ask("ATWA1111", Operation.ADD, "ATWM160523", "Avatar", 1_000);
            var before = slots.awaitAllActive();

            var told = marquee.run("fault", "R2", "wrong-reply:3", "--seed", "17", "--url", url);
            assertThat(told.lastLine()).isEqualTo("R2: wrong-reply:3, seed 17");
            assertThat(told.status()).isZero();
            assertThat(fault(users, 2)).isEqualTo("wrong-reply:3");
            book(users, 1, 5);
            assertThat(slots.awaitSuccessor(before.get(1)).implementation())
                    .isNotEqualTo(before.get(1).implementation());
            assertThat(fault(users, 2)).isEmpty();

            marquee.run("fault", "R3", "wrong-reply:2/3,drop:5%", "--url", url);
            marquee.run("fault", "frontend", "drop:5%", "--url", url);
            book(users, 6, 6);
            marquee.run("fault", "R3", "clear", "--url", url);
            marquee.run("fault", "frontend", "clear", "--url", url);
            assertThat(fault(users, 3)).isEmpty();
            book(users, 12, 6);
            // Four, unless one is lost and asked for again when R3 has become honest.
            Slots.await().until(() -> Users.replies(cluster.urls(), 3, "incorrect") >= 2);
            assertThat(slots.now(3)).as("never three in a row").isEqualTo(before.get(2));

            marquee.run("fault", "R4", "wrong-state", "--url", url);
            book(users, 18, 1);
            assertThat(slots.awaitSuccessor(before.get(3)).implementation())
                    .isNotEqualTo(before.get(3).implementation());
            marquee.run("fault", "R1", "hang", "--url", url);
            book(users, 19, 3);
            assertThat(slots.awaitSuccessor(before.get(0)).implementation())
                    .isEqualTo(before.get(0).implementation());
            users.expectEqualDigestsOf(4);

            var unknown = marquee.run("fault", "R5", "hang", "--url", url);
            assertThat(unknown.status()).isEqualTo(1);
            assertThat(unknown.lastLine()).contains("NO_SUCH_ROLE").contains("R4");
        }
    }

    /// Books one ticket after the other, of which the first makes `held`.
    private static void book(Users users, int held, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            var answer = users.ask("ATWC2222", Operation.BOOK, "ATWM160523", "Avatar", 1);
            assertThat(answer.body().path("held").asInt()).isEqualTo(held + i);
        }
    }

    private static String fault(Users users, int slot) throws Exception {
        var slots = users.status().json().at("/view/slots");
        return slots.get(slot - 1).path("fault").asText();
    }
}
