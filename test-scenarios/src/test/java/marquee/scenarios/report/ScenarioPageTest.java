package marquee.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import marquee.config.ExitStatus;
import marquee.launcher.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of some scenarios, in Chromium: the list, one that is opened by its name, what was
/// asked, expected, seen and voted there, and how long it took.
class ScenarioPageTest {
    private static final String LIAR = "03-three-lies";

    @TempDir private Path folder;

    @Test
    void aBrowserShowsThePageOfScenarios() throws IOException, InterruptedException {
        Reader.assumeThereIsOne();
        var line = Main.commandLine().setOut(new PrintWriter(new StringWriter()));
        int status =
                line.execute(
                        "run",
                        "--simulated",
                        "scenarios/6-lies/" + LIAR + ".scenario",
                        "scenarios/1-rules",
                        "--seed",
                        "1",
                        "--report",
                        folder.toString());
        assertThat(status).isEqualTo(ExitStatus.DONE);

        var page = folder.resolve("report.html");
        assertThat(Reader.reads("scenarios.mjs", page.toString(), LIAR))
                .contains("listed", "opened", "asked", "plotted", "quiet");
    }
}
