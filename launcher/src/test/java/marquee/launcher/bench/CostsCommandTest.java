package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// What `bench costs` measures.
class CostsCommandTest {
    @Test
    void sizesGrowInWhateverOrderTheyAreTypedAndNothingComesTwice() {
        var command = new CostsCommand();
        new CommandLine(command)
                .parseArgs("--held", "100000,1000,100000", "--implementations", "sql,sql");

        assertThat(command.plan().sizes()).containsExactly(1_000, 100_000);
        assertThat(command.plan().implementations()).containsExactly("sql");
    }
}
