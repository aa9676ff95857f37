package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Long runs that are told to end (SIGTERM) say what they have seen until then.
@Timeout(600)
class InterruptedCommandsTest {
    private static final int ENDED_BY_SIGTERM = 128 + 15;

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

    private static void awaitLine(Program.Run run, String words) {
        Slots.await().until(() -> run.text().contains(words));
    }
}
