package marquee.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import org.junit.jupiter.api.Test;

/// Who overhears a manager, and for how long.
class AudienceTest {
    private static final ToFrontEnd.Overheard WHAT =
            new ToFrontEnd.Probed(new ReplicaId(2, 0), 1, false);
    private static final NodeId F1 = NodeId.frontEnd(1);
    private static final NodeId F2 = NodeId.frontEnd(2);

    private final Audience audience = new Audience(ImmutableList.of(F1, F2));

    @Test
    void nothingIsSentWhereNobodyWatches() {
        assertThat(told(0)).isEmpty();
    }

    @Test
    void whoWatchesOverhearsUntilHeSaysSoNoMore() {
        audience.watches(5, F1);
        audience.watches(9, F2);

        assertThat(told(10)).containsExactly(new Effect.Send(F1, WHAT), new Effect.Send(F2, WHAT));
        assertThat(told(5 + Audience.PATIENCE_NANOS)).hasSize(2);
        assertThat(told(6 + Audience.PATIENCE_NANOS)).containsExactly(new Effect.Send(F2, WHAT));
        assertThat(told(10 + Audience.PATIENCE_NANOS)).isEmpty();
    }

    @Test
    void onlyFrontEndsOfTheClusterOverhear() {
        audience.watches(0, NodeId.replica(1));
        audience.watches(0, NodeId.frontEnd(3));

        assertThat(told(0)).isEmpty();
    }

    private List<Effect> told(long now) {
        var effects = new ArrayList<Effect>();
        audience.tell(now, WHAT, effects::add);
        return effects;
    }
}
