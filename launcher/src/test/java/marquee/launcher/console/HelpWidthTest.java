package marquee.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How wide help is, by what the environment says and what the terminal is like.
class HelpWidthTest {
    @ParameterizedTest(name = "COLUMNS {0} and a terminal of {1}")
    @CsvSource({
        ", 72, 72", // As wide as the terminal.
        ", 200, 100",
        ", 30, 55",
        ", 0, 100", // Piped.
        "64, 200, 64", // Whoever says how wide is believed.
        "64, 0, 64",
        "200, 72, 100",
        "10, 72, 55",
        "0, 72, 72", // But not nonsense.
        "'', 72, 72",
        "wide, 0, 100",
    })
    void helpIsAsWideAsThereIsRoomAndIsReadWithEase(
            @Nullable String columns, int terminal, int width) {
        assertThat(HelpWidth.of(columns, () -> terminal)).isEqualTo(width);
    }
}
