package marquee.sequencer;

import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.ReplicationMessage.Reason;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;

/// Whether a request is given a place, the one it has already, or none (docs/protocol.md, rules P3
/// and P5).
final class Admission {
    private final Stamps stamps;
    private final FrontEnds frontEnds;
    private final Members members;
    private final Marks marks;
    private final Counters counters;
    private final HistoryTail tail;
    private final History history;
    private final int ownSession;
    private final KnownRequests known;
    private final GroupAffairs.Orderer orderer;

    /// What of the sequencer an admission touches.
    record Parts(
            Stamps stamps,
            FrontEnds frontEnds,
            Members members,
            Marks marks,
            Counters counters,
            HistoryTail tail,
            History history) {}

    /// @param filter how many of the newest requests of clients, and of each front end's own, are
    ///   recognised when they are repeated
    /// @param ownSession how many keys of one front end's own session the replicas keep
    record Limits(int filter, int ownSession) {}

    Admission(Parts parts, Limits limits, GroupAffairs.Orderer orderer) {
        this.stamps = parts.stamps();
        this.frontEnds = parts.frontEnds();
        this.members = parts.members();
        this.marks = parts.marks();
        this.counters = parts.counters();
        this.tail = parts.tail();
        this.history = parts.history();
        this.ownSession = limits.ownSession();
        this.known = new KnownRequests(limits.filter());
        this.orderer = orderer;
    }

    /// Takes in a request that the log holds.
    void recover(Entry.Request request, Entry entry) {
        known.recognise(request.id(), request.operation(), request.replyTo())
                .add(entry.number(), entry.stamp().millis());
    }

    void requested(
            long now, Peer from, ToSequencer.Request request, Consumer<? super Effect> effects) {
        boolean stale = isStale(now, request);
        var asked = asked(from, request);
        // A stale one that was ordered is a late copy. One that is not was asked for after its key
        // may have been forgotten: replicas could not tell the reply at the place of then.
        long number = asked.known.find(stale ? Long.MIN_VALUE : oldest(now));
        if (number != KnownRequests.UNKNOWN) {
            counters.add(Counter.REPEATED);
            bind(now, from, request.ticket(), number, effects);
        } else if (stale) {
            counters.add(Counter.STALE);
            reject(from, request.ticket(), Reason.STALE, effects);
        } else if (!request.id().isOwnSession() && !frontEnds.admits(request.id().client())) {
            counters.add(Counter.TOO_MANY_IN_FLIGHT);
            reject(from, request.ticket(), Reason.TOO_MANY_IN_FLIGHT, effects);
        } else if (history.isFull()) {
            counters.add(Counter.HISTORY_FULL);
            reject(from, request.ticket(), Reason.HISTORY_FULL, effects);
        } else {
            admit(now, asked, effects);
        }
    }

    /// A request and what it is recognised by.
    private record Asked(Peer by, ToSequencer.Request request, KnownRequests.Recognised known) {}

    private Asked asked(Peer by, ToSequencer.Request request) {
        return new Asked(by, request, known.recognise(request.id(), request.operation(), by));
    }

    private boolean isStale(long now, ToSequencer.Request request) {
        return request.newestStamp() < oldest(now);
    }

    private long oldest(long now) {
        return stamps.at(now).millis() - Sequencer.STALE_MILLIS;
    }

    private void admit(long now, Asked asked, Consumer<? super Effect> effects) {
        counters.add(Counter.ORDERED);
        var request = asked.request;
        var from = asked.by;
        var content = new Entry.Request(request.id(), request.operation(), from);
        long number = orderer.order(now, content, effects);
        asked.known.add(number, stamps.at(now).millis());
        if (!request.id().isOwnSession()) {
            frontEnds.opened(from, request.ticket(), request.id().client());
        }
        bind(now, from, request.ticket(), number, effects);
        if (marks.requestOrdered() && marks.want(now, effects)) {
            marks.ordered(now, orderer.order(now, new Entry.Mark(null), effects));
        }
    }

    private void bind(
            long now, Peer to, long ticket, long number, Consumer<? super Effect> effects) {
        var bound =
                new ToFrontEnd.Bound(
                        ticket, number, members.viewAt(number), stamps.at(now).millis());
        effects.accept(new Effect.Send(to.id(), bound));
    }

    private void reject(Peer to, long ticket, Reason reason, Consumer<? super Effect> effects) {
        effects.accept(new Effect.Send(to.id(), new ToFrontEnd.Rejected(ticket, reason)));
    }

    private boolean isAdmitted(Peer from, ToSequencer.Request request) {
        var client = request.id().client();
        return request.id().isOwnSession() || frontEnds.admits(from, request.ticket(), client);
    }

    /// Gives a request that nobody could answer at its place, or that had no room for its key
    /// there, another place, once (rule P5). So it is with one whose place was cut off before the
    /// sequencer started again. One whose key may be forgotten by now keeps its place, and is
    /// refused where that is unknown too.
    void orderAnew(
            long now, Peer from, ToSequencer.OrderAnew anew, Consumer<? super Effect> effects) {
        var request = anew.request();
        var asked = asked(from, request);
        long number = asked.known.find(Long.MIN_VALUE);
        boolean unknown = number == KnownRequests.UNKNOWN;
        boolean forgotten = mayBeForgotten(now, request, number);
        boolean first = unknown || number == anew.number();
        if (unknown && forgotten) {
            counters.add(Counter.STALE);
            reject(from, request.ticket(), Reason.FORGOTTEN, effects);
        } else if (first && !forgotten && !history.isFullOfAnew() && isAdmitted(from, request)) {
            admit(now, asked, effects);
        } else if (!unknown) {
            bind(now, from, request.ticket(), number, effects);
        }
    }

    /// Whether a replica may no longer know that it has executed `request`, which would take effect
    /// twice then (rule P1). A front end's own key is kept while fewer than so many others have
    /// come since its place `known`, and each entry may be one of them. A client's is kept for
    /// twenty seconds at least, and goes then only where there are many: a clock on the wall that
    /// was set forward must not leave its request without an answer.
    private boolean mayBeForgotten(long now, ToSequencer.Request request, long known) {
        boolean own = request.id().isOwnSession();
        return known == KnownRequests.UNKNOWN
                ? own || isStale(now, request)
                : own && tail.head() - known >= ownSession;
    }
}
