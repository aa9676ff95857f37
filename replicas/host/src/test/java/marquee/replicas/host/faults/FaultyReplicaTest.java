package marquee.replicas.host.faults;

import static marquee.replicas.host.Orders.FRONT_END;
import static marquee.replicas.host.Orders.R3;
import static marquee.replicas.host.Orders.SEQUENCER;
import static marquee.replicas.host.Orders.executed;
import static marquee.replicas.host.Orders.id;
import static marquee.replicas.host.Orders.request;
import static marquee.replicas.host.Orders.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import marquee.protocol.Chance;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Expiry;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Reply;
import marquee.protocol.replication.ReplicationMessage.ToManager.Alive;
import marquee.protocol.replication.ReplicationMessage.ToManager.Evidence;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Ordered;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Probe;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ReplyAgain;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Subscribed;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.ExecutionObserver;
import marquee.replicas.host.Orders;
import marquee.replicas.host.Replica;
import marquee.replicas.host.ReplicaEffect;
import marquee.replicas.host.state.RandomOrder;
import marquee.replicas.host.state.Registers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A replica that is told to be faulty, at the head of an empty order.
class FaultyReplicaTest {
    private static final Peer MANAGER = new Peer(NodeId.manager(1), 0, 1);
    private static final long MILLIS = 1_000_000;

    private final Replica replica =
            new Replica(
                    settings(Orders.limits(RandomOrder.LIMITS)),
                    new Registers(),
                    ExecutionObserver.NONE);
    private final FaultyReplica faulty = new FaultyReplica(replica);
    private long now;

    @BeforeEach
    void subscribe() {
        var _ = faulty.on(0, new Event.Started<>());
        var _ = faulty.on(0, new Event.Connected<>(SEQUENCER));
        var _ = tell(SEQUENCER, new Subscribed(0, 0, Orders.GROUP));
    }

    @Test
    void isCorrectUntilItIsTold() {
        assertThat(lies(1, 5)).containsExactly(false, false, false, false, false);
    }

    @Test
    void makesEveryReplyWrong() {
        faulty.change(wrong(1, 1), new Chance(1));

        assertThat(lies(1, 4)).containsExactly(true, true, true, true);
    }

    @Test
    void makesTheNextThreeRepliesWrong() {
        assertThat(lies(1, 2)).containsOnly(false);
        faulty.change(wrong(3, 0), new Chance(1));

        assertThat(lies(3, 5)).containsExactly(true, true, true, false, false);
    }

    @Test
    void makesTwoOfEveryThreeRepliesWrong() {
        faulty.change(wrong(2, 3), new Chance(1));

        assertThat(lies(1, 7)).containsExactly(true, true, false, true, true, false, true);
    }

    @Test
    void saysTheSameAgainWhenItIsAskedAgain() {
        faulty.change(wrong(1, 0), new Chance(1));
        var lie = outcome(order(1));
        var truth = outcome(order(2));

        assertThat(lie).isNotEqualTo(right(1));
        assertThat(outcome(tell(FRONT_END, new ReplyAgain(1, id("ATWC1111", 1))))).isEqualTo(lie);
        assertThat(outcome(tell(FRONT_END, new ReplyAgain(2, id("ATWC1111", 2))))).isEqualTo(truth);
        assertThat(truth).isEqualTo(right(2));
    }

    @Test
    void liesAlikeWithTheSameSeedAndInNothingButTheResult() {
        faulty.change(wrong(1, 1), new Chance(5));
        var one = outcome(order(1));
        faulty.change(wrong(1, 1), new Chance(5));
        var same = outcome(tell(FRONT_END, new ReplyAgain(1, id("ATWC1111", 1))));

        assertThat(same).isEqualTo(one);
        assertThat(executed(one.number(), one.firstNumber(), one.id(), Bytes.EMPTY))
                .isEqualTo(right(1));
    }

    @Test
    void executesWhatItLiesAbout() {
        faulty.change(wrong(1, 1), new Chance(1));
        var _ = lies(1, 4);

        assertThat(replica.executed()).isEqualTo(4);
    }

    @Test
    void keepsRepliesBackButAnswersProbes() {
        faulty.change(new ReplicaFaults(0, 0, true, 0, false, Long.MAX_VALUE), new Chance(1));

        assertThat(order(1)).isEmpty();
        assertThat(tell(FRONT_END, new ReplyAgain(1, id("ATWC1111", 1)))).isEmpty();
        assertThat(tell(MANAGER, new Probe(4, 1)))
                .containsExactly(new Effect.Send(MANAGER.id(), new Alive(R3, 4, 1)));
    }

    @Test
    void sendsRepliesLateAndInTheirOrder() {
        faulty.change(slow(200), new Chance(1));

        var timer = (Effect.StartTimer) order(1).getFirst();
        assertThat(timer.afterNanos()).isEqualTo(200 * MILLIS);
        now = 50 * MILLIS;
        assertThat(order(2)).isEmpty();
        assertThat(tell(MANAGER, new Probe(4, 0))).hasSize(1);

        now = 200 * MILLIS;
        var due = expire(timer.expiry());
        assertThat(due.getFirst()).isEqualTo(Orders.reply(right(1)));
        assertThat(due.getLast()).isEqualTo(new Effect.StartTimer(timer.expiry(), 50 * MILLIS));
        now = 250 * MILLIS;
        assertThat(expire(timer.expiry())).containsExactly(Orders.reply(right(2)));
    }

    @Test
    void whatIsLessLateDoesNotWaitForWhatIsMoreLate() {
        faulty.change(slow(60_000), new Chance(1));
        assertThat(order(1)).hasSize(1);
        faulty.change(slow(200), new Chance(1));

        var timer = (Effect.StartTimer) order(2).getFirst();
        assertThat(timer.afterNanos()).isEqualTo(200 * MILLIS);
        now = 200 * MILLIS;
        assertThat(expire(timer.expiry()))
                .containsExactly(
                        Orders.reply(right(2)),
                        new Effect.StartTimer(timer.expiry(), 59_800 * MILLIS));
        now = 60_000 * MILLIS;
        assertThat(expire(timer.expiry())).containsExactly(Orders.reply(right(1)));
    }

    @Test
    void liesToManagersAsToFrontEnds() {
        faulty.change(wrong(1, 1), new Chance(1));
        var lie = outcome(order(1));

        assertThat(tell(MANAGER, new Probe(4, 1)))
                .contains(new Effect.Send(MANAGER.id(), new Evidence(R3, lie)));
    }

    @Test
    void standsStillAndHearsNothingMore() {
        faulty.change(new ReplicaFaults(0, 0, false, 0, true, Long.MAX_VALUE), new Chance(1));

        assertThat(order(1)).last().isEqualTo(new ReplicaEffect.StandStill());
        faulty.change(ReplicaFaults.NONE, new Chance(1));
        assertThat(order(2)).isEmpty();
        assertThat(tell(MANAGER, new Probe(4, 0))).isEmpty();
    }

    @Test
    void crashesAtANumberBeforeAnybodyHearsOfIt() {
        faulty.change(new ReplicaFaults(0, 0, false, 0, false, 3), new Chance(1));

        assertThat(lies(1, 2)).containsOnly(false);
        assertThat(order(3)).containsExactly(new ReplicaEffect.Crash());
    }

    @Test
    void crashesAtOnceAtANumberThatHasPassed() {
        var _ = lies(1, 2);
        faulty.change(new ReplicaFaults(0, 0, false, 0, false, 0), new Chance(1));

        assertThat(tell(MANAGER, new Probe(4, 0))).containsExactly(new ReplicaEffect.Crash());
    }

    @Test
    void isCorrectAgainOnceItIsCleared() {
        faulty.change(wrong(1, 1), new Chance(1));
        assertThat(lies(1, 2)).containsOnly(true);
        faulty.change(ReplicaFaults.NONE, new Chance(1));

        assertThat(lies(3, 2)).containsOnly(false);
    }

    private static ReplicaFaults slow(long millis) {
        return new ReplicaFaults(0, 0, false, millis * MILLIS, false, Long.MAX_VALUE);
    }

    private static ReplicaFaults wrong(int count, int cycle) {
        return new ReplicaFaults(count, cycle, false, 0, false, Long.MAX_VALUE);
    }

    /// Whether the replies to `count` requests from the number `first` on are wrong.
    private List<Boolean> lies(long first, int count) {
        var lies = new ArrayList<Boolean>();
        for (long number = first; number < first + count; number++) {
            lies.add(!outcome(order(number)).equals(right(number)));
        }
        return lies;
    }

    private List<Effect> order(long number) {
        var operation = Registers.set((int) number, 1);
        return tell(SEQUENCER, new Ordered(request(number, 10, id("ATWC1111", number), operation)));
    }

    private List<Effect> tell(Peer from, ToReplica message) {
        return faulty.on(now, new Event.Received<>(from, message));
    }

    private List<Effect> expire(Expiry expiry) {
        return faulty.on(now, new Event.Expired<>(expiry));
    }

    private static Outcome right(long number) {
        return executed(number, number, id("ATWC1111", number), Bytes.EMPTY);
    }

    private static Outcome outcome(List<Effect> effects) {
        return effects.stream()
                .filter(effect ->
                        effect instanceof Effect.Send send && send.message() instanceof Reply)
                .map(effect -> ((Reply) ((Effect.Send) effect).message()).outcome())
                .findFirst()
                .orElseThrow();
    }
}
