package marquee.replicas.host;

import static marquee.replicas.host.Orders.BIOGRAPHY;
import static marquee.replicas.host.Orders.FRONT_END;
import static marquee.replicas.host.Orders.OTHER_FRONT_END;
import static marquee.replicas.host.Orders.R3;
import static marquee.replicas.host.Orders.SEQUENCER;
import static marquee.replicas.host.Orders.executed;
import static marquee.replicas.host.Orders.id;
import static marquee.replicas.host.Orders.mark;
import static marquee.replicas.host.Orders.order;
import static marquee.replicas.host.Orders.reply;
import static marquee.replicas.host.Orders.request;
import static marquee.replicas.host.Orders.settings;
import static marquee.replicas.host.Orders.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.ArrayList;
import marquee.protocol.Effect;
import marquee.protocol.Effect.Send;
import marquee.protocol.Effect.StartTimer;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Reply;
import marquee.protocol.replication.ReplicationMessage.ToManager.Evidence;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Head;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Ordered;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Probe;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ReplyAgain;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Subscribed;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.MarkDigest;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Progress;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Subscribe;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.state.ExportLimits;
import marquee.replicas.host.state.KeyLimits;
import marquee.replicas.host.state.Registers;
import marquee.replicas.host.state.StateLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A replica that came before anything was ordered, with a hold-back queue of four.
class ReplicaTest {
    private static final ReplicaLimits LIMITS =
            new ReplicaLimits(
                    4,
                    8,
                    2,
                    5,
                    new StateLimits(
                            10, ExportLimits.DEFAULT, KeyLimits.DEFAULT, StateLimits.STATE_MAX));
    private static final RequestId A = id("ATWC1111", 1);
    private static final RequestId B = id("ATWC1111", 2);
    private static final RequestId C = id("VERC2222", 1);
    private static final Bytes ONE = Bytes.wrap((byte) 1);
    private static final Bytes TWO = Bytes.wrap((byte) 2);

    private static final Peer MANAGER = new Peer(NodeId.manager(1), 0, 1);

    private final Registers registers = new Registers();
    private final ArrayList<String> observed = new ArrayList<>();
    private final Replica replica = new Replica(settings(LIMITS), registers, observer());

    private ExecutionObserver observer() {
        return new ExecutionObserver() {
            @Override
            public void executed(Entry entry, Outcome outcome) {
                observed.add(entry.number() + " " + outcome.id());
            }

            @Override
            public void marked(Entry entry, Digest digest) {
                observed.add(entry.number() + " mark");
            }
        };
    }

    @BeforeEach
    void subscribe() {
        assertThat(replica.on(0, new Event.Started<>())).isEmpty();
        assertThat(replica.on(0, new Event.Connected<>(SEQUENCER)))
                .containsExactly(subscription(0));
        assertThat(tell(replica, SEQUENCER, new Subscribed(0, 0, Orders.GROUP)))
                .containsExactly(new ReplicaEffect.CaughtUp(0));
    }

    @Test
    void executesTheNextEntryAndReplies() {
        var effects = order(replica, request(1, 10, A, Registers.set(7, 1)));

        assertThat(effects).containsExactly(reply(executed(1, 1, A, Bytes.EMPTY)));
        assertThat(registers.dates).containsExactly(LocalDate.ofEpochDay(100));
        assertThat(observed).containsExactly("1 ATWC1111/1");
    }

    @Test
    void holdsLaterEntriesBackUntilTheirTurnHasCome() { // P14
        assertThat(order(replica, request(3, 12, C, Registers.set(7, 3))))
                .containsExactly(new StartTimer(Subscription.Timer.MISSING, 200_000_000L));
        assertThat(order(replica, request(2, 11, B, Registers.set(7, 2)))).isEmpty();

        assertThat(order(replica, request(1, 10, A, Registers.set(7, 1))))
                .containsExactly(
                        reply(executed(1, 1, A, Bytes.EMPTY)),
                        reply(executed(2, 2, B, ONE)),
                        reply(executed(3, 3, C, TWO)));
        assertThat(observed).containsExactly("1 ATWC1111/1", "2 ATWC1111/2", "3 VERC2222/1");
    }

    @Test
    void holdsAsManyEntriesAsItsQueueIsLongAndNoneFurther() { // P14, P47
        order(replica, request(4, 10, A, Registers.set(7, 1)));
        order(replica, request(5, 10, B, Registers.set(7, 1)));
        order(replica, mark(3, 10));
        order(replica, mark(2, 10));
        order(replica, mark(1, 10));

        assertThat(replica.executed()).isEqualTo(4);
        assertThat(replica.count(ReplicaCount.DISTANT_ENTRIES)).isEqualTo(1);
    }

    @Test
    void sendsTheReplyAgainForAnEntryThatComesAgain() { // P14
        var first = order(replica, request(1, 10, A, Registers.set(7, 1)));

        assertThat(order(replica, request(1, 10, A, Registers.set(7, 1)))).isEqualTo(first);
        assertThat(registers.executions).isEqualTo(1);
        assertThat(replica.count(ReplicaCount.DUPLICATE_ENTRIES)).isEqualTo(1);
    }

    @Test
    void dropsAnExecutedNumberWithAnotherContentAndRaisesAnAlarm() { // P14
        order(replica, request(1, 10, A, Registers.set(7, 1)));

        assertThat(order(replica, request(1, 10, B, Registers.set(7, 1))))
                .containsExactly(conflict(1));
        assertThat(order(replica, request(1, 10, A, Registers.set(7, 2))))
                .containsExactly(conflict(1));
        assertThat(order(replica, request(1, 11, A, Registers.set(7, 1))))
                .containsExactly(conflict(1));
        assertThat(order(replica, mark(1, 10))).containsExactly(conflict(1));
        assertThat(replica.count(ReplicaCount.CONFLICTING_ENTRIES)).isEqualTo(4);
        assertThat(replica.executed()).isEqualTo(1);
    }

    @Test
    void keepsTheFirstOfTwoHeldEntriesWithOneNumber() { // P14
        order(replica, request(2, 10, A, Registers.set(7, 1)));
        order(replica, request(2, 10, A, Registers.set(7, 1)));
        order(replica, request(2, 10, B, Registers.set(7, 1)));

        assertThat(order(replica, mark(1, 10))).endsWith(reply(executed(2, 2, A, Bytes.EMPTY)));
        assertThat(replica.count(ReplicaCount.DUPLICATE_ENTRIES)).isEqualTo(1);
        assertThat(replica.count(ReplicaCount.CONFLICTING_ENTRIES)).isEqualTo(1);
    }

    @Test
    void answersARepeatWithItsFirstNumberAndExecutesItOnce() { // P2, P5
        order(replica, request(1, 10, A, Registers.set(7, 1)));
        order(replica, request(2, 10, B, Registers.set(7, 2)));

        assertThat(order(replica, request(3, 12, A, Registers.set(7, 1))))
                .containsExactly(reply(executed(3, 1, A, Bytes.EMPTY)));
        assertThat(registers.executions).isEqualTo(2);
        assertThat(replica.count(ReplicaCount.REPEATED_REQUESTS)).isEqualTo(1);
    }

    @Test
    void neverExecutesAnotherOperationUnderAKnownId() { // P4
        order(replica, request(1, 10, A, Registers.set(7, 1)));

        assertThat(order(replica, request(2, 10, A, Registers.set(7, 2))))
                .containsExactly(reply(new Outcome(2, 2, A, Verdict.KEY_REUSED, Bytes.EMPTY)));
        assertThat(registers.registers).containsValue(ONE).hasSize(1);
    }

    @Test
    void repliesOnlyToEntriesOrderedAfterItsFirstSubscription() { // P38
        var newcomer = newcomer(2);

        assertThat(order(newcomer, request(1, 10, A, Registers.set(7, 1)))).isEmpty();
        assertThat(order(newcomer, request(2, 10, B, Registers.set(7, 2))))
                .containsExactly(new ReplicaEffect.CaughtUp(2));
        assertThat(order(newcomer, request(3, 10, C, Registers.set(7, 3))))
                .containsExactly(reply(executed(3, 3, C, TWO)));
    }

    @Test
    void owesTheSameRepliesAfterANewSubscription() {
        replica.on(0, new Event.Connected<>(new Peer(NodeId.SEQUENCER, 0, 2)));

        tell(replica, SEQUENCER, new Subscribed(1, 0, Orders.GROUP));

        assertThat(order(replica, request(1, 10, A, Registers.set(7, 1))))
                .containsExactly(reply(executed(1, 1, A, Bytes.EMPTY)));
    }

    @Test
    void sendsAReplyOnceMoreToWhoeverAsks() { // P7
        order(replica, request(1, 10, A, Registers.set(7, 1)));

        assertThat(tell(replica, OTHER_FRONT_END, new ReplyAgain(1, A)))
                .containsExactly(
                        new Send(
                                OTHER_FRONT_END.id(),
                                new Reply(R3, executed(1, 1, A, Bytes.EMPTY))));
        assertThat(tell(replica, FRONT_END, new ReplyAgain(1, B))).isEmpty();
        assertThat(replica.count(ReplicaCount.REPLIES_UNKNOWN)).isEqualTo(1);
    }

    @Test
    void sendsARefusalOnceMoreAsItWas() { // P7
        order(replica, request(1, 10, A, Registers.set(7, 1)));
        var refusal = order(replica, request(2, 10, A, Registers.set(7, 2)));

        assertThat(tell(replica, FRONT_END, new ReplyAgain(2, A))).isEqualTo(refusal);
    }

    @Test
    void sendsARefusalOnceMoreThoughItsOutcomeIsNoLongerKept() { // P4, P7
        order(replica, request(1, 10, A, Registers.set(7, 1)));
        var refusal = order(replica, request(2, 10, A, Registers.set(7, 2)));
        for (int number = 3; number <= 20; number++) {
            order(replica, mark(number, 10));
        }

        assertThat(tell(replica, FRONT_END, new ReplyAgain(2, A))).isEqualTo(refusal);
        assertThat(tell(replica, FRONT_END, new ReplyAgain(1, A)))
                .containsExactly(reply(executed(1, 1, A, Bytes.EMPTY)));
    }

    @Test
    void answersAQuestionThatCameTooEarlyOnceTheEntryIsExecuted() { // P7
        var newcomer = newcomer(1);
        assertThat(tell(newcomer, FRONT_END, new ReplyAgain(1, A))).isEmpty();

        assertThat(order(newcomer, request(1, 10, A, Registers.set(7, 1))))
                .containsExactly(
                        reply(executed(1, 1, A, Bytes.EMPTY)), new ReplicaEffect.CaughtUp(1));
    }

    @Test
    void remembersABoundedNumberOfEarlyQuestions() { // P47
        tell(replica, FRONT_END, new ReplyAgain(1, A));
        tell(replica, FRONT_END, new ReplyAgain(2, A));
        tell(replica, FRONT_END, new ReplyAgain(3, A));
        tell(replica, FRONT_END, new ReplyAgain(5, A));

        assertThat(replica.count(ReplicaCount.REPLIES_UNKNOWN)).isEqualTo(2);
    }

    @Test
    void findsTheReplyInTheTableWhenTheOutcomeIsNoLongerKept() { // P7
        order(replica, request(1, 10, A, Registers.set(7, 1)));
        for (int number = 2; number <= 20; number++) {
            order(replica, mark(number, 10));
        }

        assertThat(tell(replica, FRONT_END, new ReplyAgain(1, A)))
                .containsExactly(reply(executed(1, 1, A, Bytes.EMPTY)));
        assertThat(order(replica, request(1, 10, A, Registers.set(7, 1))))
                .containsExactly(reply(executed(1, 1, A, Bytes.EMPTY)));
    }

    @Test
    void answersAProbeOutOfTheTableWhenTheOutcomeIsNoLongerKept() { // P7, P33
        order(replica, request(1, 10, A, Registers.set(7, 1)));
        order(replica, request(2, 10, A, Registers.set(7, 2)));
        order(replica, request(3, 10, B, Registers.set(7, 3)));
        for (int number = 4; number <= 20; number++) {
            order(replica, mark(number, 10));
        }

        assertThat(probe(1)).isEqualTo(executed(1, 1, A, Bytes.EMPTY));
        assertThat(probe(2)).isEqualTo(new Outcome(2, 2, A, Verdict.KEY_REUSED, Bytes.EMPTY));
        assertThat(probe(3)).isEqualTo(executed(3, 3, B, ONE));
        assertThat(probe(4)).as("a mark").isNull();
        assertThat(probe(21)).isNull();
    }

    @Test
    void answersAProbeWithTheOldestReplyItKeepsWhenTheOneThatIsMissedIsForgotten() { // P33
        var keys = new KeyLimits(2, 8, 1_000, 20_000, 4, 4);
        var forgetful =
                new Replica(
                        settings(LIMITS.withState(LIMITS.state().withKeys(keys))),
                        new Registers(),
                        ExecutionObserver.NONE);
        for (int number = 1; number <= 12; number++) {
            order(forgetful, request(number, 10, id("#1.25", number), Registers.set(7, number)));
        }

        assertThat(probe(forgetful, 1)).extracting(Outcome::number).isEqualTo(5L);
        assertThat(probe(forgetful, 6)).extracting(Outcome::number).isEqualTo(6L);
        assertThat(probe(forgetful, 13)).isNull();
    }

    private @Nullable Outcome probe(long number) {
        return probe(replica, number);
    }

    private static @Nullable Outcome probe(Replica replica, long number) {
        return tell(replica, MANAGER, new Probe(1, number)).stream()
                .filter(effect -> effect instanceof Send(_, Evidence _))
                .map(effect -> ((Evidence) ((Send) effect).message()).outcome())
                .findFirst()
                .orElse(null);
    }

    @Test
    void tellsTheSequencerItsDigestAtAMark() {
        order(replica, request(1, 10, A, Registers.set(7, 1)));

        assertThat(order(replica, mark(2, 11)))
                .containsExactly(
                        new Send(NodeId.SEQUENCER, new MarkDigest(R3, 2, replica.digest())));
    }

    @Test
    void raisesAnAlarmWhenItsStoreIsNotWhatItsDigestTellsOf() {
        order(replica, request(1, 10, A, Registers.set(7, 1)));
        registers.registers.put(Bytes.wrap((byte) 7), TWO);

        assertThat(order(replica, mark(2, 11)))
                .containsExactly(
                        new ReplicaEffect.Alarm(ReplicaCount.DIGEST_CORRECTIONS, 2),
                        new Send(NodeId.SEQUENCER, new MarkDigest(R3, 2, replica.digest())));
    }

    @Test
    void tellsItsProgressNowAndThenAndWhenTheHeadComes() { // P15
        for (int number = 1; number <= 4; number++) {
            assertThat(order(replica, request(number, 10, id("A", number), ONE))).hasSize(1);
        }
        assertThat(order(replica, request(5, 10, A, ONE)))
                .containsExactly(reply(executed(5, 5, A, Bytes.EMPTY)), progress(5));

        assertThat(tell(replica, SEQUENCER, new Head(5))).isEmpty();
        order(replica, request(6, 10, B, ONE));
        assertThat(tell(replica, SEQUENCER, new Head(6))).containsExactly(progress(6));
        assertThat(tell(replica, SEQUENCER, new Head(6))).isEmpty();
    }

    @Test
    void subscribesAgainWithLongerAndLongerWaitsWhileAnEntryIsMissing() { // P15
        assertThat(tell(replica, SEQUENCER, new Head(1))).containsExactly(missing(200));

        assertThat(expire()).containsExactly(subscription(0), missing(400));
        assertThat(expire()).containsExactly(subscription(0), missing(800));
        for (int i = 0; i < 10; i++) {
            expire();
        }
        assertThat(expire()).containsExactly(subscription(0), missing(5_000));
        order(replica, mark(1, 10));
        assertThat(expire()).isEmpty();
    }

    @Test
    void waitsWhileEntriesCome() {
        tell(replica, SEQUENCER, new Head(2));
        order(replica, mark(1, 10));

        assertThat(expire()).containsExactly(missing(200));
        assertThat(expire()).containsExactly(subscription(1), missing(400));
    }

    @Test
    void doesNotAskAnUnreachableSequencer() {
        tell(replica, SEQUENCER, new Head(2));
        replica.on(0, new Event.Disconnected<>(SEQUENCER));

        assertThat(expire()).isEmpty();
        assertThat(replica.on(0, new Event.Connected<>(SEQUENCER)))
                .containsExactly(subscription(0));
    }

    @Test
    void dropsMessagesOfThoseWhoDoNotSendSuch() {
        var stranger = new Peer(NodeId.replica(1), 0, 9);

        assertThat(tell(replica, FRONT_END, new Ordered(mark(1, 10)))).isEmpty();
        assertThat(tell(replica, stranger, new Ordered(mark(1, 10)))).isEmpty();
        assertThat(tell(replica, stranger, new Head(9))).isEmpty();
        assertThat(tell(replica, FRONT_END, new Subscribed(9, 0, Orders.GROUP))).isEmpty();
        assertThat(tell(replica, SEQUENCER, new ReplyAgain(1, A))).isEmpty();
        assertThat(replica.count(ReplicaCount.STRANGE_MESSAGES)).isEqualTo(5);
        assertThat(replica.executed()).isZero();
    }

    @Test
    void stopsForGoodWhenItsApplicationFails() { // P49
        registers.failing = true;
        assertThatThrownBy(() -> order(replica, request(1, 10, A, ONE)))
                .hasMessage("a planted failure");

        registers.failing = false;
        assertThatThrownBy(() -> order(replica, request(2, 10, B, ONE)))
                .hasMessage("R3/0 has stopped at 1");
    }

    private Replica newcomer(long head) {
        var newcomer = new Replica(settings(LIMITS), new Registers(), ExecutionObserver.NONE);
        newcomer.on(0, new Event.Connected<>(SEQUENCER));
        tell(newcomer, SEQUENCER, new Subscribed(head, 0, Orders.GROUP));
        return newcomer;
    }

    private ImmutableList<Effect> expire() {
        return ImmutableList.copyOf(replica.on(0, new Event.Expired<>(Subscription.Timer.MISSING)));
    }

    private static Effect conflict(long number) {
        return new ReplicaEffect.Alarm(ReplicaCount.CONFLICTING_ENTRIES, number);
    }

    private static Effect missing(long millis) {
        return new StartTimer(Subscription.Timer.MISSING, millis * 1_000_000);
    }

    private static Effect subscription(long executed) {
        return new Send(NodeId.SEQUENCER, new Subscribe(R3, executed, BIOGRAPHY));
    }

    private static Effect progress(long executed) {
        return new Send(NodeId.SEQUENCER, new Progress(R3, executed));
    }
}
