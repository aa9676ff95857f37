package marquee.replicas.host.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import marquee.protocol.Effect;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Chunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.WantChunk;
import marquee.replicas.host.state.Exports;
import marquee.replicas.host.state.RandomOrder;
import marquee.replicas.host.state.Registers;
import marquee.replicas.host.state.ReplicatedState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DonationsTest {
    private static final ReplicaId DONOR = new ReplicaId(1, 0);
    private static final ReplicaId GREEDY = new ReplicaId(2, 1);
    private static final ReplicaId LATE = new ReplicaId(3, 1);

    private final ReplicatedState state = new ReplicatedState(new Registers(), RandomOrder.LIMITS);

    @BeforeEach
    void thereIsMoreThanMayBeOnItsWay() {
        var order = new RandomOrder(7, 8_000, 12);
        for (int i = 0; i < 20_000; i++) {
            RandomOrder.execute(state, order.next());
        }
        assertThat(Exports.forJoiner(state)).hasSizeGreaterThan(StateFetch.AHEAD + 1);
    }

    @Test
    void aJoinerGetsNoMoreThanMayBeOnItsWayHoweverMuchItWants() {
        var donations = new Donations(DONOR, 2);
        donations.keep(GREEDY, state.executed(), state, effect -> {});
        var want = new WantChunk(GREEDY, state.executed(), Integer.MAX_VALUE);

        donations.wanted(want, effect -> {});
        assertThat(sent(donations)).hasSize(StateFetch.AHEAD);
        donations.wanted(want, effect -> {});
        assertThat(sent(donations)).as("it goes on").first().isEqualTo(StateFetch.AHEAD);
    }

    /// The places of the chunks that are sent now.
    private static List<Integer> sent(Donations donations) {
        var places = new ArrayList<Integer>();
        for (int i = 0; i < 2 * StateFetch.AHEAD; i++) {
            donations.step(effect -> {
                if (effect instanceof Effect.Send(_, Chunk chunk)) {
                    places.add(chunk.place());
                }
            });
        }
        return places;
    }

    @Test
    void joinersTakeTurnsHoweverFarTheyAre() {
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
