package marquee.sequencer.process;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import marquee.config.ClusterConfig;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Checkpoint;
import marquee.protocol.replication.ChunkSum;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.Stamp;
import marquee.sequencer.log.Durability;
import marquee.sequencer.log.LogSettings;
import marquee.sequencer.log.SequencerLog;
import marquee.sequencer.log.SnapshotFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The sequencer of a local cluster, alone, in a JVM of its own.
@Timeout(300)
class SequencerProcessTest {
    private static final Duration END_MAX = Duration.ofSeconds(60);
    private static final String WAITING = "sequencer waiting for frontend-1, R1, R2, R3, R4";

    private final List<Process> started = new ArrayList<>();
    @TempDir private Path folder;
    private Path description;
    private int port;

    @BeforeEach
    void describe() throws IOException {
        port = freePort();
        description = folder.resolve("cluster.json");
        Files.writeString(
                description,
                Files.readString(Path.of("../config/local.json"))
                        .replace("\"local\",", "\"local\", \"logs\": \"logs\",")
                        .replace("7100,", port + ", \"data\": \"data\","));
    }

    @AfterEach
    void end() throws InterruptedException {
        for (var process : started) {
            process.destroyForcibly().waitFor(); // It writes into the folder until then.
        }
    }

    @Test
    void takesTheNextEpochAfterEachEndAndStopsInOrderOnSigtermP19() throws Exception {
        var first = start("--init");
        assertThat(first.inputReader().readLine()).isEqualTo(WAITING);
        first.destroyForcibly().waitFor();
        var second = start();
        assertThat(second.inputReader().readLine()).isEqualTo(WAITING);
        second.destroy();
        assertThat(second.waitFor(END_MAX)).isTrue();
        var third = start("--date", "2023-05-15");
        assertThat(third.inputReader().readLine()).isEqualTo(WAITING);

        assertThat(Files.readString(folder.resolve("logs/sequencer.0.json")))
                .contains("epoch 1, the log ends at #0")
                .contains("epoch 2, the log ends at #0")
                .contains("epoch 3, the log ends at #0")
                .doesNotContain("is made to");
    }

    @Test
    void spendsOneLineOnALogThatIsMissingOrThereAlready() throws Exception {
        assertRefused("there is no log; make a new one with --init, if this cluster never had one");
        try (var taken = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            var process = start("--init");
            assertThat(process.errorReader().readAllLines().getLast())
                    .startsWith("sequencer: cannot listen on UDP port " + port);
            assertThat(process.waitFor()).isEqualTo(1);
        }
        assertRefused("there is a log already; start without --init", "--init");
    }

    @Test
    void sharesItsLogWithNobody() throws Exception {
        assertThat(start("--init").inputReader().readLine()).isEqualTo(WAITING);

        assertRefused("another sequencer uses this log");
    }

    @Test
    void goesOnFromTheDateOfItsLogWhereThatIsLaterThanTheOneItIsGiven() throws Exception {
        leaveLog(LocalDate.of(2023, 5, 17));

        var process = start("--date", "2023-05-15");

        assertThat(process.inputReader().readLine()).isEqualTo(WAITING);
        assertThat(Files.readString(folder.resolve("logs/sequencer.0.json")))
                .contains("the log ends at #1")
                .contains("the business date stays 2023-05-17, as in the log: 2023-05-15 is");
    }

    @Test
    void spendsOneLineOnALogOfAnotherNumberOfReplicas() throws Exception {
        leaveLog(LocalDate.of(2023, 5, 15));
        leaveSnapshot(5);

        assertRefused("the log is of a group of 5 replicas, the description has 4");
    }

    /// Leaves a snapshot at the entry 1, of a group of so many.
    private void leaveSnapshot(int slots) throws Exception {
        var assignment = new Assignment(NodeId.manager(1), "collections");
        var group = Membership.initial(ImmutableList.copyOf(nCopies(slots, assignment)));
        var strikes = ImmutableList.copyOf(nCopies(slots, ImmutableList.<Judgement>of()));
        var at = new Checkpoint(1, Stamp.ZERO, group, strikes);
        try (var disk = new FileDisk(folder.resolve("data"))) {
            SnapshotFile.begin(disk, ClusterConfig.load(description).clusterId(), at)
                    .finish(new ChunkSum().sum());
        }
    }

    /// Leaves a log of one entry, of the business date `date`.
    private void leaveLog(LocalDate date) throws Exception {
        var settings =
                new LogSettings(
                        ClusterConfig.load(description).clusterId(),
                        Durability.OS,
                        LogFolder.hostBoot(),
                        false,
                        LogSettings.SEGMENT_BYTES_MAX);
        try (var held = LogFolder.open(folder.resolve("data"), true)) {
            var log = SequencerLog.create(held.disk(), settings);
            var stamp = new Stamp(1_684_300_000_000L, (int) date.toEpochDay());
            log.append(new Entry(1, stamp, new Entry.Mark(null)));
            log.commit();
            log.close();
        }
    }

    private void assertRefused(String line, String... options) throws Exception {
        var process = start(options);
        assertThat(process.errorReader().readAllLines())
                .containsExactly("sequencer: log " + folder.resolve("data") + ": " + line);
        assertThat(process.waitFor()).isEqualTo(1);
    }

    private Process start(String... options) throws IOException {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(RunSequencer.class.getName());
        command.add(description.toString());
        command.addAll(List.of(options));
        var process = new ProcessBuilder(command).start();
        started.add(process);
        return process;
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
