package marquee.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.common.collect.ImmutableList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import marquee.protocol.Chance;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Expiry;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.FaultOrder;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.SlotReport;
import marquee.protocol.replication.SlotReport.Biography;
import marquee.protocol.replication.Stamp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever anybody sends, in whatever order, the role throws nothing and answers every call once.
class FrontEndFuzzTest {
    private static final FaultOrder ORDER = new FaultOrder("drop:1%", 1);
    private static final int STEPS = 20_000;
    private static final long[] ODD = {
        -1, 0, 1, 2, 3, 63, 64, 65, (1L << 31) - 5, (1L << 32) - 5, Long.MAX_VALUE, Long.MIN_VALUE
    };

    private final Group4 group = Group4.ready();
    private final Map<Long, Integer> answers = new HashMap<>();
    private final Map<Expiry, Long> timers = new HashMap<>();
    private long calls;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4711})
    void survivesAnyMessageFromAnySender(long seed) {
        var chance = new Chance(seed);

        assertThatCode(() -> run(chance)).doesNotThrowAnyException();
        assertThat(answers.values()).allMatch(count -> count == 1);
        assertThat(answers).hasSize((int) calls);
        assertThat(group.frontEnd.status().pending()).isZero();
    }

    private void run(Chance chance) {
        long now = 1;
        for (int step = 0; step < STEPS; step++) {
            now += chance.below(20);
            expire(now);
            take(now, group.on(now, event(chance)));
        }
        for (int i = 0; i < 400; i++) {
            now += 50;
            expire(now);
        }
    }

    private Event<ToFrontEnd, FrontEndEvent> event(Chance chance) {
        return switch (chance.below(10)) {
            case 0 -> new Event.Connected<>(peer(chance));
            case 1 -> new Event.Disconnected<>(peer(chance));
            case 2, 3 -> new Event.Submitted<>(submitted(chance));
            case 4, 5 -> new Event.Received<>(Group4.SEQUENCER, message(chance));
            default -> new Event.Received<>(peer(chance), message(chance));
        };
    }

    private FrontEndEvent submitted(Chance chance) {
        calls++;
        return switch (chance.below(9)) {
            case 0 -> new FrontEndEvent.ClusterAsked(calls);
            case 1 -> new FrontEndEvent.DateAsked(calls, chance.below(1 << 20));
            case 2 -> new FrontEndEvent.StatusAsked(calls);
            case 3 -> new FrontEndEvent.FaultsAsked(calls, ImmutableList.of(), ORDER);
            case 4 -> new FrontEndEvent.Called(calls, null, Group4.BOOK);
            default -> new FrontEndEvent.Called(calls, id(chance), Group4.BOOK);
        };
    }

    private static ToFrontEnd message(Chance chance) {
        return switch (chance.below(14)) {
            case 0 -> new ToFrontEnd.Rejected(odd(chance), reason(chance));
            case 1 ->
                    new ToFrontEnd.Pulse(
                            odd(chance), new Stamp(odd(chance), 0), membership(chance));
            case 2 ->
                    new ToFrontEnd.ClusterReport(
                            odd(chance), odd(chance), Stamp.ZERO, odd(chance), slots());
            case 3 -> new ToFrontEnd.BusinessDateMoved(odd(chance), true, chance.below(9));
            case 7 -> new ToFrontEnd.FaultsChanged(odd(chance), true);
            case 8 -> new ToFrontEnd.Misbehave(ORDER);
            case 9 -> new ToFrontEnd.Probed(new ReplicaId(1, 0), odd(chance), true);
            case 4, 5, 6 ->
                    new ToFrontEnd.Bound(
                            odd(chance), odd(chance), 1 + chance.below(2), odd(chance));
            default -> reply(chance);
        };
    }

    private static ToFrontEnd reply(Chance chance) {
        var verdicts = Outcome.Verdict.values();
        var outcome =
                new Outcome(
                        odd(chance),
                        odd(chance),
                        id(chance),
                        verdicts[chance.below(verdicts.length)],
                        Group4.bytes("x".repeat(chance.below(40))));
        return new ToFrontEnd.Reply(
                new ReplicaId(chance.below(66) - 1, chance.below(3) - 1), outcome);
    }

    private static ReplicationMessage.Reason reason(Chance chance) {
        var reasons = ReplicationMessage.Reason.values();
        return reasons[chance.below(reasons.length)];
    }

    private static Membership membership(Chance chance) {
        if (chance.happens(900)) {
            return new Membership(
                    1 + chance.below(3), Group4.GROUP.slots(), Group4.GROUP.electorate());
        }
        return Membership.initial(
                ImmutableList.copyOf(
                        Collections.nCopies(
                                chance.below(66), new Assignment(NodeId.manager(1), "a"))));
    }

    private static ImmutableList<SlotReport> slots() {
        var member = Group4.GROUP.view().members().getFirst();
        return ImmutableList.of(new SlotReport(member, Biography.UNKNOWN, -1, -1, Digest.ZERO, -1));
    }

    private static RequestId id(Chance chance) {
        return RequestId.named("ATWC2222", "k" + chance.below(6));
    }

    private static Peer peer(Chance chance) {
        var kinds = NodeId.Kind.values();
        var kind = kinds[chance.below(kinds.length)];
        int index = 1 + chance.below(5);
        return new Peer(
                new NodeId(kind, kind == NodeId.Kind.SEQUENCER ? 1 : index),
                chance.below(2),
                chance.below(5));
    }

    private static long odd(Chance chance) {
        return chance.happens(700) ? chance.below(120) : ODD[chance.below(ODD.length)];
    }

    private void expire(long now) {
        for (var timer : List.copyOf(timers.entrySet())) {
            if (timer.getValue() <= Group4.nanos(now)) {
                timers.remove(timer.getKey());
                take(now, group.on(now, new Event.Expired<>(timer.getKey())));
            }
        }
    }

    private void take(long now, List<Effect> effects) {
        for (var effect : effects) {
            switch (effect) {
                case Effect.StartTimer(var expiry, var after) ->
                        timers.put(expiry, Group4.nanos(now) + after);
                case FrontEndEffect local -> count(local);
                default -> {}
            }
        }
    }

    private void count(FrontEndEffect effect) {
        switch (effect) {
            case FrontEndEffect.Answered(var call, _, _) -> answers.merge(call, 1, Integer::sum);
            case FrontEndEffect.Refused(var call, _) -> answers.merge(call, 1, Integer::sum);
            case FrontEndEffect.Unknown(var call) -> answers.merge(call, 1, Integer::sum);
            case FrontEndEffect.ClusterShown(var call, _, _, _, _) ->
                    answers.merge(call, 1, Integer::sum);
            case FrontEndEffect.DateShown(var call, _, _) -> answers.merge(call, 1, Integer::sum);
            case FrontEndEffect.FaultsShown(var call, _) -> answers.merge(call, 1, Integer::sum);
            case FrontEndEffect.StatusShown(var call, _) -> answers.merge(call, 1, Integer::sum);
            case FrontEndEffect.DayBegan _,
                    FrontEndEffect.Noticed _,
                    FrontEndEffect.GroupChanged _,
                    FrontEndEffect.Overheard _,
                    FrontEndEffect.Misbehave _ -> {}
        }
    }
}
