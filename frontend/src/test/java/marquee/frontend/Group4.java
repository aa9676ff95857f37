package marquee.frontend;

import com.google.common.collect.ImmutableList;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Expiry;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Bound;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Pulse;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Reply;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Request;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Verdicts;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// A front end among four replicas and a sequencer that the test plays. Times are in milliseconds.
final class Group4 {
    static final Peer SELF = new Peer(NodeId.frontEnd(1), 0, 77);
    static final Peer SEQUENCER = new Peer(NodeId.SEQUENCER, 0, 3);
    static final RequestId KEYED = RequestId.named("ATWC2222", "k1");
    static final RequestId OWN = RequestId.own("#1.25", 1);
    static final Bytes BOOK = bytes("book");
    static final long STAMP = 1_000_000;
    static final FrontEndLimits LIMITS =
            new FrontEndLimits(4, Duration.ofSeconds(10), 64, 1_000, 2);

    static final Membership GROUP = membership(4);

    final FrontEnd frontEnd;

    Group4() {
        this(Group.BOTH);
    }

    private Group4(Group group) {
        this(group, LIMITS);
    }

    private Group4(Group group, FrontEndLimits limits) {
        frontEnd = new FrontEnd(new FrontEndSettings(SELF, group, limits));
    }

    /// A front end that is connected to all and has heard its first pulse.
    static Group4 ready() {
        return ready(Group.BOTH);
    }

    /// The same in a group that is made for other faults.
    static Group4 ready(Group other) {
        return ready(other, LIMITS);
    }

    /// The same with other limits.
    static Group4 ready(Group other, FrontEndLimits limits) {
        var group = new Group4(other, limits);
        group.on(0, new Event.Started<>());
        group.on(0, new Event.Connected<>(SEQUENCER));
        for (int slot = 1; slot <= other.slots(); slot++) {
            group.on(0, new Event.Connected<>(replica(slot)));
        }
        group.sequencer(0, new Pulse(0, new Stamp(STAMP, 19_492), membership(other.slots())));
        return group;
    }

    private static Membership membership(int slots) {
        return Membership.initial(
                ImmutableList.copyOf(
                        Collections.nCopies(slots, new Assignment(NodeId.manager(1), "a"))));
    }

    List<Effect> on(long millis, Event<ToFrontEnd, FrontEndEvent> event) {
        return frontEnd.on(nanos(millis), event);
    }

    List<Effect> submit(long millis, FrontEndEvent event) {
        return on(millis, new Event.Submitted<>(event));
    }

    List<Effect> call(long millis, long call, @Nullable RequestId id) {
        return submit(millis, new FrontEndEvent.Called(call, id, BOOK));
    }

    List<Effect> sequencer(long millis, ToFrontEnd message) {
        return on(millis, new Event.Received<>(SEQUENCER, message));
    }

    List<Effect> bound(long millis, long ticket, long number) {
        return sequencer(millis, new Bound(ticket, number, 1, STAMP));
    }

    /// The reply of `slot` for `number` to [#KEYED].
    List<Effect> reply(long millis, int slot, long number, String result) {
        return reply(millis, slot, KEYED, number, result);
    }

    List<Effect> reply(long millis, int slot, RequestId id, long number, String result) {
        var reply = new Reply(new ReplicaId(slot, 0), outcome(id, number, result));
        return on(millis, new Event.Received<>(replica(slot), reply));
    }

    /// The reply of `slot` for `number` to [#KEYED], which was executed at `first`.
    List<Effect> repeat(long millis, int slot, long number, long first, String result) {
        var outcome = new Outcome(number, first, KEYED, Verdict.EXECUTED, bytes(result));
        var reply = new Reply(new ReplicaId(slot, 0), outcome);
        return on(millis, new Event.Received<>(replica(slot), reply));
    }

    List<Effect> report(long millis) {
        return on(millis, new Event.Expired<>(new FrontEnd.Report()));
    }

    List<Effect> sweep(long millis) {
        return on(millis, new Event.Expired<>(new FrontEnd.Sweep()));
    }

    List<Effect> overdue(long millis, int slot) {
        return on(millis, new Event.Expired<>(new SilenceWatch.Overdue(slot)));
    }

    long count(FrontEndStatus.Count count) {
        return frontEnd.status().count(count);
    }

    long count(int slot, FrontEndStatus.Verdict verdict) {
        return frontEnd.status().slots().get(slot - 1).count(verdict);
    }

    /// Has a request answered at `number` by R1 and R2, at once.
    void answered(long millis, RequestId id, long number) {
        long ticket = ticket(submit(millis, new FrontEndEvent.Called(number, id, BOOK)));
        bound(millis, ticket, number);
        reply(millis, 1, id, number, "ok");
        reply(millis, 2, id, number, "ok");
    }

    static long ticket(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).message())
                .filter(Request.class::isInstance)
                .map(message -> ((Request) message).ticket())
                .findFirst()
                .orElseThrow();
    }

    static Outcome outcome(RequestId id, long number, String result) {
        return new Outcome(number, number, id, Verdict.EXECUTED, bytes(result));
    }

    static Effect request(long ticket, RequestId id) {
        return new Effect.Send(NodeId.SEQUENCER, new Request(ticket, id, STAMP, BOOK));
    }

    static Effect sweepLater() {
        return timer(new FrontEnd.Sweep(), 50);
    }

    static Effect timer(Expiry expiry, long millis) {
        return new Effect.StartTimer(expiry, nanos(millis));
    }

    /// The four watches, started for the first number that is bound.
    static List<Effect> watches() {
        return ImmutableList.of(
                timer(new SilenceWatch.Overdue(1), 500),
                timer(new SilenceWatch.Overdue(2), 500),
                timer(new SilenceWatch.Overdue(3), 500),
                timer(new SilenceWatch.Overdue(4), 500));
    }

    static Effect noticed(Incident.Kind kind, int slot, long number) {
        return new FrontEndEffect.Noticed(new Incident(kind, slot, number));
    }

    /// The sequencer is told how a reply of `slot` was judged.
    static Effect told(int slot, long number, Judgement.Verdict verdict) {
        return new Effect.Send(
                NodeId.SEQUENCER,
                new Verdicts(
                        new ReplicaId(slot, 0), ImmutableList.of(new Judgement(number, verdict))));
    }

    static SlotSet slots(int... slots) {
        long bits = 0;
        for (int slot : slots) {
            bits |= SlotSet.bit(slot);
        }
        return new SlotSet(bits);
    }

    static Peer replica(int slot) {
        return new Peer(NodeId.replica(slot), 0, 5);
    }

    static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    static long nanos(long millis) {
        return millis * 1_000_000;
    }
}
