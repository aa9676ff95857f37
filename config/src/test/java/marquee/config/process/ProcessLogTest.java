package marquee.config.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import marquee.config.Limits;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.ReplicaId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ProcessLogTest {
    private static final Limits LIMITS = new Limits(1_432, 1, 1, 10_000, 3, 1, 1, 1);
    private static final Logger OURS = LoggerFactory.getLogger("marquee.Test");
    private static final Logger LIBRARY = LoggerFactory.getLogger("library.Test");

    @TempDir private Path folder;

    @AfterEach
    void stop() {
        ProcessLog.stop();
    }

    @Test
    void takesOursFromInfoOnAndLibrariesFromWarningsOn() throws Exception {
        ProcessLog.start("R1", folder, LIMITS, true);

        OURS.debug("ours, small");
        OURS.info("ours, {}", "plain");
        LIBRARY.info("theirs, plain");
        LIBRARY.warn("theirs, a {0} '{}' warning", 1);

        assertThat(events())
                .contains(
                        "\"level\":\"INFO\",\"logger\":\"marquee.Test\",\"message\":\"ours,"
                                + " plain\"")
                .contains("\"level\":\"WARN\",\"logger\":\"library.Test\"")
                .contains("\"message\":\"theirs, a {0} '1' warning\"")
                .hasLineCount(2);
    }

    @Test
    void aVoteIsAboutWhomItIsAgainst() {
        var replica = new ReplicaId(4, 3);
        var manager = NodeId.manager(2);

        assertThat(Topic.of(new Ballot.Replace(replica, Cause.CRASHED)))
                .isEqualTo(Topic.of(replica));
        assertThat(Topic.of(new Ballot.FailJoin(replica))).isEqualTo(Topic.of(replica));
        assertThat(Topic.of(new Ballot.Dismiss(manager))).isEqualTo(Topic.of(manager));
    }

    @Test
    void tellsProgramsWhatAnEventIsAbout() throws Exception {
        ProcessLog.start("RM1", folder, LIMITS, true);

        Topic.of(new ReplicaId(2, 3)).at(17).tell(() -> OURS.info("one"));
        Topic.of(NodeId.manager(4)).tell(() -> OURS.info("two"));
        OURS.info("three");

        assertThat(Files.readString(folder.resolve("RM1.0.json")))
                .contains(
                        "\"message\":\"one\",\"slot\":\"R2\",\"incarnation\":3,\"number\":17,"
                                + "\"node\":\"RM1\"}\n")
                .contains("\"message\":\"two\",\"peer\":\"RM4\",\"node\":\"RM1\"}\n")
                .contains("\"message\":\"three\",\"node\":\"RM1\"}\n");
    }

    @Test
    void isDeafOnceItHasStopped() throws Exception {
        ProcessLog.start("R1", folder, LIMITS, true);
        OURS.info("before");
        ProcessLog.request(() -> "before");
        ProcessLog.stop();

        OURS.info("after");
        ProcessLog.request(() -> "after");

        assertThat(events()).contains("before").doesNotContain("after");
        assertThat(folder.resolve("R1-requests.0.log")).content().endsWith(" before\n");
        assertThat(folder).isDirectoryNotContaining("glob:**.lck");
    }

    @Test
    void saysNothingOfALineThatIsMadeWhileItStops() throws Exception {
        ProcessLog.start("R1", folder, LIMITS, true);
        var late =
                new Object() {
                    @Override
                    public String toString() {
                        ProcessLog.stop();
                        return "late";
                    }
                };

        var said =
                Said.onStandardError(() ->
                        java.util.logging.Logger.getLogger("marquee.Test")
                                .log(Level.INFO, "{0}", late));

        assertThat(said).isEmpty();
        assertThat(events()).isEmpty();
    }

    @Test
    void leavesNoFileOpenWhenAnotherCannotBeOpened() throws Exception {
        Files.createDirectory(folder.resolve("R1.0.json"));

        assertThatThrownBy(() -> ProcessLog.start("R1", folder, LIMITS, true))
                .isInstanceOf(StartException.class);

        assertThat(folder.resolve("R1-requests.0.log.lck")).doesNotExist();
    }

    @Test
    void aRequestThatCannotBeWrittenTakesNoOtherWithIt() throws Exception {
        ProcessLog.start("R1", folder, LIMITS, true);
        ProcessLog.request(() -> {
            throw new IllegalStateException("a fault");
        });
        ProcessLog.request(() -> "the next one");
        ProcessLog.stop();

        assertThat(folder.resolve("R1-requests.0.log"))
                .content()
                .contains("a line could not be made: java.lang.IllegalStateException: a fault")
                .endsWith(" the next one\n");
    }

    @Test
    void isDirectedAnew() throws Exception {
        ProcessLog.start("RM1-spare", folder, LIMITS, true);
        OURS.info("as a spare");
        ProcessLog.start("R1", folder, LIMITS, true);
        OURS.info("as a replica");

        assertThat(folder.resolve("RM1-spare.0.json")).content().hasLineCount(1);
        assertThat(events()).contains("as a replica").contains("\"node\":\"R1\"").hasLineCount(1);
    }

    private String events() throws IOException {
        return Files.readString(folder.resolve("R1.0.json"));
    }
}
