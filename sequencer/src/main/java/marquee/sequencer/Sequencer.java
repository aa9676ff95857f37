package marquee.sequencer;

import com.google.common.collect.ImmutableList;
import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.Role;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.SlotReport;
import marquee.protocol.replication.Stamp;
import marquee.protocol.replication.Succession;
import marquee.sequencer.SequencerEffect.Append;
import marquee.sequencer.SequencerEffect.Notice;
import marquee.sequencer.SequencerEffect.ReadClock;
import marquee.sequencer.SequencerEffect.Subject;
import marquee.sequencer.SequencerEvent.ChunkRead;
import marquee.sequencer.SequencerEvent.ChunkWritten;
import marquee.sequencer.SequencerEvent.ClockRead;
import marquee.sequencer.SequencerEvent.HistoryRead;
import marquee.sequencer.SequencerEvent.SnapshotUnwritten;
import marquee.sequencer.SequencerEvent.SnapshotWritten;
import marquee.sequencer.SequencerEvent.Unremoved;
import marquee.sequencer.log.KeptSnapshot;

/// The fixed sequencer (Défago, Schiper and Urbán 2004): gives every request the next number, its
/// time and its business date, writes that down, and multicasts it to all replicas. There is one,
/// and its numbers are unique and have no gap.
///
/// Before its first event it is shown what its log holds, entry by entry, with [#recover]; whoever
/// runs it writes each [Append] before anything leaves (rule P19). Used by one thread.
public final class Sequencer implements Role<ToSequencer, SequencerEvent> {
    /// How often everybody is told the newest number, and the clock is read.
    public static final long PULSE_NANOS = 200_000_000;

    /// How long ago, in time of the order, a front end may have heard of the order when it takes a
    /// request (rule P3).
    public static final long STALE_MILLIS = 10_000;

    private final SequencerSettings settings;
    private final Counters counters = new Counters();
    private final Stamps stamps;
    private final HistoryTail tail;
    private final Admission admission;
    private final FrontEnds frontEnds;
    private final Members members;
    private final Slots slots;
    private final Marks marks;
    private final Audience audience;
    private final GroupAffairs affairs;
    private final Laboratory laboratory;
    private final History history;
    private final Lessons lessons;
    private long recovered;

    /// Makes a sequencer whose order is empty.
    ///
    /// @param reading what the clock shows right before the first event
    public Sequencer(SequencerSettings settings, ClockRead reading) {
        var limits = settings.limits();
        this.settings = settings;
        this.stamps = new Stamps(reading);
        this.tail = new HistoryTail(limits.tailEntries(), limits.tailBytes());
        this.frontEnds = new FrontEnds(limits, counters);
        this.members =
                new Members(
                        settings.group(),
                        Membership.initial(settings.assignments()),
                        new Succession(settings.implementations()));
        this.slots = new Slots(members, tail, limits, counters);
        this.marks =
                new Marks(settings.group(), limits, counters, this::isCompared, this::isBelieved);
        this.history =
                new History(
                        limits.history(),
                        new History.Parts(members, slots, tail, counters),
                        new Snapshots(settings.group(), limits.history(), members, counters),
                        this::order);
        this.admission =
                new Admission(
                        new Admission.Parts(
                                stamps, frontEnds, members, marks, counters, tail, history),
                        new Admission.Limits(limits.filterMax(), settings.ownSession()),
                        this::order);
        this.affairs =
                new GroupAffairs(
                        settings.group(),
                        new GroupAffairs.Parts(members, slots, marks, tail, frontEnds),
                        limits.marksMax(),
                        this::order);
        this.audience =
                new Audience(
                        new Audience.Parts(tail, stamps, members, slots, marks, frontEnds),
                        limits.queriesMax());
        this.lessons = new Lessons(tail, marks, counters);
        this.laboratory = new Laboratory(settings.laboratory(), slots);
    }

    /// Takes the snapshot from which the log goes on. Called before the entries of the log, some of
    /// which may be older.
    public void recover(KeptSnapshot snapshot) {
        tail.archived(snapshot);
        stamps.follow(snapshot.at().stamp());
        members.recover(snapshot.at());
        recovered = snapshot.number();
    }

    /// Takes the next entry of the log. Called before the first event, for each entry in order.
    public void recover(Entry entry) {
        tail.add(entry);
        if (entry.content() instanceof Entry.Request request) {
            admission.recover(request, entry);
        }
        if (entry.number() > recovered) {
            stamps.follow(entry.stamp());
            affairs.follow(entry);
        } else {
            members.recall(entry);
        }
    }

    /// The membership at the head.
    public Membership membership() {
        return members.membership();
    }

    /// Whether there has been any manager, so that a slot that is removed is filled again.
    public boolean isManaged() {
        return affairs.isManaged();
    }

    /// The newest number; 0 if there is none.
    public long head() {
        return tail.head();
    }

    /// How many entries of the order are kept.
    public long retained() {
        return tail.head() + 1 - tail.oldest();
    }

    /// What is known of each slot at `now`, as front ends are told.
    public ImmutableList<SlotReport> slots(long now) {
        return slots.report(now, marks.compared());
    }

    /// The stamp of what would be ordered at `now`.
    public Stamp stamp(long now) {
        return stamps.at(now);
    }

    /// What has happened so far.
    public Counters counters() {
        return counters;
    }

    @Override
    public void on(
            long now, Event<ToSequencer, SequencerEvent> event, Consumer<? super Effect> effects) {
        switch (event) {
            case Event.Started<ToSequencer, SequencerEvent>() -> {
                stamps.start(now);
                slots.start(now);
                slots.follow(Membership.initial(settings.assignments()), membership(), effects);
                effects.accept(new Effect.StartTimer(SequencerTimer.PULSE, PULSE_NANOS));
            }
            case Event.Connected<ToSequencer, SequencerEvent>(var peer) ->
                    connected(now, peer, effects);
            case Event.Disconnected<ToSequencer, SequencerEvent>(var peer) ->
                    disconnected(now, peer, effects);
            case Event.Received<ToSequencer, SequencerEvent>(var from, var message) -> {
                if (frontEnds.knows(from)) {
                    frontEndSays(now, from, message, effects);
                } else if (audience.hasManager(from.id())) {
                    managerSays(now, from, message, effects);
                } else {
                    replicaSays(now, from, message, effects);
                }
            }
            case Event.Expired<ToSequencer, SequencerEvent>(var expiry) ->
                    expired(now, (SequencerTimer) expiry, effects);
            case Event.Submitted<ToSequencer, SequencerEvent>(var submitted) -> {
                switch (submitted) {
                    case ClockRead reading -> clockRead(now, reading, effects);
                    case HistoryRead read -> historyRead(now, read, effects);
                    case ChunkWritten written -> history.chunkWritten(now, written, effects);
                    case SnapshotWritten(var snapshot) -> history.written(snapshot, effects);
                    case SnapshotUnwritten(long number) -> history.unwritten(number, effects);
                    case Unremoved(long number) -> history.unremoved(number, effects);
                    case ChunkRead read -> chunkRead(read, effects);
                }
            }
        }
        audience.answerComplete(now, effects);
    }

    private void connected(long now, Peer peer, Consumer<? super Effect> effects) {
        effects.accept(new Notice(Subject.CONNECTED, peer.id(), peer.boot()));
        switch (peer.id().kind()) {
            case FRONT_END -> audience.frontEndCame(now, peer, effects);
            case REPLICA -> slots.connected(now, peer);
            case MANAGER -> {
                audience.managerCame(peer.id());
                affairs.managerCame(now, effects);
                audience.tellStanding(now, peer.id(), effects);
            }
            case SEQUENCER -> counters.add(Counter.MISDIRECTED);
        }
    }

    private void disconnected(long now, Peer peer, Consumer<? super Effect> effects) {
        effects.accept(new Notice(Subject.DISCONNECTED, peer.id(), peer.boot()));
        audience.left(peer);
        slots.disconnected(now, peer);
    }

    private void frontEndSays(
            long now, Peer from, ToSequencer message, Consumer<? super Effect> effects) {
        switch (message) {
            case ToSequencer.Request request -> admission.requested(now, from, request, effects);
            case ToSequencer.Settled(var ticket) -> frontEnds.settled(from, ticket);
            case ToSequencer.ClusterQuery(var query) -> asked(now, from, query, effects);
            case ToSequencer.MoveBusinessDate move -> moveBusinessDate(now, from, move, effects);
            case ToSequencer.ChangeFaults change -> laboratory.changeFaults(from, change, effects);
            case ToSequencer.Verdicts verdicts -> affairs.judged(now, from, verdicts, effects);
            case ToSequencer.OrderAnew anew -> admission.orderAnew(now, from, anew, effects);
            default -> counters.add(Counter.MISDIRECTED);
        }
    }

    private void managerSays(
            long now, Peer from, ToSequencer message, Consumer<? super Effect> effects) {
        switch (message) {
            case ToSequencer.Proposal(var votes) -> {
                var decided = members.decided(votes, stamps.at(now).millis());
                if (decided == null) {
                    counters.add(Counter.PROPOSALS_REFUSED);
                }
                affairs.proposed(now, decided, effects);
            }
            case ToSequencer.Ended(var replica) -> affairs.ended(now, from.id(), replica, effects);
            case ToSequencer.Returned() ->
                    affairs.proposed(now, members.returned(from.id()), effects);
            case ToSequencer.OfSpare wish -> {
                if (!lessons.wanted(from.id(), wish, effects)) {
                    counters.add(Counter.MISDIRECTED);
                }
            }
            default -> counters.add(Counter.MISDIRECTED);
        }
    }

    private void replicaSays(
            long now, Peer from, ToSequencer message, Consumer<? super Effect> effects) {
        switch (message) {
            case ToSequencer.Subscribe asked when slots.speaks(from, asked.from()) -> {
                if (affairs.subscribed(now, asked, effects) && head() > 0) {
                    wantMark(now, effects); // So that a newcomer's state is soon compared.
                }
            }
            case ToSequencer.Progress told when slots.speaks(from, told.from()) ->
                    slots.progress(now, told, effects);
            case ToSequencer.MarkDigest told when slots.speaks(from, told.from()) -> {
                if (!slots.isBeyondHead(told.from(), told.number(), effects)) {
                    slots.reached(now, told, effects);
                    affairs.digest(now, told, effects);
                    history.compared(now, marks.find(told.number()), effects);
                }
            }
            case ToSequencer.SubscribeFromStart asked when slots.speaks(from, asked.from()) ->
                    affairs.subscribedFromStart(now, asked, effects);
            case ToSequencer.Ready told when slots.speaks(from, told.from()) ->
                    affairs.ready(now, told, effects);
            case ToSequencer.OfSnapshot said when slots.speaks(from, said.from()) -> {
                if (!history.said(now, said, effects)) {
                    counters.add(Counter.MISDIRECTED);
                }
            }
            default -> counters.add(Counter.MISDIRECTED);
        }
    }

    private void clockRead(long now, ClockRead reading, Consumer<? super Effect> effects) {
        if (stamps.read(now, reading)) {
            effects.accept(
                    new Notice(Subject.DATE_BEYOND_LAST, NodeId.SEQUENCER, reading.businessDay()));
        }
    }

    /// What was asked of the log is there: for a slot, or for the spare of a manager.
    private void historyRead(long now, HistoryRead read, Consumer<? super Effect> effects) {
        if (read.reader().kind() == NodeId.Kind.MANAGER) {
            lessons.historyRead(read.reader(), read.entries(), effects);
        } else {
            slots.historyRead(now, read, effects);
        }
    }

    private void chunkRead(ChunkRead read, Consumer<? super Effect> effects) {
        if (read.reader().kind() == NodeId.Kind.MANAGER) {
            Lessons.chunkRead(read, effects);
        } else {
            history.chunkRead(read, effects);
        }
    }

    /// Gives `content` the next number: written first, then sent.
    private long order(long now, Entry.Content content, Consumer<? super Effect> effects) {
        var entry = new Entry(tail.head() + 1, stamps.at(now), content);
        effects.accept(new Append(entry));
        tail.add(entry);
        slots.publish(entry, effects);
        if (content instanceof MembershipChange) {
            changed(entry, effects);
        }
        return entry.number();
    }

    /// The group has changed, or somebody in it was judged: whoever follows it is told.
    private void changed(Entry entry, Consumer<? super Effect> effects) {
        var before = membership();
        affairs.follow(entry);
        slots.follow(before, membership(), effects);
        audience.changed(entry, effects);
    }

    private boolean isCompared(int slot) {
        return slots.isSubscribed(slot) && membership().slot(slot).active();
    }

    /// One that is convicted may tell at each mark what another liar tells.
    private boolean isBelieved(int slot) {
        return membership().slot(slot).active() && membership().slot(slot).conviction() == null;
    }

    private void wantMark(long now, Consumer<? super Effect> effects) {
        if (marks.want(now, effects)) {
            orderMark(now, effects);
        }
    }

    private void orderMark(long now, Consumer<? super Effect> effects) {
        marks.ordered(now, order(now, new Entry.Mark(null), effects));
    }

    /// The mark is ordered at which a snapshot is made, if one is due.
    private void orderSnapshot(long now, Consumer<? super Effect> effects) {
        if (history.wantsMark(now)) {
            long number = order(now, new Entry.Mark(null, true), effects);
            marks.ordered(now, number);
            history.begin(now, members.checkpoint(number, stamps.at(now)));
        }
    }

    private void asked(long now, Peer from, long query, Consumer<? super Effect> effects) {
        if (audience.asked(now, from.id(), query, effects)) {
            wantMark(now, effects);
        }
    }

    /// The date moves with a mark, so that it is in the log before anybody is told of it.
    private void moveBusinessDate(
            long now,
            Peer from,
            ToSequencer.MoveBusinessDate move,
            Consumer<? super Effect> effects) {
        int before = stamps.at(now).businessDay();
        boolean moved = settings.laboratory() && stamps.moveBusinessDate(now, move.businessDay());
        int day = stamps.at(now).businessDay();
        if (day != before) {
            effects.accept(new Notice(Subject.BUSINESS_DATE_MOVED, from.id(), day));
            orderMark(now, effects);
        }
        effects.accept(
                new Effect.Send(
                        from.id(), new ToFrontEnd.BusinessDateMoved(move.query(), moved, day)));
    }

    private void expired(long now, SequencerTimer timer, Consumer<? super Effect> effects) {
        switch (timer) {
            case PULSE -> {
                effects.accept(new Effect.StartTimer(SequencerTimer.PULSE, PULSE_NANOS));
                effects.accept(new ReadClock());
                audience.pulse(now, effects);
                affairs.pulse(now, effects);
                history.pulse(now, affairs.isManaged(), effects);
                orderSnapshot(now, effects);
                slots.pulse(now, effects);
            }
            case MARK -> {
                if (marks.isWaiting()) {
                    orderMark(now, effects);
                }
            }
            case CATCH_UP -> slots.catchUp(now, effects);
            case REPORT -> audience.answerOverdue(now, effects);
        }
    }
}
