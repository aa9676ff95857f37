package marquee.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ProgressTest {
    private final StringWriter written = new StringWriter();
    private long seconds = 100;

    @Test
    void writesALineEveryTenSecondsIntoAPipe() {
        try (var progress = progress(0)) {
            progress.now("1 seed");
            pass(progress, 9);
            assertThat(written).hasToString("");

            progress.now("@|red 2 seeds|@");
            pass(progress, 1);
            pass(progress, 9);
            assertThat(written.toString().lines()).containsExactly("  10 s  2 seeds");

            pass(progress, 1);
        }
        assertThat(written.toString().lines())
                .containsExactly("  10 s  2 seeds", "  20 s  2 seeds");
    }

    @Test
    void waitsTenSecondsFromAFactOn() {
        try (var progress = progress(0)) {
            progress.now("1 figure");
            pass(progress, 5);
            progress.say("12 ns");
            pass(progress, 9);
            assertThat(written.toString().lines()).containsExactly("12 ns");

            pass(progress, 1);
            assertThat(written.toString().lines()).containsExactly("12 ns", "  15 s  1 figure");
        }
    }

    @Test
    void renewsOneLineAtATerminalAndRemovesItInTheEnd() {
        try (var progress = progress(80)) {
            progress.now("10 seeds");
            pass(progress, 1);
            progress.now("9");
            pass(progress, 1);
            progress.say("ok");
            pass(progress, 1);
        }
        assertThat(written)
                .hasToString(
                        "   1 s  10 seeds"
                                + "\r                \r"
                                + "   2 s  9"
                                + "\r         \r"
                                + "ok\n"
                                + "   3 s  9"
                                + "\r         \r");
    }

    @Test
    void cutsALineThatATerminalWouldBreak() {
        try (var progress = progress(17)) {
            progress.now("@|red 10 seeds|@");
            pass(progress, 1);
            progress.now("@|red 100 seeds|@");
            pass(progress, 1);
        }
        assertThat(written)
                .hasToString(
                        "   1 s  10 seeds"
                                + "\r                \r"
                                + "   2 s  100 seed"
                                + "\r                \r");
    }

    @Test
    void tellsABeginningAtOnceAndAgain() {
        try (var progress = progress(0)) {
            progress.begin("@|bold warming up|@");
            assertThat(written).hasToString("warming up\n");

            pass(progress, 10);
            assertThat(written).hasToString("warming up\n  10 s  warming up\n");
        }
    }

    @Test
    void saysNothingWhereNothingIsDone() {
        try (var progress = progress(80)) {
            pass(progress, 60);
            progress.now("1 seed");
        }
        assertThat(written).hasToString("");
    }

    private Progress progress(int columns) {
        return new Progress(
                new PrintWriter(written),
                Ansi.OFF,
                columns,
                () -> TimeUnit.SECONDS.toNanos(seconds));
    }

    private void pass(Progress progress, int some) {
        seconds += some;
        progress.tick();
    }
}
