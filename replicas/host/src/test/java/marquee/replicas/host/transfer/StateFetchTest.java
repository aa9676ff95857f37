package marquee.replicas.host.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Chunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.StateAt;
import marquee.protocol.replication.ReplicationMessage.ToReplica.WantChunk;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.Orders;
import marquee.replicas.host.state.Exports;
import marquee.replicas.host.state.RandomOrder;
import marquee.replicas.host.state.Registers;
import marquee.replicas.host.state.ReplicatedState;
import marquee.replicas.host.state.Seal;
import marquee.replicas.host.state.StateLimits;
import org.junit.jupiter.api.Test;

/// One that joins a group of four, two of which must tell the same digest. Slots 1 to 3 tell it,
/// and slot 1 lies in other ways.
class StateFetchTest {
    private static final long MILLI = 1_000_000;
    private static final long NUMBER = 300;
    private static final int SLOTS = 4;
    private static final int QUORUM = 2;
    private static final ReplicaId LIAR = new ReplicaId(1, 0);
    private static final ReplicaId SECOND = new ReplicaId(2, 0);
    private static final ReplicaId THIRD = new ReplicaId(3, 0);

    private final ReplicatedState state = state();
    private final ImmutableList<Bytes> chunks = Exports.forJoiner(state);
    private final List<Effect> effects = new ArrayList<>();
    private StateFetch fetch = fetch(1);
    private long now;

    @Test
    void aDonorThatSendsItsFirstChunkOverAndOverIsLeft() {
        allTell();
        send(LIAR, 0);
        for (int i = 0; i < 3; i++) {
            pass(400);
            send(LIAR, 0);
        }

        assertThat(asked()).containsExactly(LIAR.node(), SECOND.node());
        assertThat(allOf(SECOND)).isTrue();
    }

    @Test
    void aDonorThatRepeatsWhatAnotherSentIsHeardWhileItHasNotSentItItself() {
        allTell();
        send(LIAR, 0);
        send(LIAR, 1);
        pass(600);
        for (int place = 0; place < 2; place++) {
            pass(400);
            send(SECOND, place);
        }
        pass(400);

        assertThat(asked()).containsExactly(LIAR.node(), SECOND.node());
        assertThat(fetch.count()).isEqualTo(2);
    }

    @Test
    void aDonorThatGoesOnWithoutEndIsLeftAndNothingOfItIsKept() {
        allTell();
        var endless = Exports.endless(state);
        int place = 0;
        while (asked().size() == 1 && now < 1_000_000 * MILLI) {
            send(LIAR, place++, endless.get());
            pass(490);
        }

        assertThat(asked()).containsExactly(LIAR.node(), SECOND.node());
        assertThat(now).isLessThan(StateFetch.TURN_NANOS + 500 * MILLI);
        assertThat(allOf(SECOND)).isTrue();
    }

    @Test
    void eachIncarnationBeginsWithTheDonorAfterThatOfTheOneBefore() {
        var first = new ArrayList<Integer>();
        for (int incarnation = 1; incarnation <= 2 * SLOTS; incarnation++) {
            fetch = fetch(incarnation);
            effects.clear();
            told(THIRD, state.digest());
            told(LIAR, state.digest());
            asked().forEach(donor -> first.add(donor.index()));
        }

        assertThat(first)
                .as("of two that tell, whoever comes first from the slot of that number on")
                .containsExactly(1, 3, 3, 1, 1, 3, 3, 1);
    }

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
        var state = new ReplicatedState(new Registers(), StateLimits.DEFAULT);
        for (long number = 1; number <= NUMBER; number++) {
            var operation = Registers.set((int) number, 7);
            var id = Orders.id("#frontend-1", number);
            RandomOrder.execute(state, Orders.request(number, 1, id, operation));
        }
        return state;
    }

    private StateFetch fetch(int incarnation) {
        return new StateFetch(
                new ReplicaId(SLOTS, incarnation),
                QUORUM,
                SLOTS,
                NUMBER,
                () -> state.intake(Seal.TRANSFER));
    }

    private void allTell() {
        for (var replica : List.of(LIAR, SECOND, THIRD)) {
            told(replica, state.digest());
        }
    }

    private void told(ReplicaId replica, Digest digest) {
        fetch.told(now, new StateAt(replica, NUMBER, digest), effects::add);
    }

    private void send(ReplicaId donor, int place) {
        send(donor, place, chunks.get(place));
    }

    private boolean send(ReplicaId donor, int place, Bytes chunk) {
        return fetch.received(now, new Chunk(donor, NUMBER, place, chunk), effects::add) != null;
    }

    /// Whether the state is there once `donor` has sent all of it.
    private boolean allOf(ReplicaId donor) {
        boolean there = false;
        for (int place = 0; place < chunks.size(); place++) {
            there = send(donor, place, chunks.get(place));
        }
        return there;
    }

    private void pass(long millis) {
        now += millis * MILLI;
        fetch.expired(now, effects::add);
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
