package marquee.frontend;

import com.google.common.collect.ImmutableList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import marquee.frontend.FrontEndEffect.Reason;
import marquee.frontend.FrontEndStatus.Count;
import marquee.frontend.FrontEndStatus.SlotCounts;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Expiry;
import marquee.protocol.Peer;
import marquee.protocol.Role;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicationMessage;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.RequestId;

/// Takes clients' calls, has the sequencer give each its place in the order, and answers with the
/// first outcome that a quorum of slots agrees on; then goes on judging the replies that come later
/// (docs/protocol.md, rules P1 to P13). Operations and results are opaque bytes to it.
///
/// With at most b incorrect replicas, b + 1 identical replies hold at least one correct one
/// (Schneider 1990). A call is answered, refused where it certainly took no effect, or else said to
/// be unknown when its deadline comes: never a guess, never for ever (rule P6).
///
/// Confined to one event loop; not thread-safe.
public final class FrontEnd implements Role<ToFrontEnd, FrontEndEvent> {
    /// How often what waits is looked at, as long as anything waits.
    static final long SWEEP_NANOS = 50_000_000;

    private final FrontEndSettings settings;
    private final String session;
    private final PendingRequests pending;
    private final Links links;
    private final Views views = new Views();
    private final Tally tally;
    private final Judge judge;
    private final Answers answers;
    private final Sending sending;
    private final Questions questions;
    private final Heard heard = new Heard(views);
    private boolean sweeping;

    /// The one timer of everything that waits.
    record Sweep() implements Expiry {}

    /// The timer of reports that can wait.
    record Report() implements Expiry {}

    private static final Sweep SWEEP = new Sweep();
    private static final Report REPORT = new Report();
    private static final long REPORT_NANOS = 10_000_000;

    /// Makes a front end that knows nothing of its group yet but the number of slots.
    public FrontEnd(FrontEndSettings settings) {
        this.settings = settings;
        this.session = settings.session();
        this.pending = new PendingRequests(settings.limits().pendingMax());
        this.links = new Links(settings.group().slots());
        this.tally = new Tally(settings.group().slots());
        this.judge = new Judge(settings, pending, views, tally);
        this.answers = new Answers(pending, judge, tally);
        this.sending = new Sending(links, judge, tally);
        this.questions = new Questions(settings.limits().questionsMax(), tally);
    }

    @Override
    public void on(
            long now, Event<ToFrontEnd, FrontEndEvent> event, Consumer<? super Effect> effects) {
        switch (event) {
            case Event.Started<?, ?> _ -> {}
            case Event.Connected<?, ?>(var peer) -> onConnected(now, peer, effects);
            case Event.Disconnected<?, ?>(var peer) -> links.disconnected(peer);
            case Event.Received<ToFrontEnd, ?>(var from, var message) ->
                    onReceived(now, from, message, effects);
            case Event.Submitted<?, FrontEndEvent>(var submitted) ->
                    onSubmitted(now, submitted, effects);
            case Event.Expired<?, ?>(var expiry) -> onExpired(now, expiry, effects);
        }
        if (judge.reports().flushUrgent(effects)) {
            effects.accept(new Effect.StartTimer(REPORT, REPORT_NANOS));
        }
    }

    /// The front end's own counts, as of now. For whoever runs the role, between two events.
    public FrontEndStatus status() {
        var slots =
                IntStream.rangeClosed(1, settings.group().slots())
                        .mapToObj(slot ->
                                new SlotCounts(
                                        slot,
                                        judge.isSuspect(slot),
                                        tally.verdicts(slot),
                                        heard.replacements().counts(slot)))
                        .collect(ImmutableList.toImmutableList());
        return new FrontEndStatus(
                isReady(),
                pending.calls(),
                settings.limits().pendingMax(),
                judge.suspicionTimeoutNanos(),
                heard.head(),
                tally.counts(),
                slots);
    }

    private boolean isReady() {
        var view = views.newest();
        return links.hasSequencer()
                && view != null
                && links.count(views.active(view.number())) >= settings.group().quorum();
    }

    private void onSubmitted(long now, FrontEndEvent event, Consumer<? super Effect> effects) {
        switch (event) {
            case FrontEndEvent.Called called -> onCalled(now, called, effects);
            case FrontEndEvent.ClusterAsked(var call) ->
                    questions.ask(now, call, ToSequencer.ClusterQuery::new, effects);
            case FrontEndEvent.DateAsked(var call, var day) ->
                    questions.ask(
                            now,
                            call,
                            query -> new ToSequencer.MoveBusinessDate(query, day),
                            effects);
            case FrontEndEvent.FaultsAsked(var call, var nodes, var order) ->
                    questions.ask(
                            now,
                            call,
                            query -> new ToSequencer.ChangeFaults(query, nodes, order),
                            effects);
            case FrontEndEvent.StatusAsked(var call) ->
                    effects.accept(new FrontEndEffect.StatusShown(call, status()));
            case FrontEndEvent.Watched() -> Overhearing.watch(links.managers(), effects);
        }
        sweepLater(effects);
    }

    private void onCalled(long now, FrontEndEvent.Called called, Consumer<? super Effect> effects) {
        var same = called.id() == null ? null : pending.byId(called.id());
        if (views.newest() == null) {
            // Without a stamp from the order no copy of the request could be told to be old.
            answers.refuse(called.call(), Reason.NOT_HANDED_OVER, effects);
        } else if (same != null && !same.operation.equals(called.operation())) {
            answers.refuse(called.call(), Reason.KEY_REUSED, effects);
        } else if (pending.isFull()) {
            answers.refuse(called.call(), Reason.TOO_MANY_PENDING, effects);
        } else if (same != null) {
            tally.add(Count.JOINED);
            pending.join(same, called.call());
        } else {
            var id = called.id() == null ? ownId() : called.id();
            var since =
                    new PendingRequest.Since(now, heard.stampMillis(), settings.group().slots());
            sending.send(now, pending.add(id, called, since), effects);
        }
    }

    private RequestId ownId() {
        return RequestId.own(session, pending.nextOwn());
    }

    private void onConnected(long now, Peer peer, Consumer<? super Effect> effects) {
        links.connected(peer);
        if (Links.isSequencer(peer)) {
            pending.forEach(request -> sending.sendAgain(now, request, effects));
            questions.repeat(effects);
            judge.reports().repeat();
        } else if (links.isReplica(peer)) {
            // What it had sent over the earlier link may be lost.
            pending.forEach(request -> sending.askSoon(now, request));
        }
    }

    private void onReceived(
            long now, Peer from, ToFrontEnd message, Consumer<? super Effect> effects) {
        if (message instanceof ToFrontEnd.Reply reply) {
            onReply(now, from, reply, effects);
        } else if (message instanceof ToFrontEnd.Overheard overheard
                && Overhearing.isFit(from, overheard)) {
            effects.accept(new FrontEndEffect.Overheard(from.id(), overheard));
        } else if (Links.isSequencer(from)) {
            onSequencer(now, from, message, effects);
        } else {
            tally.add(Count.UNFIT_MESSAGES);
        }
    }

    private void onReply(
            long now, Peer from, ToFrontEnd.Reply reply, Consumer<? super Effect> effects) {
        if (!links.mayBring(from, reply.from())) {
            tally.add(Count.UNFIT_MESSAGES);
            return;
        }
        var decided = judge.received(now, reply, effects);
        if (decided != null) {
            answer(now, decided, effects);
        }
    }

    private void onSequencer(
            long now, Peer from, ToFrontEnd message, Consumer<? super Effect> effects) {
        switch (message) {
            case ToFrontEnd.Bound bound -> onBound(now, bound, effects);
            case ToFrontEnd.Rejected rejected -> onRejected(rejected, effects);
            case ToFrontEnd.Pulse pulse -> onPulse(now, pulse, effects);
            case ToFrontEnd.ClusterReport report ->
                    questions.answer(report.query(), call -> shown(call, from, report), effects);
            case ToFrontEnd.BusinessDateMoved(var query, var moved, var day) ->
                    questions.answer(
                            query, call -> new FrontEndEffect.DateShown(call, moved, day), effects);
            case ToFrontEnd.FaultsChanged(var query, var allowed) ->
                    questions.answer(
                            query, call -> new FrontEndEffect.FaultsShown(call, allowed), effects);
            case ToFrontEnd.Misbehave(var order) ->
                    effects.accept(new FrontEndEffect.Misbehave(order));
            case ToFrontEnd.Changed(var entry) -> onChanged(now, entry, effects);
            case ToFrontEnd.Overheard _ -> tally.add(Count.UNFIT_MESSAGES);
            case ToFrontEnd.Reply _ -> throw new IllegalArgumentException("a reply");
        }
    }

    private FrontEndEffect shown(long call, Peer sequencer, ToFrontEnd.ClusterReport report) {
        return new FrontEndEffect.ClusterShown(
                call, sequencer, report, heard.membership(), heard.replacements().newest());
    }

    private void onPulse(long now, ToFrontEnd.Pulse pulse, Consumer<? super Effect> effects) {
        heard.pulse(pulse, effects);
        adopt(now, pulse.membership(), effects);
    }

    private void onChanged(long now, Entry entry, Consumer<? super Effect> effects) {
        var after = heard.changed(entry, effects);
        if (after != null && entry.content() instanceof MembershipChange change) {
            judge.reports().follow(change);
            adopt(now, after, effects);
        }
    }

    private void adopt(long now, Membership told, Consumer<? super Effect> effects) {
        if (told.slots().size() != settings.group().slots()) {
            tally.add(Count.UNFIT_MESSAGES);
            return;
        }
        judge.reports().follow(told);
        var gone = heard.adopt(told, effects);
        if (gone != null) {
            judge.fence(gone);
            pending.forEach(request -> answerIfDecided(now, request, effects));
        }
    }

    private void onBound(long now, ToFrontEnd.Bound bound, Consumer<? super Effect> effects) {
        heard.stamped(bound.stampMillis());
        var request = pending.byTicket(bound.ticket());
        boolean anew = request != null && request.anewAt != 0 && bound.number() > request.number;
        if (bound.number() <= 0 || bound.number() == Long.MAX_VALUE) {
            tally.add(Count.UNFIT_MESSAGES);
            return;
        }
        if (request == null || (request.isBound() && !anew)) {
            tally.add(Count.STRAY_BINDINGS); // Given up, or repeated and bound twice.
            judge.unawaited(now, bound);
            return;
        }
        heard.reached(bound.number());
        if (anew && request.agreed == null) {
            judge.reports().undecided(request.number); // Nothing will be agreed on there.
        }
        request.number = bound.number();
        request.viewNumber = bound.view();
        request.agreed = null;
        sending.bound(now, request);
        boolean newest = judge.bound(now, request, effects);
        request.isRepeat = !anew && !newest && request.timesSent == 1;
        if (!answerIfDecided(now, request, effects) && (anew || !newest)) {
            // Its replies may have come and gone: what does not fit the earlier place is dropped.
            sending.askAgain(now, request, effects);
        }
    }

    private void onRejected(ToFrontEnd.Rejected rejected, Consumer<? super Effect> effects) {
        var request = pending.byTicket(rejected.ticket());
        boolean forgotten = rejected.reason() == ReplicationMessage.Reason.FORGOTTEN;
        if (request == null || request.isBound() != forgotten) {
            return; // Another copy of it got a place, or none of it ever had one.
        }
        switch (rejected.reason()) {
            case TOO_MANY_IN_FLIGHT -> answers.reject(request, Reason.TOO_MANY_IN_FLIGHT, effects);
            case STALE -> answers.reject(request, Reason.STALE, effects);
            case HISTORY_FULL -> answers.reject(request, Reason.HISTORY_FULL, effects);
            case FORGOTTEN -> giveUp(request, effects);
        }
    }

    private void giveUp(PendingRequest request, Consumer<? super Effect> effects) {
        if (request.isUndecided()) {
            judge.reports().undecided(request.number);
        }
        answers.giveUp(request, effects);
    }

    private void onExpired(long now, Expiry expiry, Consumer<? super Effect> effects) {
        switch (expiry) {
            case SilenceWatch.Overdue(var slot) -> judge.expired(now, slot, effects);
            case Report _ -> judge.reports().flush(effects);
            case Sweep _ -> {
                sweeping = false;
                sweep(now, effects);
                sweepLater(effects);
            }
            default -> throw new IllegalArgumentException("no timer of mine: " + expiry);
        }
    }

    private void sweep(long now, Consumer<? super Effect> effects) {
        questions.expire(now, effects);
        sending.beginSweep();
        pending.forEach(request -> {
            if (isLastChance(now, request)) {
                giveUp(request, effects);
            } else if (isOutlived(request) || request.isRepeat) {
                sending.orderAnewIfDue(now, request, effects);
            } else {
                sending.repeatIfDue(now, request, effects);
            }
        });
    }

    /// Whether others vote now than in the view that judges `request`.
    private boolean isOutlived(PendingRequest request) {
        var newest = views.newest();
        return request.isBound() && newest != null && newest.number() != request.viewNumber;
    }

    /// Whether the deadline comes before the next sweep.
    private boolean isLastChance(long now, PendingRequest request) {
        return now + SWEEP_NANOS - request.takenAt >= settings.limits().deadline().toNanos();
    }

    private void sweepLater(Consumer<? super Effect> effects) {
        if (!sweeping && !(pending.isEmpty() && questions.isEmpty())) {
            sweeping = true;
            effects.accept(new Effect.StartTimer(SWEEP, SWEEP_NANOS));
        }
    }

    private boolean answerIfDecided(
            long now, PendingRequest request, Consumer<? super Effect> effects) {
        boolean decided = request.isBound() && judge.decided(request, effects);
        if (decided) {
            answer(now, request, effects);
        }
        return decided;
    }

    /// Answers `request`, which is decided. A refusal from before it was asked for is no answer
    /// yet.
    private void answer(long now, PendingRequest request, Consumer<? super Effect> effects) {
        if (!request.isRefusedBefore()) {
            answers.answer(request, effects);
        } else if (request.anewAt == 0) {
            sending.orderAnew(now, request, effects);
        }
    }
}
