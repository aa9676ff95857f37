package marquee.replicas.host.transfer;

import static marquee.replicas.host.Orders.id;
import static marquee.replicas.host.Orders.mark;
import static marquee.replicas.host.Orders.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.replication.AgreedState;
import marquee.protocol.replication.ChunkSum;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToManager.Entries;
import marquee.protocol.replication.ReplicationMessage.ToManager.Part;
import marquee.protocol.replication.ReplicationMessage.ToManager.SnapshotAt;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Subscribed;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.OfSpare;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Ready;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Subscribe;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantEntries;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantPart;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.ExecutionObserver;
import marquee.replicas.host.Orders;
import marquee.replicas.host.Replica;
import marquee.replicas.host.ReplicaLimits;
import marquee.replicas.host.state.Exports;
import marquee.replicas.host.state.Registers;
import marquee.replicas.host.state.ReplicatedState;
import marquee.replicas.host.state.StateLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LearnerTest {
    private static final ImmutableList<String> NAMES = ImmutableList.of("one", "other");

    private final List<Registers> made = new ArrayList<>();
    private final Learner learner =
            new Learner(
                    name -> {
                        made.add(new Registers());
                        return made.getLast();
                    },
                    StateLimits.DEFAULT);
    private final ReplicatedState group = new ReplicatedState(new Registers(), StateLimits.DEFAULT);
    private final List<Entry> order = new ArrayList<>();

    LearnerTest() {
        for (int number = 1; number <= 60; number++) {
            order.add(entry(number));
        }
    }

    @Test
    void aLearnerThatIsToldTheOrderComesToTheStateOfTheGroup() {
        assertThat(learner.hold(NAMES)).isEqualTo(new WantEntries(0));

        assertThat(learner.learn(lesson(1, 40))).isEqualTo(new WantEntries(40));
        assertThat(learner.learn(lesson(41, 60))).isEqualTo(new WantEntries(60));
        assertSameAsGroup("one");
    }

    @Test
    void itKnowsTheSameForEachImplementation() {
        learner.hold(NAMES);
        learner.learn(lesson(1, 60));

        assertSameAsGroup("other");
        assertThat(made).hasSize(2);
    }

    @Test
    void whatThereIsToLearnAtFirstOnlyOneImplementationExecutes() {
        learner.hold(NAMES);
        learner.learn(new Entries(41 + Entries.MAX, null, order(1, 40)));
        assertThat(made).hasSize(1);

        learner.learn(lesson(41, 60));
        assertThat(made).hasSize(2);
        assertThat(made.getLast().executions).isZero();
        order.add(entry(61));
        learner.learn(new Entries(61, null, order(61, 61)));
        assertThat(made.getLast().executions).isEqualTo(1);
        assertSameAsGroup("other");
    }

    @Test
    void itKnowsTheSameForAnImplementationThatWasNotForeseen() {
        learner.hold(NAMES);
        learner.learn(lesson(1, 60));

        assertSameAsGroup("third");
        assertThat(made.getLast().executions).isZero();
    }

    @Test
    void anImplementationThatIsForeseenLaterIsFilled() {
        learner.hold(NAMES);
        learner.learn(lesson(1, 40));
        assertThat(learner.hold(ImmutableList.of("third", "one"))).as("it goes on").isNull();
        assertThat(made.getLast().registers).isNotEmpty();

        assertThat(learner.learn(lesson(41, 60))).isEqualTo(new WantEntries(60));
        assertSameAsGroup("third");
    }

    @Test
    void whatIsNotNextIsNotLearned() {
        learner.hold(NAMES);
        learner.learn(lesson(1, 40));

        assertThat(learner.learn(lesson(42, 60))).isEqualTo(new WantEntries(40));
        assertThat(learner.learn(lesson(1, 40))).isEqualTo(new WantEntries(40));
        assertThat(learner.learn(lesson(30, 50))).isEqualTo(new WantEntries(50));
    }

    @Test
    void aLearnerStartsFromTheSnapshotAndGoesOnFromThere() {
        execute(40);
        var chunks = Exports.chunks(group);
        learner.hold(NAMES);
        assertThat(learner.learn(new SnapshotAt(40, chunks.size(), sum(chunks))))
                .isEqualTo(new WantPart(40, 0));
        assertThat(learner.learn(lesson(1, 40))).as("too late").isEqualTo(new WantPart(40, 0));

        for (int place = 0; place < chunks.size() - 1; place++) {
            learner.learn(new SnapshotAt(40, chunks.size(), sum(chunks))); // Told again.
            assertThat(learner.learn(new Part(40, place, chunks.get(place))))
                    .isEqualTo(new WantPart(40, place + 1));
        }
        assertThat(learner.learned("one")).as("half a state").isNull();
        assertThat(learner.learn(new Part(40, chunks.size() - 1, chunks.getLast())))
                .isEqualTo(new WantEntries(40));
        learner.learn(lesson(41, 60));
        assertSameAsGroup("other");
    }

    @Test
    void chunksThatDoNotAddUpAreAskedForAgainAFewTimes() {
        execute(40);
        var chunks = Exports.chunks(group);
        learner.hold(NAMES);
        learner.learn(new SnapshotAt(40, chunks.size(), Bytes.wrap(new byte[32])));
        for (int attempt = 1; attempt < ArchiveIntake.ATTEMPTS_MAX; attempt++) {
            assertThat(learnAll(chunks)).isEqualTo(new WantPart(40, 0));
            assertThat(learner.learned("one")).isNull();
        }

        assertThatThrownBy(() -> learnAll(chunks)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void soIsAChunkThatIsDamaged() {
        execute(40);
        var chunks = Exports.chunks(group);
        learner.hold(NAMES);
        learner.learn(new SnapshotAt(40, chunks.size(), sum(chunks)));
        var damaged = new Part(40, 0, Bytes.wrap(new byte[ChunkSum.BYTES]));
        for (int attempt = 1; attempt < ArchiveIntake.ATTEMPTS_MAX; attempt++) {
            assertThat(learner.learn(damaged)).isEqualTo(new WantPart(40, 0));
        }

        assertThatThrownBy(() -> learner.learn(damaged)).isInstanceOf(IllegalStateException.class);
    }

    private @Nullable OfSpare learnAll(List<Bytes> chunks) {
        @Nullable OfSpare wish = null;
        for (int place = 0; place < chunks.size(); place++) {
            wish = learner.learn(new Part(40, place, chunks.get(place)));
        }
        return wish;
    }

    @Test
    void aSnapshotOfWhatIsKnownIsNotWanted() {
        learner.hold(NAMES);
        learner.learn(lesson(1, 40));

        assertThat(learner.learn(new SnapshotAt(40, 3, Bytes.EMPTY)))
                .isEqualTo(new WantEntries(40));
    }

    @Test
    void whoHasForgottenBeginsAnew() {
        learner.hold(NAMES);
        learner.learn(lesson(1, 40));
        assertThat(learner.begin()).isEqualTo(new WantEntries(0));

        assertThat(learner.learned("one")).isNull();
        learner.learn(lesson(1, 60));
        assertSameAsGroup("one");
    }

    @Test
    void nothingIsWantedBeforeItIsSaidForWhat() {
        assertThat(learner.begin()).isNull();
        assertThat(learner.learned("one")).isNull();
    }

    @Test
    void nobodyIsOfUseWhereTwoImplementationsDoNotAgreeOnAResult() {
        learner.hold(NAMES);
        learner.learn(new Entries(40, null, order(1, 40)));
        made.getLast().registers.put(Bytes.wrap((byte) 1), Bytes.wrap((byte) 99));

        assertThatThrownBy(() -> learner.learn(lesson(41, 60)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not agree");
    }

    @Test
    void norWhereTheyDoNotAgreeOnWhatHasChanged() {
        learner.hold(NAMES);
        learner.learn(new Entries(40, null, order(1, 40)));
        made.getLast().silent = true;

        assertThatThrownBy(() -> learner.learn(lesson(41, 60)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not agree");
    }

    @Test
    void aStateThatTheGroupHasNotAgreedOnIsOfNoUse() {
        learner.hold(NAMES);
        execute(50);
        var agreed = new AgreedState(50, group.digest());
        assertThat(learner.learn(new Entries(60, agreed, order(1, 55)))).isNotNull();

        var other = new AgreedState(50, new Digest(1, 2));
        assertThatThrownBy(() -> learner.learn(new Entries(60, other, order(56, 60))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not the group's");
    }

    @Test
    void anAnswerToAnEarlierSpareIsNothingToOneThatHasNotBegun() {
        assertThat(learner.learn(lesson(1, 40))).isNull();
    }

    @Test
    void aSnapshotTakesThePlaceOfWhatIsTooOld() {
        learner.hold(NAMES);
        learner.learn(lesson(1, 20));
        execute(40);
        var chunks = Exports.chunks(group);
        learner.learn(new SnapshotAt(40, chunks.size(), sum(chunks)));

        assertThat(learnAll(chunks)).isEqualTo(new WantEntries(40));
        learner.learn(lesson(41, 60));
        assertSameAsGroup("one");
    }

    @Test
    void anApplicationThatFailsEndsIt() {
        learner.hold(NAMES);
        made.getFirst().failing = true;

        assertThatThrownBy(() -> learner.learn(lesson(1, 40)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aReplicaThatBeginsWithWhatWasLearnedIsReadyAsSoonAsItIsServed() {
        learner.hold(NAMES);
        learner.learn(lesson(1, 60));
        var self = new ReplicaId(3, 1);
        var settings = new Replica.Settings(self, Orders.BIOGRAPHY, ReplicaLimits.DEFAULT);
        var learned = Objects.requireNonNull(learner.learned("other"));
        var replica = new Replica(settings, learned, ExecutionObserver.NONE);

        assertThat(replica.on(0, new Event.Connected<>(Orders.SEQUENCER)))
                .contains(
                        new Effect.Send(
                                NodeId.SEQUENCER, new Subscribe(self, 60, Orders.BIOGRAPHY)));
        assertThat(Orders.tell(replica, Orders.SEQUENCER, new Subscribed(60, 60, Orders.GROUP)))
                .contains(new Effect.Send(NodeId.SEQUENCER, new Ready(self, 60)));
    }

    private void assertSameAsGroup(String implementation) {
        execute(order.size());
        var learned = Objects.requireNonNull(learner.learned(implementation));
        assertThat(learned.executed()).isEqualTo(order.size());
        assertThat(learned.digest()).isEqualTo(group.digest());
        assertThat(Exports.chunks(learned)).isEqualTo(Exports.chunks(group));
    }

    private void execute(int last) {
        for (var entry : order.subList((int) group.executed(), last)) {
            switch (entry.content()) {
                case Entry.Request request -> group.execute(entry, request);
                case Entry.Mark _ -> group.mark(entry);
                case MembershipChange _ -> group.pass(entry);
            }
        }
    }

    private Entries lesson(int first, int last) {
        return new Entries(60, null, order(first, last));
    }

    private ImmutableList<Entry> order(int first, int last) {
        return ImmutableList.copyOf(order.subList(first - 1, last));
    }

    private static Entry entry(int number) {
        return switch (number % 10) {
            case 0 -> mark(number, number);
            case 5 ->
                    new Entry(
                            number,
                            new Stamp(number, 100),
                            new MembershipChange.Begun(new ReplicaId(1, 0)));
            default -> {
                var operation = Registers.set(number % 7, 1 + number);
                yield request(number, number, id("client", number), operation);
            }
        };
    }

    private static Bytes sum(List<Bytes> chunks) {
        var sum = new ChunkSum();
        chunks.forEach(sum::add);
        return sum.sum();
    }
}
