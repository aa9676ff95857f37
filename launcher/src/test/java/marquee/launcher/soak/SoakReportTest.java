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
    private final Ledger ledger = new Ledger("soak");
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

    @Test
    void allIsNotWellWhereTheBooksAreWrong() {
        assertThat(tell(false, true)).isFalse();
        assertThat(told.toString()).contains("✗ 0 requests, 0 failed and 0 wrong answers");
    }

    @Test
    void allIsNotWellWhereSomebodyWasConvictedWhoHadNotLied() {
        assertThat(tell(true, false)).isFalse();
        assertThat(told.toString()).contains("✗ whoever was convicted had lied");
    }

    @Test
    void allIsNotWellWhereAnAnswerWasWrong() {
        ledger.addWrong();

        assertThat(tell()).isFalse();
        assertThat(told.toString()).contains("✗ 0 requests, 0 failed and 1 wrong answers");
    }

    private boolean tell(String... ended) {
        return tell(true, true, ended);
    }

    private boolean tell(boolean isRight, boolean isSound, String... ended) {
        var narrator = new Narrator(new PrintWriter(told), Ansi.OFF);
        return new SoakReport(narrator, ledger, new Watch(folder), replacements)
                .tell(isRight, isSound, ImmutableList.copyOf(ended));
    }
}
