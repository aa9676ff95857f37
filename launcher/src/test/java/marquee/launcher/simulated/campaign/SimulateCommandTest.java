package marquee.launcher.simulated.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import marquee.launcher.simulated.AnswerCheck;
import marquee.launcher.simulated.Run;
import marquee.launcher.simulated.Variation;
import marquee.simulation.Trace;
import org.junit.jupiter.api.Test;

class SimulateCommandTest {
    @Test
    void theTraceOfARunInWhichSomethingThrewEndsWithWhereItWasThrown() {
        AnswerCheck dies =
                answer -> {
                    throw new AssertionError("for the test");
                };
        var written = new StringWriter();

        SimulateCommand.writeVerdict(
                new PrintWriter(written), Run.of(Variation.NONE.of(1), Trace.hashing(), dies));

        assertThat(written.toString())
                .startsWith("P49: a role threw java.lang.AssertionError: for the test")
                .contains("at " + SimulateCommandTest.class.getName());
    }
}
