package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A very short measurement; its figures are nobody's business.
@Timeout(600)
class BenchTest {
    @TempDir private Path folder;

    @Test
    void theRawChainAndThePipelineAnswerInTurns() throws Exception {
        var page = folder.resolve("page.html");
        try (var marquee = new Program(folder)) {
            var measured =
                    marquee.run(
                            "bench",
                            "--outstanding",
                            "4",
                            "--seconds",
                            "1",
                            "--rounds",
                            "1",
                            "--json",
                            "--page",
                            page);

            assertThat(measured.status()).as(measured.text()).isZero();
            var comparison = new JsonMapper().readTree(measured.lastLine()).at("/comparisons/0");
            assertThat(comparison.path("at").asInt()).isEqualTo(4);
            assertThat(comparison.path("contestants")).hasSize(2);
            for (var contestant : comparison.path("contestants")) {
                assertThat(contestant.path("runs")).hasSize(1);
                assertThat(contestant.at("/figures/perSecond/min").asDouble()).isPositive();
                assertThat(contestant.path("cpuMicrosOf")).hasSize(6);
            }
            assertThat(Files.readString(page)).contains("trivial, none, keys off");
        }
    }
}
