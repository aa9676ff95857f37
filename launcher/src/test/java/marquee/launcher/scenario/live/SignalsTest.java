package marquee.launcher.scenario.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What was stopped can go on, and is ended with the scenario, after which nothing is stopped.
@Timeout(60)
class SignalsTest {
    private static final NodeId NODE = NodeId.replica(2);

    private final Signals signals = new Signals();
    private Process process;

    @BeforeEach
    void startProcess() throws Exception {
        process = new ProcessBuilder("cat").start();
    }

    @AfterEach
    void endProcess() {
        process.destroyForcibly();
    }

    @Test
    void whatWasStoppedGoesOn() throws Exception {
        signals.stop(NODE, process.toHandle());

        assertThat(signals.stopped()).containsExactly(NODE);
        signals.resume(NODE);

        assertThat(signals.stopped()).isEmpty();
        process.outputWriter().close();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void whatStandsStillIsEndedWithTheScenario() throws Exception {
        signals.stop(NODE, process.toHandle());

        signals.close();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatGoesOnIsEndedWithTheScenarioToo() throws Exception {
        signals.stop(NODE, process.toHandle());
        signals.resume(NODE);

        signals.close();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSuccessorIsStoppedBesideWhoeverItReplaced() throws Exception {
        var successor = new ProcessBuilder("cat").start();
        try {
            signals.stop(NODE, process.toHandle());
            signals.stop(NODE, successor.toHandle());

            signals.close();

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(successor.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            successor.destroyForcibly();
        }
    }

    @Test
    void whatHasEndedCannotBeStopped() throws Exception {
        process.destroyForcibly().waitFor();

        assertThatThrownBy(() -> signals.stop(NODE, process.toHandle()))
                .isInstanceOf(IOException.class)
                .hasMessage("R2 does not run");
    }

    @Test
    void nothingIsStoppedAfterTheScenario() throws Exception {
        signals.close();

        assertThatThrownBy(() -> signals.stop(NODE, process.toHandle()))
                .isInstanceOf(IllegalStateException.class);
        process.outputWriter().close();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
}
