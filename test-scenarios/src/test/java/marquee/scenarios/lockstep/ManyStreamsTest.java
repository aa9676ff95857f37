package marquee.scenarios.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/// All implementations and the reference model on many streams, the same with each build.
/// `-Dlockstep.operations=N` makes it another number of operations than half a million,
/// `-Dlockstep.seed=S` another first seed.
class ManyStreamsTest {
    private static final int OPERATIONS = Integer.getInteger("lockstep.operations", 500_000);
    private static final long FIRST_SEED = Long.getLong("lockstep.seed", 1_000_000);

    @Test
    void showNoDifference() throws InterruptedException, ExecutionException {
        System.out.println("first seed in lock-step: " + FIRST_SEED);
        var tally = new Tally(FIRST_SEED);
        var differences = new ArrayList<String>();

        Campaign.run(
                tally,
                OPERATIONS,
                LockStep.everybody(),
                outcome ->
                        outcome.difference()
                                .ifPresent(found ->
                                        differences.add("seed " + outcome.seed() + "\n" + found)));

        System.out.println(tally);
        assertThat(differences).isEmpty();
        assertThat(tally.complaints()).isEmpty();
    }
}
