package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import marquee.config.ExitStatus;
import marquee.scenarios.report.PageData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `./marquee run` on real processes: what fails is told, and nothing is left running.
@Timeout(600)
class LiveRunTest {
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    @TempDir private Path home;

    /// Columns of the rows of calls and of messages in a report, and one fate.
    private static final int NUMBER = 7;

    private static final int FATE = 8;
    private static final int NOBODY = 4;

    @Test
    void tellsWhatFailedAndGoesOn() throws Exception {
        var folder = Files.createDirectory(home.resolve("scenarios"));
        write(
                folder.resolve("1-right.scenario"),
                """
                # A replica is killed, and its successor votes.
                ATWA1111> add ATWM160523 Avatar 10
                  ADDED capacity 10 booked 0 left 10
                kill R3
                ATWC2222> book ATWM160523 Avatar 2
                  BOOKED held 2 left 8
                * R3/0 is replaced: CRASHED
                * R3/1 votes
                """);
        write(
                folder.resolve("2-wrong.scenario"),
                """
                # Nobody has added the show.
                with mode crash-failure
                ATWC2222> book ATWM160523 Avatar 2
                  BOOKED held 2 left 8
                """);
        write(
                folder.resolve("3-dead.scenario"),
                """
                # Nobody starts what was killed.
                with mode crash-failure
                kill everything
                ATWC2222> schedule
                """);
        var junit = home.resolve("results.xml");
        try (var marquee = new Program(home)) {
            var run =
                    marquee.start(
                            "run",
                            "--jobs",
                            3,
                            "--json",
                            "--junit",
                            junit,
                            "--report",
                            home,
                            folder);
            var ended = run.awaitEnd();

            assertThat(ended.status()).as(ended.text()).isEqualTo(ExitStatus.REFUSED);
            expectVerdicts(ended.text());
            assertThat(ended.text())
                    .contains("line 3: ATWC2222 book saw NO_SUCH_SHOW, expected BOOKED held 2")
                    .containsPattern(
                            "line 4: ATWC2222 schedule saw UNKNOWN \\(no front end answers: http://"
                                    + "\\S+ takes no connection\\), expected any answer")
                    .contains("the cluster does not answer: no front end runs");
        }
        assertThat(Files.readString(junit)).contains("tests=\"3\" failures=\"2\"");
        expectPicture(PageData.scene(home.resolve("report.html")));
    }

    /// Of the first one: what was done, what came of it, and what was said where nobody was.
    private static void expectPicture(String scene) throws IOException {
        assertThat(scene)
                .contains("kill R3", "R3/0 is replaced: CRASHED", "votes to replace R3/0: CRASHED")
                .containsPattern("R3/[1-9] votes");
        var played = new JsonMapper().readTree(scene);
        var calls = played.path("calls");
        assertThat(calls).hasSize(2).allMatch(call -> call.path(NUMBER).asLong() > 0);
        assertThat(played.path("votes")).hasSizeGreaterThanOrEqualTo(6);
        var messages = played.path("messages");
        assertThat(messages).anyMatch(message -> message.path(FATE).asInt() == NOBODY);
    }

    @Test
    void endsAllProcessesWhenItIsToldToEnd() throws Exception {
        var file = home.resolve("long.scenario");
        write(
                file,
                """
                # A replica stands still for long.
                with mode crash-failure
                stop R2 RM2
                wait 300s
                """);
        try (var marquee = new Program(home)) {
            var run = marquee.start("run", "--jobs", 1, "--times", 3, file);
            Slots.await()
                    .until(() -> run.handle().descendants().anyMatch(LiveRunTest::standsStill));
            var started = run.handle().descendants().toList();

            assertThat(run.handle().destroy()).isTrue();

            var ended = run.awaitEnd();
            assertThat(ended.status()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(ended.text()).contains("0 scenarios, 0 passed, 0 failed");
            Slots.await()
                    .untilAsserted(
                            () -> assertThat(started).filteredOn(ProcessHandle::isAlive).isEmpty());
        }
    }

    private static void expectVerdicts(String text) throws IOException {
        var json = new JsonMapper().readTree(text.substring(text.indexOf("\n{") + 1));
        var verdicts = ImmutableList.<String>builder();
        json.path("scenarios").forEach(each -> verdicts.add(each.path("verdict").asText()));

        assertThat(verdicts.build()).containsExactly("passed", "FAILED", "FAILED");
        assertThat(json.path("passed").asBoolean()).isFalse();
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    /// Whether a signal stopped it, as Linux tells after its name in brackets.
    private static boolean standsStill(ProcessHandle process) {
        try {
            var facts = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return facts.substring(facts.lastIndexOf(')') + 2).startsWith("T");
        } catch (IOException e) {
            return false; // It has ended.
        }
    }
}
