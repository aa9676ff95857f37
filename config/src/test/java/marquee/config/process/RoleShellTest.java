package marquee.config.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// R1 of a cluster, in a JVM of its own, as the child of a launcher.
@Timeout(180)
class RoleShellTest {
    private static final Duration END_MAX = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private Path logs;
    private Path description;

    @BeforeEach
    void describe() throws IOException {
        logs = folder.resolve("logs");
        var local = Files.readString(Path.of("local.json"));
        description = folder.resolve("cluster.json");
        Files.writeString(
                description, local.replace("\"local\",", "\"local\", \"logs\": \"logs\","));
    }

    @Test
    void saysForWhomItWaitsThenThatItIsReadyAndEndsWithItsParent() throws Exception {
        var process = start("wait");
        try (var lines = process.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("R1 waiting for sequencer, R2");
            assertThat(lines.readLine()).isEqualTo("READY R1 at last");

            process.getOutputStream().close();

            assertThat(process.waitFor(END_MAX)).isTrue();
            assertThat(lines.readLine()).isNull();
        }
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(logs.resolve("R1.0.json")))
                .contains("\"message\":\"told to wait\"")
                .contains("\"node\":\"R1\"");
        assertThat(Files.readString(logs.resolve("R1-requests.0.log"))).endsWith(" one request\n");
    }

    @Test
    void endsInOrderOnSigterm() throws Exception {
        var process = start("wait");
        process.inputReader().readLine();

        process.destroy();

        assertThat(process.waitFor(END_MAX)).isTrue();
        assertThat(Files.readString(logs.resolve("R1.0.json")))
                .contains("told to stop")
                .doesNotContain("is made to");
        assertThat(logs).isDirectoryNotContaining("glob:**.lck");
    }

    @Test
    void goesOnInTheFilesOfOneThatWasKilled() throws Exception {
        for (int life = 1; life <= 2; life++) {
            var process = start("wait");
            process.inputReader().readLine();
            process.destroyForcibly();
            assertThat(process.waitFor(END_MAX)).isTrue();
        }

        assertThat(logs.resolve("R1.0.json")).content().hasLineCount(2);
        assertThat(logs).isDirectoryNotContaining("glob:**.json.1");
    }

    @ParameterizedTest
    @CsvSource({
        "taken, 1, 'R1: cannot listen on a port, expected another'",
        "refuse, 3, R1: nobody is there"
    })
    void spendsOneLineOnAMistake(String what, int status, String line) throws Exception {
        var process = start(what);

        try (var lines = process.inputReader()) {
            assertThat(lines.readAllLines()).containsExactly(line);
        }
        assertThat(process.waitFor()).isEqualTo(status);
    }

    @Test
    void refusesAFolderOfLogFilesThatItCannotUse() throws Exception {
        Files.writeString(logs, "a file in the way");
        var process = start("wait");

        try (var lines = process.inputReader()) {
            assertThat(lines.readAllLines())
                    .containsExactly(
                            "R1: the folder of log files "
                                    + logs
                                    + " cannot be written, expected one that can");
        }
        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void logsAFaultOfTheProgramWithItsPlace() throws Exception {
        var process = start("break");

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(Files.readString(logs.resolve("R1.0.json")))
                .contains("java.lang.IllegalStateException: a fault");
    }

    private Process start(String what) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShellDemo.class.getName(),
                        description.toString(),
                        what)
                .redirectErrorStream(true)
                .start();
    }
}
