package marquee.replicas.host.transfer;

import static marquee.replicas.host.Orders.BIOGRAPHY;
import static marquee.replicas.host.Orders.GROUP;
import static marquee.replicas.host.Orders.SEQUENCER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import marquee.protocol.Chance;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Expiry;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Reply;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Chunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.StateAt;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Subscribed;
import marquee.protocol.replication.ReplicationMessage.ToReplica.WantChunk;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Ready;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Subscribe;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.SubscribeFromStart;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.ExecutionObserver;
import marquee.replicas.host.Orders;
import marquee.replicas.host.Replica;
import marquee.replicas.host.ReplicaCount;
import marquee.replicas.host.ReplicaEvent;
import marquee.replicas.host.ReplicaLimits;
import marquee.replicas.host.state.Exports;
import marquee.replicas.host.state.Registers;
import marquee.replicas.host.state.ReplicatedState;
import marquee.replicas.host.state.StateLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Three replicas and one that joins, on links that lose nothing; the test is the sequencer.
class JoiningTest {
    private static final ReplicaId JOINER = new ReplicaId(4, 1);
    private static final NodeId MANAGER = NodeId.manager(2);

    /// So many that their state is more chunks than are ever on their way.
    private static final int ENTRIES = 9_000;

    private final TreeMap<NodeId, Replica> replicas = new TreeMap<>();
    private final Deque<Runnable> wire = new ArrayDeque<>();
    private final List<Effect> toOthers = new ArrayList<>();
    private final TreeMap<Long, Runnable> timers = new TreeMap<>();
    private final Chance chance = new Chance(7);
    private Passage between = message -> message;
    private final List<Entry> order = new ArrayList<>();
    private long now;
    private long timersStarted;

    /// What becomes of a message on its way; null if it is lost.
    private interface Passage {
        @Nullable ToReplica apply(ToReplica message);
    }

    @BeforeEach
    void threeHaveExecutedSomeEntries() {
        for (int slot = 1; slot <= 3; slot++) {
            add(new ReplicaId(slot, 0));
            tell(NodeId.replica(slot), SEQUENCER, new Subscribed(0, 0, GROUP));
        }
        for (int i = 0; i < ENTRIES; i++) {
            order(request());
        }
        add(JOINER);
    }

    @Test
    void aJoinerGetsTheStateOfTheGroupWhileItGoesOn() {
        long mark = join();
        for (int i = 0; i < 500; i++) {
            order(request());
            step(3);
        }
        run(1_000);

        assertThat(joiner().executed()).isEqualTo(order.size());
        assertThat(joiner().digest()).isEqualTo(replica(NodeId.replica(1)).digest());
        assertThat(mark).isLessThan(order.size());
        assertThat(toOthers)
                .contains(new Effect.Send(NodeId.SEQUENCER, new Ready(JOINER, order.size())))
                .contains(progress(order.size()));
    }

    @Test
    void aJoinerAsksForManyChunksAtOnceAndForMoreBeforeTheLastOfThemCome() {
        var told = new ArrayList<String>();
        between =
                message -> {
                    switch (message) {
                        case WantChunk(_, _, int place) -> told.add("wants " + place);
                        case Chunk chunk when (chunk.place() + 1) % StateFetch.STRIDE == 0 ->
                                told.add("has " + chunk.place());
                        default -> {}
                    }
                    return message;
                };
        join();
        run(1_000);

        assertThat(joiner().digest()).isEqualTo(replica(NodeId.replica(1)).digest());
        assertThat(told)
                .startsWith("wants 31", "has 15", "wants 47", "has 31", "wants 63", "has 47");
    }

    @Test
    void aJoinerThatWaitsForItsStateDoesNotHaveWhatFollowsSentAgain() {
        on(JOINER.node(), new Event.Connected<>(SEQUENCER));
        between = message -> message instanceof Chunk ? null : message;
        join();
        order(request());
        run(1_900);

        assertThat(toOthers).noneMatch(effect -> effect instanceof Effect.Send(_, Subscribe _));
        assertThat(joiner().count(ReplicaCount.SUBSCRIPTIONS_REPEATED)).isZero();
    }

    @Test
    void whoeverAskedForAReplyThatCameWithTheStateIsNotWaitedForAnyLonger() {
        var early = (Entry.Request) order.get(2_999).content();
        tell(JOINER.node(), Orders.FRONT_END, new ToReplica.ReplyAgain(3_000, early.id()));
        join();
        run(1_000);

        assertThat(joiner().count(ReplicaCount.REPLIES_REPEATED)).isOne();
    }

    @Test
    void aJoinerSaysThatItIsReadyAsSoonAsItIs() {
        join();
        run(0);
        assertThat(joiner().executed()).isEqualTo(order.size());
        assertThat(toOthers)
                .contains(new Effect.Send(NodeId.SEQUENCER, new Ready(JOINER, order.size())));
        toOthers.clear();
        run(400);
        assertThat(readiness()).isZero();
        run(1_000);
        assertThat(readiness()).isEqualTo(2);
    }

    @Test
    void aJoinerRepliesToNothingBeforeItIsActivatedAndToEverythingAfter() {
        join();
        run(1_000);
        order(request());
        run(100);
        assertThat(replies()).isEmpty();

        order(new MembershipChange.Activated(JOINER));
        order(request());
        run(100);

        assertThat(replies()).containsExactly((long) order.size());
    }

    @Test
    void aDonorThatFallsSilentIsLeftForAnotherThatGoesOnWhereItWas() {
        var places = new ArrayList<Integer>();
        var asked = new ArrayList<Integer>();
        between =
                message -> {
                    if (message instanceof WantChunk(_, _, int place)) {
                        asked.add(place);
                    }
                    if (message instanceof Chunk chunk) {
                        boolean lost = chunk.from().slot() == 1 && chunk.place() >= 19;
                        if (!lost) {
                            places.add(chunk.place());
                        }
                        return lost ? null : message;
                    }
                    return message;
                };
        join();
        run(3_000);

        assertThat(joiner().digest()).isEqualTo(replica(NodeId.replica(1)).digest());
        assertThat(places).startsWith(0, 1, 2).containsSubsequence(18, 0, 1);
        assertThat(asked).as("of one, then of another").startsWith(31, 47, 31, 47, 63);
    }

    @Test
    void aDamagedChunkIsNotBelievedAndNeitherIsItsDonor() {
        between =
                message -> {
                    if (message instanceof Chunk(var from, long number, int place, var bytes)
                            && from.slot() == 1
                            && place == 2) {
                        var damaged = bytes.array().clone();
                        damaged[damaged.length / 2] ^= 1;
                        return new Chunk(from, number, place, Bytes.wrap(damaged));
                    }
                    return message;
                };
        join();
        run(3_000);

        assertThat(joiner().digest()).isEqualTo(replica(NodeId.replica(1)).digest());
    }

    @Test
    void aDonorThatTellsTheRightDigestAndSendsAnotherStateIsLeft() {
        var other = new ReplicatedState(new Registers(), StateLimits.DEFAULT);
        between =
                message -> {
                    if (message instanceof Chunk(var from, long number, int place, _)
                            && from.slot() == 1) {
                        var chunks = Exports.forJoiner(other);
                        return place < chunks.size()
                                ? new Chunk(from, number, place, chunks.get(place))
                                : null;
                    }
                    return message;
                };
        join();
        run(3_000);

        assertThat(joiner().digest()).isEqualTo(replica(NodeId.replica(1)).digest());
    }

    @Test
    void aDonorThatBeginsAnotherStateThanItToldOfIsLeftAtItsFirstChunk() {
        var other = new ReplicatedState(new Registers(), StateLimits.DEFAULT);
        var places = new ArrayList<Integer>();
        between =
                message -> {
                    if (message instanceof Chunk(var from, long number, int place, _)
                            && from.slot() == 1) {
                        places.add(place);
                        return place == 0
                                ? new Chunk(from, number, 0, Exports.forJoiner(other).getFirst())
                                : message;
                    }
                    return message;
                };
        join();
        run(3_000);

        assertThat(joiner().digest()).isEqualTo(replica(NodeId.replica(1)).digest());
        assertThat(places).hasSizeBetween(1, StateFetch.AHEAD);
    }

    @Test
    void noReplicaTellsOfAStateInAnothersName() {
        var liar = new Peer(NodeId.replica(3), 0, 1);
        between = message -> message instanceof StateAt ? null : message;
        long mark = join();
        for (int slot = 1; slot <= 3; slot++) {
            if (slot != 2) {
                var claimed = new ReplicaId(slot, 0);
                tell(JOINER.node(), liar, new StateAt(claimed, mark, new Digest(6, 6)));
            }
        }
        run(1_000);

        assertThat(toOthers).noneMatch(effect -> effect instanceof Effect.Send(_, WantChunk _));
    }

    @Test
    void aDonorWithAStateOfItsOwnIsNotBelievedThoughItTellsFirst() {
        var other = new ReplicatedState(new Registers(), StateLimits.DEFAULT);
        between =
                message -> {
                    if (message instanceof StateAt(var from, long number, _)) {
                        return from.slot() == 1
                                ? new StateAt(from, number, other.digest())
                                : message;
                    }
                    if (message instanceof Chunk(var from, long number, int place, _)
                            && from.slot() == 1) {
                        var chunks = Exports.forJoiner(other);
                        return place < chunks.size()
                                ? new Chunk(from, number, place, chunks.get(place))
                                : null;
                    }
                    return message;
                };
        var stamp = order.getLast().stamp();
        while (other.executed() <= order.size()) {
            other.pass(new Entry(other.executed() + 1, stamp, new Entry.Mark(null)));
        }
        join();
        run(3_000);

        assertThat(joiner().digest()).isEqualTo(replica(NodeId.replica(2)).digest());
    }

    @Test
    void statesThatAreToldOfBeforeTheSequencerNamesTheMarkAreNotForgotten() {
        toOthers.clear();
        order(new Entry.Mark(JOINER));
        run(50);
        long mark = order.size();
        tell(JOINER.node(), SEQUENCER, new Subscribed(mark, mark, GROUP));
        run(1_000);

        assertThat(joiner().digest()).isEqualTo(replica(NodeId.replica(1)).digest());
    }

    @Test
    void aDigestThatOneSlotAloneTellsIsNotFollowed() {
        between =
                message ->
                        message instanceof StateAt(var from, long number, _)
                                ? new StateAt(from, number, new Digest(from.slot(), 1))
                                : message;
        join();
        run(2_500);

        assertThat(joiner().executed()).isZero();
        assertThat(toOthers)
                .contains(new Effect.Send(NodeId.SEQUENCER, new SubscribeFromStart(JOINER)));
    }

    @Test
    void withoutAnyDonorTheOrderIsExecutedFromItsBeginning() {
        between = message -> message instanceof Chunk ? null : message;
        join();
        run(4_000);
        assertThat(toOthers)
                .contains(new Effect.Send(NodeId.SEQUENCER, new SubscribeFromStart(JOINER)));

        tell(JOINER.node(), SEQUENCER, new Subscribed(order.size(), 0, GROUP));
        order.forEach(entry -> tell(JOINER.node(), SEQUENCER, new ToReplica.Ordered(entry)));
        run(1_000);

        assertThat(joiner().digest()).isEqualTo(replica(NodeId.replica(1)).digest());
        assertThat(toOthers)
                .contains(new Effect.Send(NodeId.SEQUENCER, new Ready(JOINER, order.size())));
    }

    @Test
    void whatWasHeldBackForAStateThatDidNotComeIsNotTakenForTheBeginning() {
        between = message -> message instanceof Chunk ? null : message;
        join();
        for (int i = 0; i < 1_500; i++) {
            order(request());
        }
        assertThat(order).as("beyond a round of the queue").hasSizeGreaterThan(4_096);
        run(4_000);

        tell(JOINER.node(), SEQUENCER, new Subscribed(order.size(), 0, GROUP));
        order.forEach(entry -> tell(JOINER.node(), SEQUENCER, new ToReplica.Ordered(entry)));
        run(1_000);

        assertThat(joiner().digest()).isEqualTo(replica(NodeId.replica(1)).digest());
    }

    @Test
    void aReplacedReplicaIsHeardNoMoreByTheOthers() {
        toOthers.clear();
        order(
                new MembershipChange.Replaced(
                        new ReplicaId(2, 0),
                        Cause.CRASHED,
                        new Assignment(NodeId.manager(3), "one"),
                        ImmutableList.of()));
        assertThat(toOthers).contains(new Effect.Expect(NodeId.replica(2), 1, NodeId.manager(3)));
    }

    @Test
    void aProbeIsAnsweredWithTheReplyThatWasThoughtMissing() {
        toOthers.clear();
        tell(NodeId.replica(2), new Peer(MANAGER, 0, 1), new ToReplica.Probe(5, ENTRIES));

        assertThat(toOthers)
                .contains(
                        new Effect.Send(
                                MANAGER, new ToManager.Alive(new ReplicaId(2, 0), 5, ENTRIES)))
                .anyMatch(effect ->
                        effect instanceof Effect.Send(var to, ToManager.Evidence evidence)
                                && to.equals(MANAGER)
                                && evidence.outcome().number() == ENTRIES);
    }

    @Test
    void aReplicaThatCameLateAnswersAProbeForWhatWasOrderedBeforeIt() {
        add(new ReplicaId(3, 0));
        tell(NodeId.replica(3), SEQUENCER, new Subscribed(order.size(), 0, GROUP));
        order.forEach(entry -> tell(NodeId.replica(3), SEQUENCER, new ToReplica.Ordered(entry)));
        toOthers.clear();

        tell(NodeId.replica(3), new Peer(MANAGER, 0, 1), new ToReplica.Probe(5, ENTRIES));

        assertThat(toOthers)
                .anyMatch(effect ->
                        effect instanceof Effect.Send(_, ToManager.Evidence evidence)
                                && evidence.outcome().number() == ENTRIES);
    }

    private long join() {
        toOthers.clear();
        order(new Entry.Mark(JOINER));
        long mark = order.size();
        tell(JOINER.node(), SEQUENCER, new Subscribed(mark, mark, GROUP));
        return mark;
    }

    private Replica joiner() {
        return replica(JOINER.node());
    }

    private Replica replica(NodeId node) {
        return Objects.requireNonNull(replicas.get(node));
    }

    private void add(ReplicaId id) {
        var settings =
                new Replica.Settings(
                        id, BIOGRAPHY, ReplicaLimits.DEFAULT, 2, ImmutableList.of(MANAGER));
        var replica = new Replica(settings, new Registers(), ExecutionObserver.NONE);
        replicas.put(id.node(), replica);
        on(id.node(), new Event.Started<>());
    }

    private Entry.Request request() {
        var operation = Registers.set(chance.below(600), chance.below(256));
        var id = Orders.id("client" + chance.below(9), order.size());
        return new Entry.Request(id, operation, Orders.FRONT_END);
    }

    private void order(Entry.Content content) {
        var entry = new Entry(order.size() + 1, new Stamp(1_000 + order.size(), 100), content);
        order.add(entry);
        for (var node : List.copyOf(replicas.keySet())) {
            if (!node.equals(JOINER.node()) || toJoiner()) {
                tell(node, SEQUENCER, new ToReplica.Ordered(entry));
            }
        }
    }

    private boolean toJoiner() {
        return !(order.getLast().content() instanceof Entry.Mark);
    }

    private void tell(NodeId to, Peer from, ToReplica message) {
        on(to, new Event.Received<>(from, message));
    }

    private void on(NodeId node, Event<ToReplica, ReplicaEvent> event) {
        var replica = replicas.get(node);
        if (replica == null) {
            return;
        }
        for (var effect : replica.on(now, event)) {
            switch (effect) {
                case Effect.Send(var to, ToReplica message) -> send(node, to, message);
                case Effect.StartTimer(var expiry, long after) -> start(node, expiry, after);
                default -> toOthers.add(effect);
            }
        }
    }

    private void send(NodeId from, NodeId to, ToReplica message) {
        var passed = between.apply(message);
        if (passed != null) {
            int incarnation = from.equals(JOINER.node()) ? JOINER.incarnation() : 0;
            wire.add(() -> tell(to, new Peer(from, incarnation, 1), passed));
        }
    }

    private void start(NodeId node, Expiry expiry, long after) {
        timers.put(
                (now + after) * 1_000 + timersStarted++ % 1_000,
                () -> on(node, new Event.Expired<>(expiry)));
    }

    private void step(int messages) {
        for (int i = 0; i < messages; i++) {
            if (!wire.isEmpty()) {
                wire.removeFirst().run();
            } else if (!timers.isEmpty() && timers.firstKey() / 1_000 <= now) {
                timers.pollFirstEntry().getValue().run();
            }
        }
    }

    private void run(long millis) {
        long end = now + millis * 1_000_000;
        while (true) {
            if (!wire.isEmpty()) {
                wire.removeFirst().run();
            } else if (!timers.isEmpty() && timers.firstKey() / 1_000 <= end) {
                now = Math.max(now, timers.firstKey() / 1_000);
                timers.pollFirstEntry().getValue().run();
            } else {
                now = end;
                return;
            }
        }
    }

    private Effect progress(long executed) {
        return new Effect.Multicast(
                ImmutableList.of(MANAGER), new ToManager.JoinProgress(JOINER, executed, 0));
    }

    private long readiness() {
        return toOthers.stream()
                .filter(effect -> effect instanceof Effect.Send(_, Ready _))
                .count();
    }

    private List<Long> replies() {
        return toOthers.stream()
                .filter(effect ->
                        effect instanceof Effect.Send(_, Reply reply)
                                && reply.from().equals(JOINER))
                .map(effect -> ((Reply) ((Effect.Send) effect).message()).outcome().number())
                .toList();
    }
}
