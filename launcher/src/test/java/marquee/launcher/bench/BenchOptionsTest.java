package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import marquee.launcher.console.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// What is meant by what was typed.
class BenchOptionsTest {
    @ParameterizedTest(name = "{0}: {1} workloads")
    @CsvSource(
            delimiter = '|',
            value = {
                "--outstanding 1,64|2",
                "--rate 10000,50000,100000|3",
                "--rate 0 --outstanding 1,64|2",
                "--during crash|1",
                "--during crash --rate 0 --outstanding 64,1024|2",
                "--http --rate 1000|1"
            })
    void everybodyIsMeasuredForTheTimeOfAllRoundsOfAllWorkloads(String typed, int workloads) {
        var plan = plan(typed + " --seconds 5 --rounds 4");

        assertThat(plan.measured()).isEqualTo(Duration.ofSeconds(5L * 4 * workloads));
    }

    @Test
    void whatIsTypedTwiceIsMeasuredOnce() {
        var plan = plan("--during crash,lie,crash --loss 1,5,1 --rate 0,0 --outstanding 2,2");

        assertThat(plan.during()).containsExactly(Circumstance.CRASH, Circumstance.LIE);
        assertThat(plan.losses()).containsExactly(1, 5);
        assertThat(plan.rates()).containsExactly(0);
        assertThat(plan.outstanding()).containsExactly(2);
    }

    private static Bench.Plan plan(String words) {
        var typed = new Typed();
        new CommandLine(typed)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(words.split(" "));
        return typed.options.plan(typed.screen);
    }

    /// Words that were typed.
    @Command
    static final class Typed {
        @Mixin private Screen screen = new Screen();
        @Mixin private BenchOptions options = new BenchOptions();
    }
}
