package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import marquee.config.ClusterConfig;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalDescription;
import marquee.scenarios.children.Child;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a person can get wrong costs one line and leaves nothing running.
@Timeout(600)
class BadInputTest {
    @TempDir private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void describe() throws Exception {
        file =
                LocalDescription.write(
                        folder, ClusterPlan.Size.USUAL.with(ClusterPlan.Feature.KEYED, false));
    }

    @Test
    void aTakenUdpPort() throws Exception {
        int port = ClusterConfig.load(file).replicas().getFirst().node().port();
        try (var _ = new DatagramSocket(loopback(port))) {
            expect(
                    1,
                    "R1: cannot listen on UDP port %d of 127.0.0.1 ".formatted(port),
                    "replica",
                    "--config",
                    file,
                    "--id",
                    "R1");
        }
    }

    @Test
    void aTakenHttpPort() throws Exception {
        int port = ClusterConfig.load(file).frontEnds().getFirst().http().port();
        try (var taken = new ServerSocket()) {
            taken.bind(loopback(port));
            expect(
                    1,
                    "frontend-1: cannot listen on HTTP port %d of 127.0.0.1".formatted(port),
                    "frontend",
                    "--config",
                    file,
                    "--id",
                    "frontend-1");
        }
    }

    @Test
    void aTakenPortOfAClusterInTheBackground() throws Exception {
        int port = ClusterConfig.load(file).managers().getFirst().port();
        try (var _ = new DatagramSocket(loopback(port));
                var marquee = new Program(folder.resolve("home"))) {
            var ended = marquee.run("up", "--config", file);

            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.lastLine()).startsWith("marquee: RM1: cannot listen on UDP port");
            Processes.expectNoneOf(folder);
        }
    }

    @Test
    void aSequencerWithoutItsLog() throws Exception {
        expect(1, "sequencer: ", "sequencer", "--config", file);
    }

    @Test
    void aFolderForTheLogThatIsAFile() throws Exception {
        Files.writeString(folder.resolve("sequencer"), "in the way");

        expect(1, "sequencer: ", "sequencer", "--config", file, "--init");
    }

    @Test
    void aFolderForAStoreThatHoldsOtherFiles() throws Exception {
        var store = Files.createDirectories(folder.resolve("R2"));
        Files.writeString(store.resolve("thesis.tex"), "not ours");

        expect(
                1,
                "R2: store " + store,
                "replica",
                "--config",
                file,
                "--id",
                "R2",
                "--data",
                folder);
    }

    @Test
    void anUnknownImplementation() throws Exception {
        Files.writeString(file, Files.readString(file).replace("sql", "sorcery"));

        expect(2, "marquee: " + file + ":", "replica", "--config", file, "--id", "R1");
    }

    @Test
    void anUnknownImplementationAskedForByName() throws Exception {
        expect(
                2,
                "R2: there is no implementation 'sorcery', expected one of collections, keyvalue,",
                "replica",
                "--config",
                file,
                "--id",
                "R2",
                "--implementation",
                "sorcery");
    }

    @Test
    void aDescriptionThatIsBroken() throws Exception {
        Files.writeString(file, Files.readString(file).replace("\"host\"", "\"hots\""));

        expect(2, "marquee: " + file + ":", "replica", "--config", file, "--id", "R2");
    }

    @Test
    void lettersBeyondAsciiInTheNameOfAFolderAreNoMistake() throws Exception {
        var shell =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                "cd \"$1\" && mkdir $'b\\303\\274cher' && mv cluster.json b*/ &&"
                                        + " exec \"$2\" config check \"$(echo \"$1\"/b*)/cluster.json\"",
                                "bash",
                                folder.toString(),
                                Build.ROOT.resolve("marquee").toString())
                        .redirectErrorStream(true);
        shell.environment().put("LANG", "C");
        shell.environment().put("MARQUEE_JAVA_HOME", System.getProperty("java.home"));

        var ended = Child.run(shell, Duration.ofMinutes(5));

        assertThat(ended.status()).as(ended.output()).isZero();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private void expect(int status, String beginning, Object... arguments) throws Exception {
        try (var marquee = new Program(folder.resolve("home"))) {
            var ended = marquee.run(arguments);

            assertThat(ended.status()).as(ended.text()).isEqualTo(status);
            assertThat(ended.text()).startsWith(beginning);
            assertThat(ended.text().lines()).hasSize(1);
        }
    }
}
