package marquee.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Reply;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.OrderAnew;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Request;
import marquee.protocol.wire.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A request that was refused since replicas had no room for its key, and is asked for once more.
class KeysExhaustedTest {
    private static final long PLACE = 7;
    private static final long LATER = 20;

    private final Group4 group = Group4.ready();
    private long ticket;

    @BeforeEach
    void aRequestIsRefusedAndAskedForOnceMore() {
        group.call(0, 9, Group4.KEYED);
        group.bound(1, 0, PLACE);
        refused(2, 1, PLACE);
        assertThat(refused(2, 2, PLACE)).anyMatch(KeysExhaustedTest::isRefusal);

        ticket = Group4.ticket(group.call(100, 10, Group4.KEYED));
        group.bound(101, ticket, PLACE);
    }

    @Test
    void theOldRefusalHasItOrderedAnewAndIsNoAnswer() {
        refused(102, 1, PLACE);

        assertThat(refused(102, 2, PLACE))
                .contains(orderAnew())
                .noneMatch(KeysExhaustedTest::isAnswer);
        assertThat(refused(103, 3, PLACE))
                .doesNotContain(orderAnew())
                .noneMatch(KeysExhaustedTest::isAnswer);
    }

    @Test
    void whatCameOfItAtItsNewPlaceIsTheAnswer() {
        refused(102, 1, PLACE);
        refused(102, 2, PLACE);
        group.bound(103, ticket, LATER);
        group.reply(104, 1, LATER, "booked");

        assertThat(group.reply(104, 2, LATER, "booked"))
                .contains(
                        new FrontEndEffect.Answered(
                                10,
                                Group4.outcome(Group4.KEYED, LATER, "booked"),
                                Group4.slots(1, 2)));
    }

    @Test
    void aRefusalAtItsNewPlaceIsTheAnswer() {
        refused(102, 1, PLACE);
        refused(102, 2, PLACE);
        group.bound(103, ticket, LATER);
        refused(104, 1, LATER);

        assertThat(refused(104, 2, LATER)).anyMatch(KeysExhaustedTest::isRefusal);
    }

    /// A copy of it may still be under way, and get one.
    @Test
    void whereItGetsNoNewPlaceNobodyKnowsAtTheDeadline() {
        refused(102, 1, PLACE);
        refused(102, 2, PLACE);

        assertThat(group.bound(103, ticket, PLACE)).noneMatch(KeysExhaustedTest::isAnswer);
        assertThat(group.sweep(10_100))
                .contains(new FrontEndEffect.Unknown(10))
                .noneMatch(FrontEndEffect.Noticed.class::isInstance);
        assertThat(group.count(FrontEndStatus.Count.UNDECIDED)).isZero();
    }

    @Test
    void aPlaceThatNobodyDecidesIsUndecidedThoughAnEarlierOneWasDecided() {
        refused(102, 1, PLACE);
        refused(102, 2, PLACE);
        group.bound(103, ticket, LATER);

        group.sweep(10_100);

        assertThat(group.count(FrontEndStatus.Count.UNDECIDED)).isEqualTo(1);
    }

    @Test
    void itIsOrderedAnewWhereNobodyKnowsOfTheRefusalAnyLonger() {
        assertThat(group.sweep(1_050)).doesNotContain(orderAnew());

        assertThat(group.sweep(1_101)).contains(orderAnew());
    }

    private List<Effect> refused(long millis, int slot, long number) {
        var outcome =
                new Outcome(number, number, Group4.KEYED, Verdict.KEYS_EXHAUSTED, Bytes.EMPTY);
        var reply = new Reply(new ReplicaId(slot, 0), outcome);
        return group.on(millis, new Event.Received<>(Group4.replica(slot), reply));
    }

    private Effect orderAnew() {
        var request = new Request(ticket, Group4.KEYED, Group4.STAMP, Group4.BOOK);
        return new Effect.Send(NodeId.SEQUENCER, new OrderAnew(request, PLACE));
    }

    private static boolean isAnswer(Effect effect) {
        return effect instanceof FrontEndEffect.Answered;
    }

    private static boolean isRefusal(Effect effect) {
        return effect instanceof FrontEndEffect.Answered(_, var outcome, _)
                && outcome.verdict() == Verdict.KEYS_EXHAUSTED;
    }
}
