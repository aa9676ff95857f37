package marquee.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class NarratorTest {
    private static final long SECOND = 1_000_000_000;

    private final StringWriter told = new StringWriter();
    private long now = 5_000 * SECOND;

    @Test
    void aQuietOneTellsOfWhatWentWrongAtTheTimeOfTheOther() {
        var narrator = new Narrator(new PrintWriter(told), Ansi.OFF, () -> now);
        now += 60 * SECOND;
        var quiet = narrator.quiet();
        now += SECOND / 2;

        quiet.title("R1 lies");
        quiet.say("R1 is told to");
        quiet.verdict(true, "it did");
        quiet.verdict(false, "nobody noticed");
        narrator.verdict(true, "customers did not");

        assertThat(told.toString().lines())
                .containsExactly(" 60.50    ✗ nobody noticed", " 60.50    ✓ customers did not");
    }
}
