package marquee.config.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import marquee.config.RoleFaults;
import marquee.protocol.NodeId;
import marquee.protocol.replication.FaultOrder;
import org.junit.jupiter.api.Test;

/// What a process makes of orders to do wrong.
class FaultDeskTest {
    private final List<String> done = new ArrayList<>();

    @Test
    void hasDoneWhatTheRoleCanDo() {
        tell(NodeId.replica(2), "wrong-reply:3,drop:10%");
        tell(NodeId.SEQUENCER, "drop:10%");
        tell(NodeId.SEQUENCER, RoleFaults.CLEAR);

        assertThat(done).containsExactly("wrong-reply:3,drop:10% 7", "drop:10% 7", " 7");
    }

    @Test
    void changesNothingForWhatMakesNoSense() {
        tell(NodeId.replica(2), "sleep");
        tell(NodeId.replica(2), "");
        tell(NodeId.frontEnd(1), "hang");

        assertThat(done).isEmpty();
    }

    private void tell(NodeId role, String faults) {
        new FaultDesk(role)
                .told(
                        new FaultOrder(faults, 7),
                        (changed, seed) -> done.add(changed.text() + " " + seed));
    }
}
