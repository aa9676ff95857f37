package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import marquee.config.ExitStatus;
import marquee.launcher.scenario.lab.Needs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Scenarios on hosts of their own, with a network that cuts, loses, doubles and damages. Whatever
/// becomes of a run, no host, cable, filter or process of it stays, but for one that was killed;
/// the next one takes that down. Skipped, aloud, where there can be no such hosts.
@Timeout(600)
class HostsTest {
    private static final String GOOD =
            """
            # One way is cut, and much of what the sequencer sends comes badly or not at all.
            ATWA1111> add ATWM160523 Avatar 10
              ADDED capacity 10 booked 0 left 10
            fault sequencer drop:30%,duplicate:30%,corrupt:30%
            cut R3 to frontend-1
            ATWC2222> book ATWM160523 Avatar 2
              BOOKED held 2 left 8
            VERC3333> book ATWM160523 Avatar 3
              BOOKED held 3 left 5
            wait 1s
            heal
            fault sequencer clear
            """;

    private static final String WRONG =
            """
            # It expects what is not so.
            ATWA1111> add ATWM160523 Avatar 10
              ADDED capacity 10 booked 0 left 9
            """;

    private static final String LONG =
            """
            # It goes on until it is told to end.
            wait 300s
            """;

    /// Sequencer, front end, managers and replicas.
    private static final int ROLES = 10;

    private static final int ENDED_BY_SIGTERM = 128 + 15;

    @TempDir private Path folder;

    @BeforeEach
    void assumeThereCanBeHosts() throws Exception {
        var missing = Needs.missing();
        if (!missing.isEmpty()) {
            System.err.println("SKIPPED: scenarios on hosts of their own; " + missing);
        }
        assumeTrue(missing.isEmpty(), missing);
    }

    @Test
    void theNetworkDoesWhatIsWrittenAndIsGoneAfterwards() throws Exception {
        try (var marquee = new Program(folder)) {
            var run = marquee.start("run", "--hosts", 5, scenario(GOOD));
            var roles = roles(run);

            var ended = run.awaitEnd();

            assertThat(ended.status()).as(ended.text()).isEqualTo(ExitStatus.DONE);
            assertThat(ended.text())
                    .containsPattern(
                            "passed\\R +datagrams stopped at cuts [1-9].*"
                                    + " lost [1-9].* doubled [1-9].* damaged [1-9]");
            expectNothingLeft(roles);
        }
    }

    @Test
    void aKilledRunsHostsAreTakenDownAndAFailedOnesAreToo() throws Exception {
        try (var marquee = new Program(folder)) {
            var killed = marquee.start("run", "--hosts", 2, scenario(LONG));
            var roles = roles(killed);
            assertThat(killed.handle().destroyForcibly()).isTrue();
            killed.awaitEnd();
            assertThat(left()).isNotEmpty();

            var failed = marquee.run("run", "--hosts", 1, scenario(WRONG));

            assertThat(failed.status()).isEqualTo(ExitStatus.REFUSED);
            assertThat(failed.text())
                    .contains("takes down what a killed run has left: marquee-br ")
                    .contains("saw ADDED capacity 10 booked 0 left 10");
            expectNothingLeft(roles);
        }
    }

    @Test
    void aRunThatIsToldToEndHasRefusedOthersAndLeavesNothing() throws Exception {
        try (var marquee = new Program(folder)) {
            var run = marquee.start("run", "--hosts", 3, scenario(LONG));
            var roles = roles(run);

            var second = marquee.run("run", "--hosts", 3, scenario(LONG));
            assertThat(second.status()).isEqualTo(ExitStatus.REFUSED);
            assertThat(second.lastLine()).startsWith("marquee: another run has a lab");

            assertThat(run.handle().destroy()).isTrue();

            assertThat(run.awaitEnd().status()).isEqualTo(ENDED_BY_SIGTERM);
            expectNothingLeft(roles);
        }
    }

    private Path scenario(String text) throws Exception {
        return Files.writeString(folder.resolve("some.scenario"), text);
    }

    /// The processes of all roles of a cluster that `run` starts.
    private static ImmutableList<ProcessHandle> roles(Program.Run run) {
        return Slots.await()
                .until(
                        () -> run.handle().descendants().collect(ImmutableList.toImmutableList()),
                        roles -> roles.size() >= ROLES);
    }

    private static void expectNothingLeft(ImmutableList<ProcessHandle> roles) throws Exception {
        assertThat(left()).isEmpty();
        // Who has been killed stays in the list of processes until the system takes him off.
        Slots.await().until(() -> roles.stream().noneMatch(ProcessHandle::isAlive));
        var filters = new ProcessBuilder("nft", "list", "tables").start();
        assertThat(filters.inputReader().lines()).noneMatch(line -> line.contains("marquee"));
    }

    /// Hosts, and cables and their bridge.
    private static ImmutableList<String> left() throws Exception {
        var left = ImmutableList.<String>builder();
        for (var place : ImmutableList.of("/run/netns", "/sys/class/net")) {
            if (Files.isDirectory(Path.of(place))) {
                try (Stream<Path> names = Files.list(Path.of(place))) {
                    names.map(path -> path.getFileName().toString())
                            .filter(name -> name.startsWith("marquee-"))
                            .forEach(left::add);
                }
            }
        }
        return left.build();
    }
}
