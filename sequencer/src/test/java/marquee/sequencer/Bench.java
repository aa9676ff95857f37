package marquee.sequencer;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.SlotReport.Biography;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import marquee.sequencer.SequencerEffect.Notice;
import marquee.sequencer.SequencerEvent.ClockRead;
import marquee.sequencer.log.KeptSnapshot;
import org.jspecify.annotations.Nullable;

/// A sequencer on the bench, and the words its tests are made of. Its clock shows [#WALL] at time 0
/// of the tests, which count in milliseconds.
final class Bench {
    static final long WALL = 1_700_000_000_000L;
    static final int DAY = 19_675;
    static final Peer F1 = new Peer(NodeId.frontEnd(1), 0, 100);
    static final Peer F2 = new Peer(NodeId.frontEnd(2), 0, 100);
    static final Biography COLLECTIONS = new Biography("collections", "", 4711);

    private static final ImmutableList<String> IMPLEMENTATIONS =
            ImmutableList.of("collections", "sql", "keyvalue", "theatres");

    private static final ImmutableList<Assignment> ASSIGNMENTS =
            IntStream.rangeClosed(1, 4)
                    .mapToObj(slot ->
                            new Assignment(NodeId.manager(slot), IMPLEMENTATIONS.get(slot - 1)))
                    .collect(ImmutableList.toImmutableList());

    /// The group that nothing has happened to.
    static final Membership GROUP = Membership.initial(ASSIGNMENTS);

    final Sequencer sequencer;
    final List<Entry> appended = new ArrayList<>();
    long now;

    Bench(SequencerLimits limits) {
        this(limits, List.of());
    }

    Bench(SequencerLimits limits, List<Entry> log) {
        this(limits, null, log);
    }

    /// One that starts from a snapshot and a log.
    Bench(SequencerLimits limits, @Nullable KeptSnapshot snapshot, List<Entry> log) {
        sequencer =
                new Sequencer(
                        new SequencerSettings(
                                Group.BOTH,
                                ASSIGNMENTS,
                                IMPLEMENTATIONS,
                                SequencerSettings.OWN_SESSION,
                                true,
                                limits),
                        new ClockRead(WALL, DAY));
        if (snapshot != null) {
            sequencer.recover(snapshot);
        }
        log.forEach(sequencer::recover);
        on(new Event.Started<>());
    }

    /// What the sequencer does, without what it tells the operator.
    List<Effect> on(Event<ToSequencer, SequencerEvent> event) {
        return all(event).stream().filter(effect -> !(effect instanceof Notice)).toList();
    }

    List<Effect> all(Event<ToSequencer, SequencerEvent> event) {
        var effects = sequencer.on(now * 1_000_000, event);
        for (var effect : effects) {
            if (effect instanceof SequencerEffect.Append(var entry)) {
                appended.add(entry);
            }
        }
        return effects;
    }

    Bench at(long millis) {
        now = millis;
        return this;
    }

    List<Effect> connect(Peer peer) {
        return on(new Event.Connected<>(peer));
    }

    List<Effect> disconnect(Peer peer) {
        return on(new Event.Disconnected<>(peer));
    }

    List<Effect> receive(Peer from, ToSequencer message) {
        return on(new Event.Received<>(from, message));
    }

    List<Effect> expire(SequencerTimer timer) {
        return on(new Event.Expired<>(timer));
    }

    List<Effect> submit(SequencerEvent event) {
        return on(new Event.Submitted<>(event));
    }

    /// Connects the slot, which has executed everything up to `executed`, and subscribes it.
    List<Effect> subscribe(int slot, long executed) {
        connect(life(slot));
        return receive(life(slot), new ToSequencer.Subscribe(replica(slot), executed, COLLECTIONS));
    }

    List<Effect> progress(int slot, long executed) {
        return receive(life(slot), new ToSequencer.Progress(replica(slot), executed));
    }

    /// Orders requests of the front end's own session, one for each ticket.
    void order(long fromTicket, long toTicket) {
        for (long ticket = fromTicket; ticket <= toTicket; ticket++) {
            receive(F1, own(ticket));
        }
    }

    long count(Counter counter) {
        return sequencer.counters().of(counter);
    }

    static ReplicaId replica(int slot) {
        return new ReplicaId(slot, 0);
    }

    static Peer life(int slot) {
        return new Peer(NodeId.replica(slot), 0, 200);
    }

    static ImmutableList<NodeId> slots(int... slots) {
        var nodes = ImmutableList.<NodeId>builder();
        for (int slot : slots) {
            nodes.add(NodeId.replica(slot));
        }
        return nodes.build();
    }

    /// The request `ticket` of F1's own session.
    static ToSequencer.Request own(long ticket) {
        return new ToSequencer.Request(
                ticket, RequestId.own("#f1", ticket), WALL, operation(ticket));
    }

    /// A request that its client named.
    static ToSequencer.Request keyed(long ticket, String client, String key) {
        return new ToSequencer.Request(
                ticket, RequestId.named(client, key), WALL, Bytes.wrap((byte) 1));
    }

    static Bytes operation(long ticket) {
        return Bytes.wrap((byte) ticket, (byte) (ticket >> 8));
    }

    static Stamp stamp(long millis) {
        return new Stamp(WALL + millis, DAY);
    }

    /// The entry that [#own] `ticket` becomes.
    static Entry entry(long number, Stamp stamp, long ticket) {
        return entry(number, stamp, own(ticket), F1);
    }

    static Entry entry(long number, Stamp stamp, ToSequencer.Request request, Peer frontEnd) {
        return new Entry(
                number, stamp, new Entry.Request(request.id(), request.operation(), frontEnd));
    }

    static Effect append(Entry entry) {
        return new SequencerEffect.Append(entry);
    }

    static Effect multicast(ToReplica message, int... slots) {
        return new Effect.Multicast(slots(slots), message);
    }

    static Effect send(int slot, ToReplica message) {
        return new Effect.Send(NodeId.replica(slot), message);
    }

    static Effect send(Peer frontEnd, ToFrontEnd message) {
        return new Effect.Send(frontEnd.id(), message);
    }

    static Effect bound(Peer frontEnd, long ticket, long number, Stamp stamp) {
        return send(frontEnd, new ToFrontEnd.Bound(ticket, number, 1, stamp.millis()));
    }

    static Effect timer(SequencerTimer timer, long millis) {
        return new Effect.StartTimer(timer, millis * 1_000_000);
    }
}
