package marquee.launcher.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import marquee.config.Mode;
import marquee.launcher.scenario.Scenario.Setting;
import marquee.launcher.scenario.stage.StageException;
import marquee.launcher.simulated.SimulatedStage;
import marquee.protocol.NodeId;
import marquee.protocol.wire.Bytes;
import marquee.simulation.Onlooker;
import marquee.simulation.Trace;
import org.junit.jupiter.api.Test;

/// How much of what passes is kept.
class WitnessTest {
    private static final Setting SETTING = new Setting(Mode.BOTH, 4, 1, Setting.USUAL_DATE, true);
    private static final int FEW = 40;

    private final Witness all = new Witness(Witness.SEED_MESSAGES_MAX);
    private final Witness few = new Witness(FEW);

    @Test
    void whatIsNotKeptIsCountedAsWhatIsKept() throws StageException {
        var both =
                new Onlooker() {
                    @Override
                    public void passes(Passage passage) {
                        all.passes(passage);
                        few.passes(passage);
                    }
                };
        try (var stage = SimulatedStage.of(SETTING, 1, Trace.shown(both))) {
            stage.pause(Duration.ofSeconds(1));
        }

        assertThat(all.omitted).isZero();
        assertThat(few.drafts).hasSize(FEW);
        assertThat(few.omitted).isEqualTo(all.drafts.size() - FEW);
    }

    @Test
    void whatSaysNothingIsNotMissed() {
        var to = new Onlooker.Who(NodeId.replica(1), 0);
        var nonsense =
                new Onlooker.Passage(
                        NodeId.replica(2), to, 1, 2, Onlooker.Fate.ARRIVES, Bytes.EMPTY);

        few.passes(nonsense);

        assertThat(few.omitted).isZero();
    }
}
