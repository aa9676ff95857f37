package marquee.frontend;

import com.google.common.collect.ImmutableList;
import java.util.function.Consumer;
import marquee.frontend.FrontEndStatus.Count;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ReplyAgain;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;

/// Sends pending requests on, and again where an answer fails to come: the request to the sequencer
/// until it is bound (rule P13), then the question for the replies that are missing (rule P7).
final class Sending {
    /// How long a binding may fail to come before the request is repeated.
    static final long REPEAT_NANOS = 1_000_000_000;

    /// How often the replies to one unanswered request are asked for again at one place.
    static final int ASKS_MAX = 6;

    /// How many requests' replies are asked for again in one sweep, so that a slow group is not
    /// slowed down further.
    static final int ASKS_PER_SWEEP_MAX = 256;

    /// How long a slot's reply is awaited at most before it is asked for, halved.
    private static final long PATIENCE_NANOS_MAX = 500_000_000;

    private final Links links;
    private final Judge judge;
    private final Tally tally;
    private int asksLeft;

    Sending(Links links, Judge judge, Tally tally) {
        this.links = links;
        this.judge = judge;
        this.tally = tally;
    }

    /// Sends `request` to the sequencer, or leaves that until it is connected.
    void send(long now, PendingRequest request, Consumer<? super Effect> effects) {
        if (!links.hasSequencer()) {
            return;
        }
        if (request.timesSent++ > 0) {
            tally.add(Count.REQUESTS_REPEATED);
        }
        request.sentAt = now;
        effects.accept(new Effect.Send(NodeId.SEQUENCER, request.message()));
    }

    /// Asks the sequencer, over its new link, once more for the place that `request` waits for: it
    /// may not have heard.
    void sendAgain(long now, PendingRequest request, Consumer<? super Effect> effects) {
        if (!request.isBound()) {
            send(now, request, effects);
        } else if (request.isAskedAnew()) {
            orderAnew(now, request, effects);
        }
    }

    /// Notes that `request` has its place, where nobody has been asked for a reply yet, and when to
    /// ask for its replies again.
    void bound(long now, PendingRequest request) {
        request.boundAt = now;
        request.timesAsked = 0;
        request.askAt = now + 2 * patience();
    }

    /// A new sweep over what is pending begins.
    void beginSweep() {
        asksLeft = ASKS_PER_SWEEP_MAX;
    }

    /// Repeats for `request` whatever is due.
    void repeatIfDue(long now, PendingRequest request, Consumer<? super Effect> effects) {
        if (!request.isBound()) {
            if (now - request.sentAt >= REPEAT_NANOS) {
                send(now, request, effects);
            }
        } else if (now >= request.askAt && asksLeft > 0) {
            asksLeft--;
            askAgain(now, request, effects);
        }
    }

    /// Has `request`, whose view is not the newest or whose place is an old one, ordered once more
    /// where its replies fail to come: those who would have given them may be gone, or know them no
    /// longer (rule P5). Until then they are asked again. Where too many are gone for certain that
    /// is done at once, but only once a place: the sequencer may have to leave it there.
    void orderAnewIfDue(long now, PendingRequest request, Consumer<? super Effect> effects) {
        long since = request.anewAt == 0 ? request.boundAt : request.anewAt;
        boolean atOnce = !request.isAskedAnew() && judge.isHopeless(request);
        if (atOnce || now - since >= REPEAT_NANOS) {
            orderAnew(now, request, effects);
        } else {
            repeatIfDue(now, request, effects);
        }
    }

    /// Has `request` ordered once more.
    void orderAnew(long now, PendingRequest request, Consumer<? super Effect> effects) {
        request.anewAt = now;
        tally.add(Count.REQUESTS_REPEATED);
        effects.accept(
                new Effect.Send(
                        NodeId.SEQUENCER,
                        new ToSequencer.OrderAnew(request.message(), request.number)));
    }

    /// Has the replies to `request` asked for at the next sweep, whatever has been asked before:
    /// while a link was down questions led to nothing.
    void askSoon(long now, PendingRequest request) {
        request.timesAsked = Math.min(request.timesAsked, ASKS_MAX - 1);
        request.askAt = Math.min(request.askAt, now);
    }

    /// Asks the slots whose vote is missing for their replies, with twice the patience each time.
    void askAgain(long now, PendingRequest request, Consumer<? super Effect> effects) {
        var slots =
                new SlotSet(judge.missing(request))
                        .slots()
                        .mapToObj(NodeId::replica)
                        .collect(ImmutableList.toImmutableList());
        if (slots.isEmpty() || request.timesAsked == ASKS_MAX) {
            request.askAt = Long.MAX_VALUE;
            return;
        }
        request.timesAsked++;
        request.askedAgain = true;
        request.askAt = now + (patience() << request.timesAsked);
        tally.add(Count.REPLIES_ASKED_AGAIN, slots.size());
        effects.accept(new Effect.Multicast(slots, new ReplyAgain(request.number, request.id)));
    }

    /// A question costs little, so it is asked sooner than a slow group makes anybody suspect.
    private long patience() {
        return Math.min(judge.suspicionTimeoutNanos(), PATIENCE_NANOS_MAX);
    }
}
