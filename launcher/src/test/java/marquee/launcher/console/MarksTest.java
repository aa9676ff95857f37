package marquee.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

/// What becomes of marks for colours.
class MarksTest {
    @Test
    void marksBecomeColoursWhereThereAreAny() {
        var line = "2 seeds, @|red,bold 1 failed|@";

        assertThat(Marks.shown(Ansi.ON, line))
                .startsWith("2 seeds, \u001b[31m")
                .contains("1 failed");
        assertThat(Marks.shown(Ansi.OFF, line)).isEqualTo("2 seeds, 1 failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@|x y|@", "@|fg( y|@", "@| |@", "$1 \\", "@||@"})
    void whatOnlyLooksLikeAMarkIsShownAsItIs(String name) {
        assertThat(Marks.shown(Ansi.ON, name)).isEqualTo(name);
        assertThat(Marks.shown(Ansi.OFF, name + " @|green passed|@")).isEqualTo(name + " passed");
    }
}
