package marquee.scenarios.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import marquee.config.ExitStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CampaignCommandTest {
    private final StringWriter said = new StringWriter();

    @Test
    void goesOnWhereItEnded(@TempDir Path folder) throws IOException {
        var file = folder.resolve("tally");

        assertThat(run("--operations", "1", "--file", file.toString())).isEqualTo(ExitStatus.DONE);
        var first = Tally.read(file);
        long more = first.operations() + 1;
        assertThat(run("--operations", Long.toString(more), "--file", file.toString()))
                .isEqualTo(ExitStatus.DONE);

        var second = Tally.read(file);
        assertThat(second.firstSeed()).isEqualTo(first.firstSeed());
        assertThat(second.nextSeed()).isEqualTo(first.firstSeed() + 2);
        assertThat(second.operations()).isGreaterThanOrEqualTo(more);
        assertThat(said.toString()).contains("going on with " + file, "0 differences");
    }

    @Test
    void runsOneStreamWithoutAFile() {
        assertThat(run("--stream", "7")).isEqualTo(ExitStatus.DONE);

        assertThat(said.toString()).contains("seed=7", "1000 operations");
    }

    @Test
    void keepsNothingWhereItCannot(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("letter"), "dear all");

        assertThat(run("--file", file.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(run("--file", folder.resolve("nowhere/tally").toString()))
                .isEqualTo(ExitStatus.USAGE);

        assertThat(file).hasContent("dear all");
        assertThat(said.toString())
                .contains("letter holds no campaign: dear all", "cannot keep a campaign in");
    }

    private int run(String... arguments) {
        return new CommandLine(new CampaignCommand())
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(arguments);
    }
}
