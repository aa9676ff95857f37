package marquee.replicas.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import marquee.protocol.Effect;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Chunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.WantChunk;
import org.junit.jupiter.api.Test;

class DonationsTest {
    private static final ReplicaId DONOR = new ReplicaId(1, 0);
    private static final ReplicaId GREEDY = new ReplicaId(2, 1);
    private static final ReplicaId LATE = new ReplicaId(3, 1);

    @Test
    void joinersTakeTurnsHoweverFarTheyAre() {
        var state = new ReplicatedState(new Registers(), RandomOrder.LIMITS);
        var order = new RandomOrder(7, 8_000, 12);
        for (int i = 0; i < 20_000; i++) {
            RandomOrder.execute(state, order.next());
        }
        var receivers = new ArrayList<ReplicaId>();
        var donations = new Donations(DONOR, 2);
        donations.keep(GREEDY, state.executed(), state, effect -> {});
        donations.keep(LATE, state.executed(), state, effect -> {});

        donations.wanted(new WantChunk(GREEDY, state.executed(), 1_000), effect -> {});
        for (int i = 0; i < 20; i++) {
            donations.step(effect -> {});
        }
        donations.wanted(new WantChunk(LATE, state.executed(), 1_000), effect -> {});
        for (int i = 0; i < 5; i++) {
            donations.step(effect -> {
                if (effect instanceof Effect.Send(var to, Chunk _)) {
                    receivers.add(to.equals(LATE.node()) ? LATE : GREEDY);
                }
            });
        }

        assertThat(receivers).containsExactly(LATE, GREEDY, LATE, GREEDY, LATE);
    }
}
