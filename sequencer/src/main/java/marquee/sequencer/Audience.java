package marquee.sequencer;

import com.google.common.collect.ImmutableList;
import java.util.TreeSet;
import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.sequencer.ClusterQueries.Question;

/// Those who follow the order without executing it: front ends and managers are told from time to
/// time where it is, at once when the group has changed, and front ends how it is when they ask.
final class Audience {
    private final Parts parts;
    private final ClusterQueries queries;
    private final TreeSet<NodeId> managers = new TreeSet<>();

    /// What it tells of.
    record Parts(
            HistoryTail tail,
            Stamps stamps,
            Members members,
            Slots slots,
            Marks marks,
            FrontEnds frontEnds) {}

    /// @param queriesMax how many questions wait for their answer at a time
    Audience(Parts parts, int queriesMax) {
        this.parts = parts;
        this.queries = new ClusterQueries(queriesMax);
    }

    /// Whether `id` is a manager that is connected.
    boolean hasManager(NodeId id) {
        return managers.contains(id);
    }

    /// A front end is connected, and told where the order is.
    void frontEndCame(long now, Peer peer, Consumer<? super Effect> effects) {
        parts.frontEnds.connected(peer);
        queries.forget(peer.id());
        effects.accept(new Effect.Send(peer.id(), pulse(now)));
    }

    /// A manager is connected, and told of changes from now on.
    void managerCame(NodeId manager) {
        managers.add(manager);
    }

    /// Tells `manager` where the order is.
    void tellStanding(long now, NodeId manager, Consumer<? super Effect> effects) {
        effects.accept(new Effect.Send(manager, standing(now)));
    }

    /// Somebody, perhaps one of them, is not connected any more.
    void left(Peer peer) {
        if (parts.frontEnds.knows(peer)) {
            parts.frontEnds.disconnected(peer.id());
            queries.forget(peer.id());
        }
        managers.remove(peer.id());
    }

    /// Tells everybody where the order is.
    void pulse(long now, Consumer<? super Effect> effects) {
        if (!parts.frontEnds.connected().isEmpty()) {
            effects.accept(new Effect.Multicast(parts.frontEnds.connected(), pulse(now)));
        }
        if (!managers.isEmpty()) {
            effects.accept(new Effect.Multicast(ImmutableList.copyOf(managers), standing(now)));
        }
    }

    /// Tells everybody of `entry`, with which the group has changed.
    void changed(Entry entry, Consumer<? super Effect> effects) {
        if (!managers.isEmpty()) {
            effects.accept(
                    new Effect.Multicast(
                            ImmutableList.copyOf(managers), new ToManager.Changed(entry)));
        }
        if (!parts.frontEnds.connected().isEmpty()) {
            effects.accept(
                    new Effect.Multicast(
                            parts.frontEnds.connected(), new ToFrontEnd.Changed(entry)));
        }
    }

    /// The front end `from` asks how the group is, and is answered once its states are compared.
    ///
    /// @return whether that wants a mark that is still to be ordered
    boolean asked(long now, NodeId from, long query, Consumer<? super Effect> effects) {
        long head = parts.tail.head();
        boolean fresh = parts.marks.isFresh(now, head);
        if (queries.isEmpty()) {
            effects.accept(
                    new Effect.StartTimer(SequencerTimer.REPORT, ClusterQueries.PATIENCE_NANOS));
        }
        queries.ask(
                new Question(from, query, fresh ? head : head + 1, now),
                question -> report(now, question, effects));
        return !fresh;
    }

    /// Answers those questions whose states are compared by now.
    void answerComplete(long now, Consumer<? super Effect> effects) {
        if (!queries.isEmpty()) {
            queries.answerComplete(
                    parts.marks::isCompleteSince, question -> report(now, question, effects));
        }
    }

    /// Answers those questions that have waited long enough, with what is known.
    void answerOverdue(long now, Consumer<? super Effect> effects) {
        long rest = queries.answerOverdue(now, question -> report(now, question, effects));
        if (rest > 0) {
            effects.accept(new Effect.StartTimer(SequencerTimer.REPORT, rest));
        }
    }

    private void report(long now, Question question, Consumer<? super Effect> effects) {
        var report =
                new ToFrontEnd.ClusterReport(
                        question.query(),
                        parts.tail.head() + 1,
                        parts.stamps.at(now),
                        parts.members.membership().viewNumber(),
                        parts.slots.report(now, parts.marks.compared()));
        effects.accept(new Effect.Send(question.frontEnd(), report));
    }

    private ToManager.Standing standing(long now) {
        return new ToManager.Standing(
                parts.tail.head(), parts.stamps.at(now), parts.members.membership());
    }

    private ToFrontEnd.Pulse pulse(long now) {
        return new ToFrontEnd.Pulse(
                parts.tail.head(), parts.stamps.at(now), parts.members.membership());
    }
}
