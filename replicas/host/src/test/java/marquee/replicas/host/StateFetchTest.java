package marquee.replicas.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToReplica.StateAt;
import marquee.protocol.replication.ReplicationMessage.ToReplica.WantChunk;
import org.junit.jupiter.api.Test;

/// One that joins a group of four, two of which must tell the same digest, and one of which lies.
class StateFetchTest {
    private static final long NUMBER = 300;
    private static final int QUORUM = 2;
    private static final ReplicaId LIAR = new ReplicaId(1, 0);
    private static final ReplicaId SECOND = new ReplicaId(2, 0);

    private final ReplicatedState state = state();
    private final List<Effect> effects = new ArrayList<>();
    private final StateFetch fetch =
            new StateFetch(new ReplicaId(4, 1), QUORUM, NUMBER, () -> state.intake(Seal.TRANSFER));

    @Test
    void twoLivesOfOneSlotAreOneThatTells() {
        told(LIAR, new Digest(6, 6));
        told(LIAR.successor(), new Digest(6, 6));

        assertThat(asked()).isEmpty();
        assertThat(fetch.agreed()).isNull();
    }

    @Test
    void theNewerLifeOfASlotTellsInPlaceOfTheOlder() {
        told(LIAR, new Digest(6, 6));
        told(LIAR.successor(), state.digest());
        told(LIAR, new Digest(6, 6));
        told(SECOND, state.digest());

        assertThat(fetch.agreed()).isEqualTo(state.digest());
        assertThat(asked()).containsExactly(LIAR.node());
    }

    private static ReplicatedState state() {
        var state = new ReplicatedState(new Registers(), ReplicaLimits.DEFAULT);
        for (long number = 1; number <= NUMBER; number++) {
            var operation = Registers.set((int) number, 7);
            var id = Orders.id("#frontend-1", number);
            RandomOrder.execute(state, Orders.request(number, 1, id, operation));
        }
        return state;
    }

    private void told(ReplicaId replica, Digest digest) {
        fetch.told(0, new StateAt(replica, NUMBER, digest), effects::add);
    }

    /// Who was asked for chunks, each as often as it was chosen.
    private List<NodeId> asked() {
        return effects.stream()
                .filter(effect ->
                        effect instanceof Effect.Send(_, WantChunk wanted)
                                && wanted.place() == StateFetch.AHEAD - 1)
                .map(effect -> ((Effect.Send) effect).to())
                .toList();
    }
}
