package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What commands that are told to end (SIGTERM) still do: long runs say what they have seen until
/// then, and a start takes back what it has started.
@Timeout(600)
class InterruptedCommandsTest {
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    /// Much less than a start may take.
    private static final Duration ENDING = Duration.ofSeconds(20);

    @TempDir private Path home;

    @Test
    void aSimulationPrintsItsTotals() throws Exception {
        try (var marquee = new Program(home)) {
            var run = marquee.start("simulate", "--minutes", "60");
            awaitLine(run, "first seed");

            assertThat(run.handle().destroy()).isTrue();

            var ended = run.awaitEnd();
            assertThat(ended.status()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(ended.text()).contains(" seeds, 0 failed, ");
        }
    }

    @Test
    void aStartInTheBackgroundLeavesNothingBehindThoughARoleIsNeverReady() throws Exception {
        try (var marquee = new Program(home)) {
            var run = marquee.start("up");
            Slots.await().until(() -> !Processes.of(home).isEmpty());
            var role = Processes.of(home).getFirst();
            try {
                Slots.signal(role, "STOP");

                assertThat(run.handle().destroy()).isTrue();

                assertThat(run.awaitEnd().status()).isEqualTo(ENDED_BY_SIGTERM);
                Slots.await()
                        .atMost(ENDING)
                        .untilAsserted(() -> assertThat(Processes.of(home)).isEmpty());
            } finally {
                role.destroyForcibly();
            }
        }
    }

    private static void awaitLine(Program.Run run, String words) {
        Slots.await().until(() -> run.text().contains(words));
    }
}
