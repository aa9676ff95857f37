package marquee.launcher.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import marquee.launcher.console.Narrator;
import marquee.launcher.customers.Ledger;
import marquee.launcher.trouble.Rescue.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/// What a long run says at its end.
class SoakReportTest {
    private final StringWriter told = new StringWriter();
    private final Replacements replacements = new Replacements();

    @TempDir private Path folder;

    @Test
    void allIsWellWhereWhoeverFailedWasReplacedAndNobodyElseEnded() {
        replacements.add(2, new Outcome(true, false));

        assertThat(tell()).isTrue();
        assertThat(told.toString())
                .contains("✓ 2 replacements", "1 rounds for another reason than expected")
                .doesNotContain("✗");
    }

    @Test
    void aReplacementThatIsMissingIsToldAndNotCounted() {
        replacements.add(2, new Outcome(true, true));
        replacements.add(1, new Outcome(false, false));

        assertThat(tell()).isFalse();
        assertThat(told.toString()).contains("✗ 2 replacements, one missing");
    }

    @Test
    void whoEndsByHimselfIsNamed() {
        assertThat(tell("RM2")).isFalse();
        assertThat(told.toString()).contains("✗ ended by themselves: RM2");
    }

    private boolean tell(String... ended) {
        var narrator = new Narrator(new PrintWriter(told), Ansi.OFF);
        return new SoakReport(narrator, new Ledger("soak"), new Watch(folder), replacements)
                .tell(true, true, ImmutableList.copyOf(ended));
    }
}
