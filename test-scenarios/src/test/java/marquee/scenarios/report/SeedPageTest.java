package marquee.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import marquee.config.ExitStatus;
import marquee.launcher.Main;
import marquee.launcher.simulated.Variation;
import marquee.launcher.simulated.campaign.Campaign;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of a seed in which a replica lies and is replaced.
class SeedPageTest {
    private static final long FIRST_SEED = 15;
    private static final int SEEDS_MAX = 40;
    private static final Pattern STRUCK_OUT = Pattern.compile("R./0 is replaced: STRUCK_OUT");

    @TempDir private Path folder;

    @Test
    void aPageShowsTheRunAndChangesNothingOfIt() throws IOException {
        var written = written();

        assertThat(written.said())
                .contains("hash " + Campaign.hash(written.seed(), Variation.NONE));
        assertThat(Files.readString(written.page())).doesNotContainPattern("(?i)https?://");
        assertThat(PageData.scene(written.page()))
                .containsPattern("votes to replace R./0: STRUCK_OUT")
                .containsPattern("R./1 votes");
    }

    /// In Chromium: what is drawn, the filters, the keys, both colour schemes, and that nothing is
    /// complained of or fetched.
    @Test
    void aBrowserShowsThePage() throws IOException, InterruptedException {
        Reader.assumeThereIsOne();
        var said = Reader.reads("check.mjs", written().page().toString());

        assertThat(said).contains("drawn", "filtered", "zoomed", "told", "dark", "quiet");
    }

    /// A page that was written, and what the command said.
    private record Written(long seed, Path page, String said) {}

    /// The first one in which somebody begins to lie, is found out and replaced: which seed that is
    /// changes with the code.
    private Written written() throws IOException {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS_MAX; seed++) {
            var page = folder.resolve(seed + ".html");
            var said = write(seed, page);
            var text = PageData.scene(page);
            if (text.contains("begins to lie") && STRUCK_OUT.matcher(text).find()) {
                return new Written(seed, page, said);
            }
        }
        throw new AssertionError("no liar is found out in " + SEEDS_MAX + " seeds");
    }

    private static String write(long seed, Path page) {
        var out = new StringWriter();
        int status =
                Main.commandLine()
                        .setOut(new PrintWriter(out))
                        .execute("simulate", "--seed", "" + seed, "--page", page.toString());
        assertThat(status).isEqualTo(ExitStatus.DONE);
        return out.toString();
    }
}
