package marquee.launcher.scenario.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.Test;

/// Of two nodes, the first runs as process 7 and the second does not.
class TargetsTest {
    private static final NodeId RUNS = NodeId.SEQUENCER;
    private static final NodeId ENDED = NodeId.manager(1);
    private static final ImmutableList<NodeId> ALL = ImmutableList.of(RUNS, ENDED);

    @Test
    void whoIsNamedMustRun() throws StageException {
        assertThat(running(ImmutableList.of(RUNS))).isEqualTo("{sequencer=7}");
        assertThatThrownBy(() -> running(ImmutableList.of(ENDED)))
                .isInstanceOf(StageException.class)
                .hasMessage("RM1 does not run");
    }

    @Test
    void whoIsNamedToBeStartedMustNotRun() throws StageException {
        assertThat(ended(ImmutableList.of(ENDED))).containsExactly(ENDED);
        assertThatThrownBy(() -> ended(ImmutableList.of(RUNS)))
                .isInstanceOf(StageException.class)
                .hasMessage("sequencer runs already");
    }

    @Test
    void ofAllThoseAreMeantWhoAreThere() throws StageException {
        assertThat(running(ALL)).isEqualTo("{sequencer=7}");
        assertThat(ended(ALL)).containsExactly(ENDED);
    }

    private static String running(ImmutableList<NodeId> nodes) throws StageException {
        return Targets.of(nodes, ALL)
                .running(node -> node.equals(RUNS) ? Optional.of(7) : Optional.empty())
                .toString();
    }

    private static ImmutableList<NodeId> ended(ImmutableList<NodeId> nodes) throws StageException {
        return Targets.of(nodes, ALL).ended(RUNS::equals);
    }
}
