package marquee.frontend;

import com.google.common.collect.ImmutableList;
import java.util.function.Consumer;
import marquee.frontend.FrontEndEffect.Noticed;
import marquee.frontend.FrontEndStatus.Count;
import marquee.frontend.FrontEndStatus.Verdict;
import marquee.protocol.Effect;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Bound;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Reply;
import org.jspecify.annotations.Nullable;

/// Counts the votes on each request and judges every reply, the deciding ones, the early ones and
/// the late ones (docs/protocol.md, P7 to P13, P29, P32).
///
/// A vote is one slot's first reply, of the incarnation that is active in the view the request is
/// bound to. Replies that come before the binding wait in the pending request they name.
final class Judge {
    private final int quorum;
    private final int slots;
    private final PendingRequests pending;
    private final Views views;
    private final Tally tally;
    private final OutcomeRing ring;
    private final SuspicionTimeout timeout = new SuspicionTimeout();
    private final SilenceWatch[] watches;
    private final HeldReplies held;
    private final Reports reports;
    private long suspects;

    Judge(FrontEndSettings settings, PendingRequests pending, Views views, Tally tally) {
        this.quorum = settings.group().quorum();
        this.slots = settings.group().slots();
        this.pending = pending;
        this.views = views;
        this.tally = tally;
        this.ring = new OutcomeRing(settings.limits().verdictsMax());
        this.held = new HeldReplies(slots, settings.limits().heldBytesMax(), tally);
        this.watches = new SilenceWatch[slots];
        this.reports = new Reports(slots, ring, this::isUndecided);
        for (int slot = 1; slot <= slots; slot++) {
            watches[slot - 1] = new SilenceWatch(slot, ring, views, timeout, tally);
        }
    }

    /// What is told of the judgements.
    Reports reports() {
        return reports;
    }

    /// Others fill slots now: what their predecessors sent counts no more, in whatever view (rule
    /// P35), and what those owed is owed by nobody.
    void fence(ImmutableList<ReplicaId> gone) {
        for (var replica : gone) {
            watches[replica.slot() - 1].restart();
            suspects &= ~SlotSet.bit(replica.slot());
        }
        pending.forEach(request -> {
            for (var replica : gone) {
                var reply = request.reply(replica.slot());
                if (reply != null && reply.from().equals(replica)) {
                    tally.add(Count.FENCED_REPLIES);
                    held.drop(request, replica.slot());
                }
            }
        });
    }

    long suspicionTimeoutNanos() {
        return timeout.nanos();
    }

    boolean isSuspect(int slot) {
        return (suspects & SlotSet.bit(slot)) != 0;
    }

    /// Takes in that `request` has its place.
    ///
    /// @return whether the place is newer than all that were bound before; if not, its replies may
    ///   have come and gone
    boolean bound(long now, PendingRequest request, Consumer<? super Effect> effects) {
        long number = request.number;
        boolean newest = number > ring.newest();
        boolean known = ring.isAwaited(number);
        boolean forgotten = !known && number < ring.oldest();
        if (!forgotten) {
            countOverrun(number);
            ring.open(number, request.id, request.ticket, request.viewNumber, now);
        }
        for (int slot = 1; slot <= slots; slot++) {
            var reply = request.reply(slot);
            if (reply != null && reply.outcome().number() != number) {
                tally.add(Count.STRAY_REPLIES);
                held.drop(request, slot);
            }
        }
        for (int slot = 1; slot <= slots && !known && !forgotten; slot++) {
            watches[slot - 1].await(number, effects);
        }
        return newest;
    }

    /// Takes in that a request has a place at which nobody waits for it: it was given up before, or
    /// has another place. Nothing is agreed on there unless it is asked for again and bound there,
    /// and the sequencer must not wait for verdicts.
    void unawaited(long now, Bound bound) {
        long number = bound.number();
        if (!ring.holds(number) && number >= ring.oldest()) {
            countOverrun(number);
            ring.open(number, null, bound.ticket(), bound.view(), now);
            reports.undecided(number);
        }
    }

    private void countOverrun(long number) {
        if (ring.displacedBy(number) != null) {
            tally.add(Count.VERDICTS_OVERRUN);
        }
    }

    /// Whether nothing will be agreed on at `number`, where a request stands: it waits no longer,
    /// or at another place.
    private boolean isUndecided(long number) {
        var request = pending.byTicket(ring.ticket(number));
        return !ring.isAgreed(number) && (request == null || request.number != number);
    }

    /// Takes in a reply, whose sender is who it says it is.
    ///
    /// @return the request that it decided, or null
    @Nullable PendingRequest received(long now, Reply reply, Consumer<? super Effect> effects) {
        long number = reply.outcome().number();
        if (!ring.isAwaited(number)) {
            return outsideRing(reply, effects);
        }
        var voters = views.voters(ring.viewNumber(number));
        if (voters != null && !voters.has(reply.from())) {
            tally.add(Count.FENCED_REPLIES);
            return null;
        }
        int slot = reply.from().slot();
        boolean suspect = isSuspect(slot);
        heard(now, slot, number, effects);
        var request = pending.byTicket(ring.ticket(number));
        if (request == null || request.number != number) {
            judgeLate(now, reply, effects);
            return null;
        }
        if (!hold(request, reply, effects) || !decided(request, effects)) {
            return null;
        }
        if (!suspect && !request.askedAgain) {
            timeout.record(now - request.boundAt);
        }
        return request;
    }

    /// Looks whether a quorum has voted alike on `request`, which is bound.
    boolean decided(PendingRequest request, Consumer<? super Effect> effects) {
        var voters = views.voters(request.viewNumber);
        if (voters == null) {
            return false;
        }
        for (int slot = 1; slot <= slots; slot++) {
            var reply = request.reply(slot);
            if (reply != null && !voters.has(reply.from())) {
                tally.add(Count.FENCED_REPLIES);
                held.drop(request, slot);
            } else if (reply != null) {
                markReplied(request.number, slot);
            }
        }
        for (int slot = 1; slot <= slots; slot++) {
            var reply = request.reply(slot);
            if (reply != null && reply.outcome().id().equals(request.id)) {
                long alike = HeldReplies.alike(request, reply.outcome());
                if (Long.bitCount(alike) >= quorum) {
                    agree(request, reply.outcome(), alike, effects);
                    return true;
                }
            }
        }
        return false;
    }

    /// Gives back what the replies to `request` took of their slots' budgets; it is pending no
    /// longer.
    void forget(PendingRequest request) {
        for (int slot = 1; slot <= slots; slot++) {
            held.drop(request, slot);
        }
    }

    /// The slots whose vote `request` lacks, as the bits of a [SlotSet].
    long missing(PendingRequest request) {
        long missing = 0;
        for (int slot = 1; slot <= slots; slot++) {
            if (request.reply(slot) == null) {
                missing |= SlotSet.bit(slot);
            }
        }
        return missing & views.active(request.viewNumber);
    }

    /// Whether no quorum can come together any more at the place of `request`, which is bound,
    /// since too few of those who vote there still fill their slots, while at a new place one
    /// could.
    boolean isHopeless(PendingRequest request) {
        var newest = views.newest();
        return newest != null
                && views.voters(request.viewNumber) != null
                && Long.bitCount(views.active(request.viewNumber)) < quorum
                && Long.bitCount(views.active(newest.number())) >= quorum;
    }

    /// The timer of `slot`'s watch has run out.
    void expired(long now, int slot, Consumer<? super Effect> effects) {
        var watch = watches[slot - 1];
        long asked = watch.expired(now, effects);
        if (watch.isSuspect()) {
            suspects |= SlotSet.bit(slot);
            if (asked != 0) {
                reports.silent(slot, asked, now - timeout.nanos());
            }
        }
        var request = asked == 0 ? null : pending.byTicket(ring.ticket(asked));
        if (request != null) {
            request.askedAgain = true;
        }
    }

    /// A reply to a request that is not bound yet waits for that; one to a request that the ring
    /// has lost to newer places still is a vote.
    private @Nullable PendingRequest outsideRing(Reply reply, Consumer<? super Effect> effects) {
        var outcome = reply.outcome();
        var request = pending.byId(outcome.id());
        if (request == null || (request.isBound() && request.number != outcome.number())) {
            tally.add(Count.STRAY_REPLIES);
            return null;
        }
        boolean votes = hold(request, reply, effects) && request.isBound();
        return votes && decided(request, effects) ? request : null;
    }

    private boolean hold(PendingRequest request, Reply reply, Consumer<? super Effect> effects) {
        var fate = held.hold(request, reply);
        if (fate == HeldReplies.Fate.CONTRADICTS) {
            contradiction(reply.from().slot(), reply.outcome().number(), effects);
        }
        return fate == HeldReplies.Fate.HELD;
    }

    private void agree(
            PendingRequest request, Outcome agreed, long by, Consumer<? super Effect> effects) {
        long number = request.number;
        var digest = OutcomeDigest.of(agreed);
        request.agreed = agreed;
        request.agreedBy = by;
        if (!ring.holds(number)) {
            return;
        }
        if (!ring.isAgreed(number)) {
            ring.agree(number, digest, agreed.firstNumber() != number);
        } else if (!ring.isRight(number, digest)) {
            split(number, effects);
        }
        for (int slot = 1; slot <= slots; slot++) {
            var reply = request.reply(slot);
            if (reply != null) {
                boolean alike = (by & SlotSet.bit(slot)) != 0;
                var its = alike ? digest : OutcomeDigest.of(reply.outcome());
                judge(number, reply.from(), its, Verdict.RIGHT, effects);
            }
        }
    }

    private void judgeLate(long now, Reply reply, Consumer<? super Effect> effects) {
        long number = reply.outcome().number();
        int slot = reply.from().slot();
        var digest = OutcomeDigest.of(reply.outcome());
        long bit = SlotSet.bit(slot);
        if ((ring.replied(number) & bit) != 0) {
            boolean wasRight = (ring.right(number) & bit) != 0;
            if ((ring.judged(number) & bit) != 0 && wasRight != ring.isRight(number, digest)) {
                contradiction(slot, number, effects);
            } else {
                tally.add(Count.DUPLICATE_REPLIES);
            }
            return;
        }
        markReplied(number, slot);
        boolean inTime = now - ring.boundAt(number) <= timeout.nanos();
        judge(number, reply.from(), digest, inTime ? Verdict.RIGHT : Verdict.LATE, effects);
    }

    /// Holds one slot's outcome against the agreed one, if there is one. Only the first judgement
    /// of a slot at a number stands (rule P29).
    private void judge(
            long number,
            ReplicaId from,
            Digest its,
            Verdict ifRight,
            Consumer<? super Effect> effects) {
        int slot = from.slot();
        long bit = SlotSet.bit(slot);
        if (!ring.isAgreed(number) || (ring.judged(number) & bit) != 0) {
            return;
        }
        boolean right = ring.isRight(number, its);
        long accused = ring.judged(number) & ~ring.right(number);
        ring.markJudged(number, bit, right);
        if (right) {
            tally.add(slot, ifRight);
            report(from, number, Judgement.Verdict.RIGHT);
            return;
        }
        boolean wasSplit = ring.contrary(number) >= quorum;
        boolean split = ring.countContrary(number, its) >= quorum;
        if (split && !wasSplit) {
            new SlotSet(accused).slots().forEach(other -> tally.add(other, Verdict.VOIDED));
            split(number, effects);
        } else if (!wasSplit) {
            tally.add(slot, Verdict.INCORRECT);
            report(from, number, Judgement.Verdict.INCORRECT);
            effects.accept(new Noticed(new Incident(Incident.Kind.INCORRECT, slot, number)));
        }
    }

    /// A reply out of memory tells nothing of how its slot executes now.
    private void report(ReplicaId from, long number, Judgement.Verdict verdict) {
        boolean repeat = ring.isRepeat(number);
        reports.judged(from, number, repeat ? Judgement.Verdict.REPEATED : verdict);
    }

    private void split(long number, Consumer<? super Effect> effects) {
        tally.add(Count.SPLIT);
        effects.accept(new Noticed(new Incident(Incident.Kind.SPLIT, 0, number)));
    }

    private void contradiction(int slot, long number, Consumer<? super Effect> effects) {
        tally.add(slot, Verdict.CONTRADICTION);
        effects.accept(new Noticed(new Incident(Incident.Kind.CONTRADICTION, slot, number)));
    }

    private void heard(long now, int slot, long number, Consumer<? super Effect> effects) {
        if (watches[slot - 1].heard(now, effects)) {
            suspects &= ~SlotSet.bit(slot);
            effects.accept(new Noticed(new Incident(Incident.Kind.ANSWERS_AGAIN, slot, number)));
        }
    }

    private void markReplied(long number, int slot) {
        if (!ring.holds(number)) {
            return;
        }
        ring.markReplied(number, SlotSet.bit(slot));
        long owing = views.active(ring.viewNumber(number)) & ~ring.replied(number) & ~suspects;
        if (owing == 0) {
            ring.release(number);
        }
    }
}
