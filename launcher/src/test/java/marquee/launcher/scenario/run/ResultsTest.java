package marquee.launcher.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a run says at its end.
class ResultsTest {
    @Test
    void aRunThatWasInterruptedSaysSoAndIsNotGood() {
        var interrupted = new Results(ImmutableList.of(), 1_000_000_000L, 9);

        assertThat(interrupted.isGood()).isFalse();
        assertThat(interrupted.summary())
                .isEqualTo(
                        "0 scenarios, 0 passed, 0 failed, 0 skipped, 1.0 s; interrupted,"
                                + " 9 scenarios not played to the end");
    }

    @Test
    void programsAndBuildServersAreToldOfAnInterruptionToo(@TempDir Path folder) throws Exception {
        var interrupted = new Results(ImmutableList.of(), 1_000_000_000L, 9);
        var xml = folder.resolve("results.xml");

        ResultsXml.write(interrupted, xml);

        assertThat(ResultsJson.of(interrupted)).contains("\"notPlayed\" : 9");
        assertThat(xml)
                .content()
                .contains("tests=\"1\" failures=\"0\" errors=\"1\"")
                .contains("<error message=\"interrupted, 9 scenarios not played to the end\"");
        assertThat(interrupted.title())
                .isEqualTo("Scenarios, interrupted, 9 scenarios not played to the end");
    }

    @Test
    void aRunToTheEndSaysNothingOfAnInterruption() {
        var whole = new Results(ImmutableList.of(), 1_000_000_000L, 0);

        assertThat(whole.isGood()).isTrue();
        assertThat(whole.summary()).isEqualTo("0 scenarios, 0 passed, 0 failed, 0 skipped, 1.0 s");
    }
}
