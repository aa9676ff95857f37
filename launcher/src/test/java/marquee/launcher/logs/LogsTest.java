package marquee.launcher.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import marquee.config.ExitStatus;
import marquee.launcher.Main;
import marquee.launcher.local.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many logs in one time line.
class LogsTest {
    @TempDir private Path folder;

    /// What the command said.
    private record Said(int status, String out, String err) {}

    @Test
    void allRolesAreInOneTimeLineTheOlderFilesOfEachFirst() throws Exception {
        events("R2.1.json", event(1, "R2", "a"), event(4, "R2", "b"));
        events("R2.0.json", event(7, "R2", "c"));
        events("RM2.0.json", event(2, "RM2", "d"), event(8, "RM2", "e"));
        write("frontend-1-requests.0.log", request(3, "#1  -  ATWA1111 one"));
        write("frontend-1-requests.0.log.1", request(5, "#2  -  ATWA1111 two"));
        write("R2.0.json.lck", "");

        assertThat(logs().out())
                .isEqualTo(
                        """
                        2026-11-20 12:00:01.000 R2         INFO  a
                        2026-11-20 12:00:02.000 RM2        INFO  d
                        2026-11-20 12:00:03.000 frontend-1 REQ   #1  -  ATWA1111 one
                        2026-11-20 12:00:04.000 R2         INFO  b
                        2026-11-20 12:00:05.000 frontend-1 REQ   #2  -  ATWA1111 two
                        2026-11-20 12:00:07.000 R2         INFO  c
                        2026-11-20 12:00:08.000 RM2        INFO  e
                        """);
    }

    @Test
    void linesThatCannotBeReadAreKeptAfterTheOneBeforeThemAndTold() throws Exception {
        events("R2.0.json", event(3, "R2", "whole"), "{\"time\":\"2026-", event(9, "R2", "next"));
        events("R3.0.json", event(5, "R3", "between"));

        var said = logs();

        assertThat(said.out().lines().map(line -> line.substring(24)))
                .containsExactly(
                        "R2         INFO  whole",
                        "R2         ?     {\"time\":\"2026-",
                        "R3         INFO  between",
                        "R2         INFO  next");
        assertThat(said.err()).isEqualTo("R2: lines that could not be read, marked ?: 1\n");
        assertThat(said.status()).isZero();
    }

    @Test
    void aLineWithoutAnEndIsCutOffAndWhatFollowsIsRead() throws Exception {
        var endless = "x".repeat(LogSource.LINE_MAX + 10);
        events("R2.0.json", endless, event(9, "R2", "next"));

        assertThat(logs().out())
                .hasLineCount(2)
                .hasSizeLessThan(LogSource.LINE_MAX + 200)
                .endsWith("next\n");
    }

    @Test
    void nothingInALogSteersTheTerminal() throws Exception {
        write("frontend-1-requests.0.log", request(3, "#1  -  ATWA1111 \u001b[2J\u009b1m"));

        assertThat(logs().out()).endsWith("ATWA1111 ?[2J?1m\n");
    }

    @Test
    void aRequestIsFoundByItsKeyWithWhatIsSaidOfItsNumber() throws Exception {
        write(
                "R1-requests.0.log",
                request(1, "#32  R1/0  ATWC2222/other  ATWC2222 list  OK"),
                request(2, "#33  R1/0  ATWC2222/my-key  ATWC2222 book  OK"));
        write("frontend-1-requests.0.log", request(3, "#33  ATWC2222/my-key  ATWC2222 book OK"));
        events(
                "frontend-1.0.json",
                event(1, "frontend-1", "unlike", "\"slot\":\"R2\",\"number\":32,"),
                event(4, "frontend-1", "INCORRECT R2", "\"slot\":\"R2\",\"number\":33,"));

        for (var id : List.of("my-key", "ATWC2222/my-key")) {
            assertThat(logs("--request", id).out().lines().map(line -> line.substring(17, 30)))
                    .containsExactly("02.000 R1    ", "03.000 fronte", "04.000 fronte");
        }
        assertThat(logs("--number", "32").out()).hasLineCount(2);
        assertThat(logs("--request", "key").out()).isEmpty();
    }

    @Test
    void aRoleIsWhatItSaysAndWhatIsSaidOfIt() throws Exception {
        events("R2.0.json", event(1, "R2", "own"));
        events(
                "RM2.0.json",
                event(2, "RM2", "ends R2/0", "\"slot\":\"R2\",\"incarnation\":0,"),
                event(3, "RM2", "other"));

        assertThat(logs("--role", "R2").out()).hasLineCount(2).contains("own", "ends R2/0");
    }

    @Test
    void timesAreFromWhenOn() throws Exception {
        events("R2.0.json", event(1, "R2", "early"), event(5, "R2", "late"));

        assertThat(logs("--since", "2026-11-20T12:00:05").out()).doesNotContain("early");
        assertThat(logs("--since", "2026-11-20T12:00:05").out()).contains("late");
        assertThat(logs("--since", "2026-11-20").out()).hasLineCount(2);
        for (var wrong : List.of("yesterday", "10", "-5m", "2026-13-01", "T", "9999999s")) {
            var said = logs("--since", wrong);
            assertThat(said.status()).isEqualTo(ExitStatus.USAGE);
            assertThat(said.err()).contains("--since '" + wrong + "', expected");
        }
    }

    @Test
    void programsGetAnObjectALineThatCanBeReadAgain() throws Exception {
        write("R1-requests.0.log", request(2, "#33  R1/4  ATWC2222/k  ATWC2222 book  OK"));
        events("RM2.0.json", event(2, "RM2", "ends", "\"slot\":\"R2\",\"incarnation\":3,"));

        var lines = logs("--json").out().lines().toList();
        assertThat(lines.getFirst())
                .contains("\"node\":\"R1\"", "\"slot\":\"R1\"", "\"incarnation\":4")
                .contains("\"number\":33", "\"request\":\"ATWC2222/k\"", "\"level\":\"REQ\"");
        for (var line : lines) {
            var read = LogLine.event("host", line);
            assertThat(read).isNotNull();
            assertThat(read.json().toString()).isEqualTo(line);
        }
    }

    @Test
    void saysThatNothingWasFound() throws Exception {
        events("R2.0.json", event(1, "R2", "own"));

        for (var choice : List.of("--role=R77", "--request=nosuch", "--number=999999")) {
            assertThat(logs(choice)).isEqualTo(new Said(ExitStatus.DONE, "", "nothing found\n"));
        }
        assertThat(logs().err()).isEmpty();
    }

    @Test
    void theRunningClustersLogsAreWhereItsDescriptionSays() throws Exception {
        var description = description("deep/l");
        var running =
                new RunState(
                        new RunState.Running("supervisor", 1, ""),
                        ImmutableList.of(),
                        ImmutableList.of(),
                        description.toString());

        assertThat(LogsCommand.described(running).logs()).isEqualTo(folder.resolve("deep/l"));
    }

    @Test
    void aRoleIsOneOfTheDescriptionOrHasALog() throws Exception {
        var description = description(".");
        events("supervisor.0.json", event(1, "supervisor", "own"));

        var said = run("--config", description.toString(), "--role", "R9");
        assertThat(said.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(said.err())
                .hasLineCount(1)
                .startsWith("marquee: --role R9, expected one of [")
                .contains("sequencer", "frontend-1", "R4", "RM4");
        assertThat(run("--config", description.toString(), "--role", "R4").status()).isZero();
        assertThat(run("--config", description.toString(), "--role", "RM2-spare").status())
                .as("on a host where it left none")
                .isZero();
        assertThat(run("--config", description.toString(), "--role", "supervisor").out())
                .contains("own");
    }

    @Test
    void aRoleOfAClusterThatHasEndedIsOneOfTheDescriptionItHasLeft() throws Exception {
        Files.move(description("logs"), folder.resolve("cluster.json"));
        Files.createDirectory(folder.resolve("logs"));
        events("logs/R2.0.json", event(1, "R2", "own"));

        var said = logs("--role", "R9");
        assertThat(said.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(said.err()).startsWith("marquee: --role R9, expected one of [sequencer,");
        assertThat(logs("--role", "R4").status()).isZero();
        assertThat(logs("--role", "R2").out()).contains("own");
    }

    @Test
    void aFolderWithoutLogsIsSaidToBeOne() throws Exception {
        write("notes.txt", "no log");

        var said = logs();
        assertThat(said.status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(said.err()).isEqualTo("marquee: " + folder + ": no log files there\n");
    }

    /// A description of a cluster whose logs are in `logs`, beside it.
    private Path description(String logs) throws IOException {
        var text = Files.readString(Path.of("../config/local.json"));
        return Files.writeString(
                folder.resolve("c.json"), text.replaceFirst("\\{", "{\"logs\": \"" + logs + "\","));
    }

    private Said logs(String... options) {
        return run(
                Stream.concat(Stream.of("--data", folder.toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private static Said run(String... options) {
        var words = Stream.concat(Stream.of("logs"), Stream.of(options)).toArray(String[]::new);
        var out = new StringWriter();
        var err = new StringWriter();
        int status =
                Main.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(words);
        return new Said(status, out.toString(), err.toString());
    }

    private void events(String name, String... lines) throws IOException {
        write(name, lines);
    }

    private void write(String name, String... lines) throws IOException {
        Files.write(folder.resolve(name), List.of(lines));
    }

    private static String event(int second, String node, String message) {
        return event(second, node, message, "");
    }

    /// An event of this machine's time zone.
    private static String event(int second, String node, String message, String fields) {
        var at = LocalDateTime.of(2026, 11, 20, 12, 0, second);
        var zoned = at.atZone(ZoneId.systemDefault()).toOffsetDateTime();
        return "{'time':'%s','level':'INFO','logger':'x','message':'%s',"
                        .replace('\'', '"')
                        .formatted(zoned, message)
                + fields
                + "\"node\":\"%s\"}".formatted(node);
    }

    private static String request(int second, String rest) {
        return "2026-11-20 12:00:%02d.000 %s".formatted(second, rest);
    }
}
