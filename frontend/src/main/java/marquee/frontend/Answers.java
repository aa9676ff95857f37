package marquee.frontend;

import java.util.function.Consumer;
import marquee.frontend.FrontEndEffect.Answered;
import marquee.frontend.FrontEndEffect.Noticed;
import marquee.frontend.FrontEndEffect.Reason;
import marquee.frontend.FrontEndEffect.Refused;
import marquee.frontend.FrontEndEffect.Unknown;
import marquee.frontend.FrontEndStatus.Count;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Settled;
import org.jspecify.annotations.Nullable;

/// The ways in which a call ends: answered, refused with certainty, or unknown (rule P6). Each ends
/// the pending request, for every call that waits for it, and frees its places.
final class Answers {
    private final PendingRequests pending;
    private final Judge judge;
    private final Tally tally;

    Answers(PendingRequests pending, Judge judge, Tally tally) {
        this.pending = pending;
        this.judge = judge;
        this.tally = tally;
    }

    /// Answers `request`, on which a quorum has agreed.
    void answer(PendingRequest request, Consumer<? super Effect> effects) {
        end(request);
        var agreed = request.agreed;
        if (agreed == null) {
            throw new IllegalStateException("answered before it is decided: " + request.id);
        }
        var agreedBy = new SlotSet(request.agreedBy);
        boolean isFull = agreed.verdict() == Outcome.Verdict.KEYS_EXHAUSTED;
        for (long call : request.calls()) {
            tally.add(isFull ? Count.REFUSED : Count.ANSWERED);
            effects.accept(new Answered(call, agreed, agreedBy));
        }
        settle(request, effects);
    }

    /// Ends `request`, to which the sequencer gave no place. Of a copy that was sent earlier,
    /// perhaps to an earlier life of the sequencer, nothing is said by that; and a later copy,
    /// which is under way, may get a place and must not count against its actor for ever.
    void reject(PendingRequest request, Reason reason, Consumer<? super Effect> effects) {
        end(request);
        fail(request, request.timesSent == 1 ? reason : null, effects);
        if (request.timesSent > 1) {
            settle(request, effects);
        }
    }

    /// Ends `request`, whose deadline has come, or of which nobody can tell what came.
    void giveUp(PendingRequest request, Consumer<? super Effect> effects) {
        end(request);
        if (request.isUndecided()) {
            tally.add(Count.UNDECIDED);
            effects.accept(new Noticed(new Incident(Incident.Kind.UNDECIDED, 0, request.number)));
        }
        fail(request, request.timesSent == 0 ? Reason.NOT_HANDED_OVER : null, effects);
        settle(request, effects);
    }

    /// Refuses a call that has become no part of any request.
    void refuse(long call, Reason reason, Consumer<? super Effect> effects) {
        tally.add(reason == Reason.KEY_REUSED ? Count.KEY_REUSED : Count.REFUSED);
        effects.accept(new Refused(call, reason));
    }

    private void end(PendingRequest request) {
        pending.remove(request);
        judge.forget(request);
    }

    private void fail(
            PendingRequest request, @Nullable Reason certain, Consumer<? super Effect> effects) {
        for (long call : request.calls()) {
            if (certain != null) {
                refuse(call, certain, effects);
            } else {
                tally.add(Count.UNKNOWN);
                effects.accept(new Unknown(call));
            }
        }
    }

    /// Tells the sequencer that a keyed request no longer counts against its actor.
    private void settle(PendingRequest request, Consumer<? super Effect> effects) {
        if (!request.id.isOwnSession() && request.timesSent > 0) {
            effects.accept(new Effect.Send(NodeId.SEQUENCER, new Settled(request.ticket)));
        }
    }
}
