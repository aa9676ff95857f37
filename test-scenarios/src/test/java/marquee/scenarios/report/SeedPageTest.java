package marquee.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import marquee.config.ExitStatus;
import marquee.launcher.Main;
import marquee.launcher.report.ReportPage;
import marquee.launcher.simulated.Campaign;
import marquee.launcher.simulated.Variation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of a seed in which a replica lies and is replaced.
class SeedPageTest {
    private static final long SEED = 15;

    /// Of this module, where Maven runs its tests.
    private static final Path BROWSER = Path.of("browser");

    @TempDir private Path folder;

    @Test
    void aPageShowsTheRunAndChangesNothingOfIt() throws IOException {
        var page = folder.resolve("page.html");

        assertThat(write(page)).contains("hash " + Campaign.hash(SEED, Variation.NONE));
        var text = Files.readString(page);
        assertThat(text.length()).isLessThan(ReportPage.BYTES_MAX);
        assertThat(text)
                .contains("begins to lie: NOW_AND_THEN")
                .contains("votes to replace R3/0: STRUCK_OUT")
                .contains("R3/0 is replaced: STRUCK_OUT")
                .contains("R3/1 votes")
                .doesNotContainPattern("(?i)https?://");
    }

    /// In Chromium: what is drawn, the filters, the keys, both colour schemes, and that nothing is
    /// complained of or fetched.
    @Test
    void aBrowserShowsThePage() throws IOException, InterruptedException {
        assumeThereIs("chromium", onPath("chromium"));
        assumeThereIs("node", onPath("node"));
        assumeThereIs(
                "playwright-core, see .ci/run",
                Files.isDirectory(BROWSER.resolve("node_modules/playwright-core")));
        var page = folder.resolve("page.html");
        write(page);

        var browser =
                new ProcessBuilder("node", "check.mjs", page.toString())
                        .directory(BROWSER.toFile())
                        .redirectErrorStream(true)
                        .start();
        List<String> said;
        try (var lines = browser.inputReader()) {
            said = lines.lines().toList();
        }
        assertThat(browser.waitFor()).as(String.join("\n", said)).isZero();
        assertThat(said).contains("drawn", "filtered", "zoomed", "told", "dark", "quiet");
    }

    private static String write(Path page) {
        var out = new StringWriter();
        int status =
                Main.commandLine()
                        .setOut(new PrintWriter(out))
                        .execute("simulate", "--seed", "" + SEED, "--page", page.toString());
        assertThat(status).isEqualTo(ExitStatus.DONE);
        return out.toString();
    }

    private static void assumeThereIs(String what, boolean there) {
        if (!there) {
            System.err.println("SKIPPED: the report in a browser; there is no " + what);
        }
        assumeTrue(there, what);
    }

    private static boolean onPath(String program) {
        return folders().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
    }

    private static Stream<Path> folders() {
        return Arrays.stream(System.getenv("PATH").split(":")).map(Path::of);
    }
}
