package marquee.launcher.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import marquee.simulation.Fault;
import org.junit.jupiter.api.Test;

class VariationTest {
    @Test
    void beyondTheBudgetAFaultCanBeLeftOutToo() {
        var variation = Variation.OVER_BUDGET.alsoWithout(Fault.CRASH);

        assertThat(variation.of(1).faults().lacks(Fault.CRASH)).isTrue();
        assertThat(Variation.OVER_BUDGET.of(1).faults().lacks(Fault.CRASH)).isFalse();
    }
}
