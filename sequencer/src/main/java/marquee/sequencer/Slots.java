package marquee.sequencer;

import com.google.common.collect.ImmutableList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.FaultOrder;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.MarkDigest;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Progress;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Subscribe;
import marquee.protocol.replication.SlotReport;
import marquee.sequencer.SequencerEffect.Notice;
import marquee.sequencer.SequencerEffect.Subject;
import marquee.sequencer.log.KeptSnapshot;
import org.jspecify.annotations.Nullable;

/// The slots of the group: whom the order is sent to. Those that are up to date get each entry by
/// one multicast, any other gets its own stream.
final class Slots {
    private static final long CATCH_UP_NANOS = 1_000_000;

    private final Members members;
    private final HistoryTail tail;
    private final Counters counters;
    private final ImmutableList<SlotStream> streams;
    private long targetsMask;
    private ImmutableList<NodeId> targets = ImmutableList.of();

    Slots(Members members, HistoryTail tail, SequencerLimits limits, Counters counters) {
        this.members = members;
        this.tail = tail;
        this.counters = counters;
        this.streams =
                IntStream.rangeClosed(1, members.membership().slots().size())
                        .mapToObj(slot -> new SlotStream(slot, tail, limits))
                        .collect(ImmutableList.toImmutableList());
    }

    /// The sequencer starts, and has heard of nobody.
    void start(long now) {
        streams.forEach(stream -> stream.start(now));
    }

    /// The link with `peer` is up.
    void connected(long now, Peer peer) {
        var stream = stream(peer.id());
        if (stream != null && members.membership().isCurrent(replica(peer))) {
            stream.connect(now, peer);
        }
    }

    /// Nothing is heard of `peer`.
    void disconnected(long now, Peer peer) {
        var stream = stream(peer.id());
        if (stream != null && stream.knows(peer)) {
            stream.disconnect(now);
        }
    }

    /// Takes in that others fill slots now: whoever filled them before is heard no more.
    void follow(Membership before, Membership now, Consumer<? super Effect> effects) {
        for (var slot : now.slots()) {
            var replica = slot.replica();
            if (!before.isCurrent(replica)) {
                streams.get(replica.slot() - 1).replaced();
                effects.accept(
                        new Effect.Expect(
                                replica.node(), replica.incarnation(), slot.assignment().host()));
                if (Members.isLast(replica)) {
                    effects.accept(
                            new Notice(
                                    Subject.LAST_INCARNATION,
                                    replica.node(),
                                    replica.incarnation()));
                }
            }
        }
    }

    /// How far the slot is that `replica` fills, as far as it has told.
    long executed(ReplicaId replica) {
        return streams.get(replica.slot() - 1).executed();
    }

    /// Sends a joiner the order from its beginning, or the snapshot and what follows it, unless it
    /// was sent something from elsewhere a moment ago.
    void restart(long now, ReplicaId joiner, Consumer<? super Effect> effects) {
        var stream = streams.get(joiner.slot() - 1);
        if (stream.isTooSoon(now)) {
            counters.add(Counter.SUBSCRIBED_TOO_OFTEN);
            return;
        }
        var snapshot = tail.snapshot();
        long from = snapshot == null ? 0 : snapshot.number();
        stream.restart(now, from);
        begin(stream, from, snapshot, effects);
        catchUp(now, stream, effects);
    }

    /// Whether `peer` is connected, fills its slot, and speaks for itself.
    boolean speaks(Peer peer, ReplicaId claimed) {
        var stream = stream(peer.id());
        return stream != null && stream.knows(peer) && replica(peer).equals(claimed);
    }

    /// A slot asks for everything after what it has executed.
    ///
    /// @return whether it is served, and this life of it asks for the first time
    boolean subscribe(long now, Subscribe asked, Consumer<? super Effect> effects) {
        var stream = streams.get(asked.from().slot() - 1);
        if (isBeyondHead(asked.from(), asked.executed(), effects)) {
            stream.stray();
        }
        if (stream.hasStrayed()) {
            return false;
        }
        if (asked.executed() < stream.executed()) {
            counters.add(Counter.WENT_BACK);
        }
        boolean newcomer = stream.isNewcomer();
        var snapshot = tail.isGone(asked.executed() + 1) ? tail.snapshot() : null;
        long from = snapshot == null ? asked.executed() : snapshot.number();
        if (!stream.subscribe(now, from, asked.biography())) {
            counters.add(Counter.SUBSCRIBED_TOO_OFTEN);
            return false;
        }
        begin(stream, from, snapshot, effects);
        effects.accept(new Notice(Subject.SUBSCRIBED, stream.node(), from));
        catchUp(now, stream, effects);
        return newcomer;
    }

    /// Tells a slot that everything after `from` follows, and of the snapshot it needs for that.
    private void begin(
            SlotStream stream,
            long from,
            @Nullable KeptSnapshot snapshot,
            Consumer<? super Effect> effects) {
        var subscribed = new ToReplica.Subscribed(stream.owedAbove(), from, members.membership());
        effects.accept(new Effect.Send(stream.node(), subscribed));
        if (snapshot != null) {
            counters.add(Counter.SENT_TO_SNAPSHOT);
            var archived =
                    new ToReplica.Archived(snapshot.number(), snapshot.chunks(), snapshot.sum());
            effects.accept(new Effect.Send(stream.node(), archived));
        }
    }

    /// A slot tells how far it is.
    void progress(long now, Progress told, Consumer<? super Effect> effects) {
        var stream = streams.get(told.from().slot() - 1);
        if (isBeyondHead(told.from(), told.executed(), effects)) {
            return;
        }
        if (told.executed() < stream.executed()) {
            counters.add(Counter.WENT_BACK);
            return;
        }
        stream.progress(told.executed());
        catchUp(now, stream, effects);
    }

    /// A slot that tells the digest at a mark has executed the mark, and so all before it.
    void reached(long now, MarkDigest told, Consumer<? super Effect> effects) {
        var stream = streams.get(told.from().slot() - 1);
        if (told.number() > stream.executed()) {
            stream.progress(told.number());
            catchUp(now, stream, effects);
        }
    }

    /// Sends `entry`, the newest, to every slot that has all before it and room for it.
    void publish(Entry entry, Consumer<? super Effect> effects) {
        long mask = 0;
        for (int i = 0; i < streams.size(); i++) {
            if (streams.get(i).takes(entry, effects)) {
                mask |= 1L << i;
            }
        }
        multicast(mask, new ToReplica.Ordered(entry), effects);
    }

    /// Tells every slot the newest number (rule P15), and goes on with those that lag.
    void pulse(long now, Consumer<? super Effect> effects) {
        long mask = 0;
        for (int i = 0; i < streams.size(); i++) {
            mask |= streams.get(i).isSubscribed() ? 1L << i : 0;
        }
        multicast(mask, new ToReplica.Head(tail.head()), effects);
        catchUp(now, effects);
    }

    /// Sends every slot that lags some more.
    void catchUp(long now, Consumer<? super Effect> effects) {
        for (var stream : streams) {
            catchUp(now, stream, effects);
        }
    }

    /// Sends a slot what was read back for it.
    void historyRead(long now, SequencerEvent.HistoryRead read, Consumer<? super Effect> effects) {
        counters.add(Counter.HISTORY_READ);
        var stream = streams.get(read.reader().index() - 1);
        stream.historyRead(read.from(), read.entries(), effects);
        catchUp(now, stream, effects);
    }

    /// Whether a claim about place `number` is about one that does not exist; then it is counted.
    boolean isBeyondHead(ReplicaId from, long number, Consumer<? super Effect> effects) {
        if (number <= tail.head()) {
            return false;
        }
        if (counters.add(Counter.BEYOND_HEAD)) {
            effects.accept(new Notice(Subject.BEYOND_HEAD, from.node(), number));
        }
        return true;
    }

    /// Whether whoever fills the slot has been heard of in this life of the sequencer.
    boolean isHeardOf(int slot) {
        return streams.get(slot - 1).isHeardOf();
    }

    /// The slot at `node` is told to do wrong what `order` says.
    void misbehaves(NodeId node, FaultOrder order) {
        if (node.index() <= streams.size()) {
            streams.get(node.index() - 1).misbehaves(order);
        }
    }

    /// Whether whoever fills the slot has said in this life of the sequencer how far it is.
    boolean hasSubscribed(int slot) {
        return !streams.get(slot - 1).isNewcomer();
    }

    /// Whether whoever fills the slot has had long to say how far it is, and has never said it,
    /// while a quorum has: a sequencer that hears of nobody is itself cut off.
    boolean isMute(long now, int slot) {
        long heard = streams.stream().filter(stream -> !stream.isNewcomer()).count();
        return heard >= members.quorum() && streams.get(slot - 1).isMute(now);
    }

    /// Whether the link with the slot is up and it was told the head.
    boolean isSubscribed(int slot) {
        return streams.get(slot - 1).isSubscribed();
    }

    /// What is known of each slot, with the digests of `compared`.
    ImmutableList<SlotReport> report(long now, Comparison compared) {
        var reports = ImmutableList.<SlotReport>builder();
        for (var member : members.membership().view().members()) {
            var stream = streams.get(member.replica().slot() - 1);
            var digest = compared.digest(member.replica().slot());
            reports.add(
                    new SlotReport(
                            member,
                            stream.biography(),
                            stream.executed(),
                            digest == null ? 0 : compared.number(),
                            digest == null ? Digest.ZERO : digest,
                            stream.silentMillis(now)));
        }
        return reports.build();
    }

    private void catchUp(long now, SlotStream stream, Consumer<? super Effect> effects) {
        var snapshot = stream.isTooFar() ? tail.snapshot() : null;
        if (snapshot != null) {
            stream.restart(now, snapshot.number());
            begin(stream, snapshot.number(), snapshot, effects);
        }
        if (stream.catchUp(now, effects)) {
            effects.accept(new Effect.StartTimer(SequencerTimer.CATCH_UP, CATCH_UP_NANOS));
        }
    }

    private void multicast(long mask, ToReplica message, Consumer<? super Effect> effects) {
        if (mask != targetsMask) {
            targetsMask = mask;
            targets =
                    IntStream.range(0, streams.size())
                            .filter(i -> (mask >>> i & 1) == 1)
                            .mapToObj(i -> streams.get(i).node())
                            .collect(ImmutableList.toImmutableList());
        }
        if (mask != 0) {
            effects.accept(new Effect.Multicast(targets, message));
        }
    }

    private @Nullable SlotStream stream(NodeId node) {
        return node.kind() == NodeId.Kind.REPLICA && node.index() <= streams.size()
                ? streams.get(node.index() - 1)
                : null;
    }

    private static ReplicaId replica(Peer peer) {
        return new ReplicaId(peer.id().index(), peer.incarnation());
    }
}
