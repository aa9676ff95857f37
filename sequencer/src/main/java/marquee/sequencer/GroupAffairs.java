package marquee.sequencer;

import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.Judgement.Verdict;
import marquee.protocol.replication.MemberSlot;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.MembershipChange.Exited;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.MarkDigest;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Ready;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Subscribe;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.SubscribeFromStart;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Verdicts;
import org.jspecify.annotations.Nullable;

/// What the sequencer does about the group itself: it turns what front ends, managers and joiners
/// say into entries, where [Members] finds them worth one, and takes joiners to the state of the
/// group (docs/protocol.md, rules P29, P33 to P39).
final class GroupAffairs {
    /// How many entries a joiner that has a state may have missed and go on from it.
    static final long BEHIND_MAX = 16_384;

    private final Group group;
    private final Members members;
    private final Slots slots;
    private final Marks marks;
    private final HistoryTail tail;
    private final FrontEnds frontEnds;
    private final Orderer orderer;
    private final Joins joins;
    private boolean managed;

    /// Gives `content` the next number.
    interface Orderer {
        long order(long now, Entry.Content content, Consumer<? super Effect> effects);
    }

    /// What of the sequencer the group's affairs touch.
    record Parts(
            Members members, Slots slots, Marks marks, HistoryTail tail, FrontEnds frontEnds) {}

    /// @param marksMax at how many marks a joiner's digests are kept
    GroupAffairs(Group group, Parts parts, int marksMax, Orderer orderer) {
        this.group = group;
        this.members = parts.members();
        this.slots = parts.slots();
        this.marks = parts.marks();
        this.tail = parts.tail();
        this.frontEnds = parts.frontEnds();
        this.joins = new Joins(marksMax);
        this.orderer = orderer;
    }

    /// A front end has judged replies.
    void judged(long now, Peer from, Verdicts told, Consumer<? super Effect> effects) {
        var its =
                told.judgements().stream()
                        .filter(judgement -> isOf(judgement, told.replica(), from.id()))
                        .toList();
        var news = members.news(told.replica(), its);
        if (news != null) {
            orderer.order(now, news, effects);
            strikeOut(now, effects);
        }
    }

    /// Orders what is due by time: strike-outs that waited for a front end that has ended, and the
    /// way home.
    void pulse(long now, Consumer<? super Effect> effects) {
        strikeOut(now, effects);
        order(now, members.home(), effects);
    }

    /// Managers ask for a change of the group.
    void proposed(long now, @Nullable MembershipChange change, Consumer<? super Effect> effects) {
        order(now, change, effects);
    }

    /// The manager `from` says that a process of its own has ended. One that has begun and has not
    /// told how far it is since the sequencer started may have been anywhere.
    void ended(long now, NodeId from, ReplicaId replica, Consumer<? super Effect> effects) {
        if (!members.membership().isCurrent(replica)) {
            return;
        }
        boolean told = slots.hasSubscribed(replica.slot());
        boolean began = members.membership().slot(replica.slot()).begun();
        long executed = told || !began ? slots.executed(replica) : Exited.UNKNOWN;
        order(now, members.ended(from, replica, executed), effects);
    }

    /// A slot subscribes.
    ///
    /// @return whether it is served, votes, and asks for the first time in this life of it: a mark
    ///   would tell soon how its state is. One that joins says by itself when it can show that
    boolean subscribed(long now, Subscribe asked, Consumer<? super Effect> effects) {
        begun(now, asked.from(), effects);
        if (members.membership().slot(asked.from().slot()).active()) {
            return slots.subscribe(now, asked, effects);
        }
        long from = joinFrom(now, asked, effects);
        joins.begin(asked.from(), from);
        long start = Math.max(from, asked.executed());
        var moved = new Subscribe(asked.from(), start, asked.biography());
        slots.subscribe(now, moved, effects);
        return false;
    }

    /// Where the joiner starts. One that has a state already was a spare that had learned it from
    /// the order, or had been sent to it before the sequencer restarted: it goes on from there, for
    /// another state would cost it all it has. Two slots had vouched for that state, or it came
    /// from the order, so it is as good as one that comes from the order now. If it is far behind
    /// it has another state sooner than it executes all that it has missed.
    private long joinFrom(long now, Subscribe asked, Consumer<? super Effect> effects) {
        var known = joins.from(asked.from());
        if (known.isPresent()) {
            return known.getAsLong();
        }
        boolean near = asked.executed() > 0 && tail.head() - asked.executed() <= BEHIND_MAX;
        return near ? Joins.ORDER : orderMark(now, asked.from(), effects);
    }

    /// A joiner takes the order from its beginning.
    void subscribedFromStart(long now, SubscribeFromStart asked, Consumer<? super Effect> effects) {
        if (!members.membership().slot(asked.from().slot()).active()) {
            joins.begin(asked.from(), Joins.ORDER);
            slots.restart(now, asked.from(), effects);
        }
    }

    /// A joiner has all there is: a mark is ordered at which it can show that.
    void ready(long now, Ready told, Consumer<? super Effect> effects) {
        boolean joining = !members.membership().slot(told.from().slot()).active();
        if (!joining
                || slots.isBeyondHead(told.from(), told.executed(), effects)
                || joins.isShown(told.from(), told.executed())) {
            return;
        }
        joins.ready(told.from(), tail.head() + 1);
        if (marks.want(now, effects)) {
            orderMark(now, null, effects);
        }
    }

    /// A slot tells its digest at a mark.
    void digest(long now, MarkDigest told, Consumer<? super Effect> effects) {
        var slot = members.membership().slot(told.from().slot());
        if (slot.active()) {
            marks.take(told, effects);
        } else {
            joins.told(told.from(), told.number(), told.digest());
        }
        for (int accused : marks.takeAccused(told.number())) {
            order(now, members.rotten(accused, told.number()), effects);
        }
        activate(now, told.number(), effects);
    }

    /// Takes in that `entry` was ordered.
    void follow(Entry entry) {
        var before = members.membership();
        if (members.follow(entry)) {
            joins.follow(members.membership());
            before.slots().stream()
                    .filter(slot -> !members.membership().isCurrent(slot.replica()))
                    .forEach(slot -> marks.forget(slot.replica().slot()));
        }
    }

    private void activate(long now, long number, Consumer<? super Effect> effects) {
        var comparison = marks.find(number);
        if (comparison == null) {
            return;
        }
        for (var joiner : joins.rotten(comparison, members.membership(), group.liars() + 1)) {
            order(now, members.rotten(joiner.slot(), number), effects);
        }
        for (var joiner : joins.complete(comparison, members.membership(), group.liars())) {
            order(now, new MembershipChange.Activated(joiner), effects);
        }
    }

    /// The first manager to ask is told of everybody who has been heard of: until then nobody needs
    /// to know.
    void managerCame(long now, Consumer<? super Effect> effects) {
        managed = true;
        for (var slot : members.membership().slots()) {
            if (slots.isHeardOf(slot.replica().slot())) {
                begun(now, slot.replica(), effects);
            }
        }
    }

    /// Whether there has been any manager, somebody who starts whoever fills a slot next: in this
    /// life of the sequencer, or in an earlier one, of which the order tells.
    boolean isManaged() {
        return managed || members.membership().slots().stream().anyMatch(MemberSlot::begun);
    }

    private void begun(long now, ReplicaId replica, Consumer<? super Effect> effects) {
        if (isManaged() && !members.membership().slot(replica.slot()).begun()) {
            order(now, new MembershipChange.Begun(replica), effects);
        }
    }

    private void strikeOut(long now, Consumer<? super Effect> effects) {
        for (var convicted : members.struckOut(this::isAwaited)) {
            order(now, convicted, effects);
        }
    }

    private long orderMark(long now, @Nullable ReplicaId joiner, Consumer<? super Effect> effects) {
        long number = orderer.order(now, new Entry.Mark(joiner), effects);
        marks.ordered(now, number);
        return number;
    }

    private void order(
            long now, @Nullable MembershipChange change, Consumer<? super Effect> effects) {
        if (change != null) {
            orderer.order(now, change, effects);
        }
    }

    /// Whether `told` is of a request of `frontEnd` that `replica` has to reply to. Of what is not
    /// in memory any more a silence is believed: it is a suspicion only, and a slot that withholds
    /// all its replies is named by the oldest of them.
    private boolean isOf(Judgement told, ReplicaId replica, NodeId frontEnd) {
        long number = told.number();
        if (number < tail.first()) {
            return told.verdict() == Verdict.SILENT
                    && members.membership().isCurrent(replica)
                    && number > members.membership().slot(replica.slot()).since();
        }
        return number <= tail.head()
                && tail.at(number).content() instanceof Entry.Request request
                && request.replyTo().id().equals(frontEnd);
    }

    private boolean isAwaited(long number) {
        return number >= tail.first()
                && tail.at(number).content() instanceof Entry.Request request
                && frontEnds.knows(request.replyTo());
    }
}
