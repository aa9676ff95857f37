package marquee.frontend;

import java.util.Arrays;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Reply;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// A request without an answer yet: who waits for it, where it stands, and the replies so far, the
/// first of each slot (rule P8).
final class PendingRequest {
    final long ticket;
    final RequestId id;
    final Bytes operation;
    final long newestStamp;
    final long takenAt;
    private final @Nullable Reply[] replies;
    private long[] calls;

    /// When it was last sent to the sequencer.
    long sentAt;

    /// How often it has been sent while the sequencer was connected.
    int timesSent;

    /// Its place in the order; 0 until the sequencer has bound it.
    long number;

    /// The view that judges it, once bound.
    long viewNumber;

    long boundAt;

    /// When it was asked to be ordered anew; 0 if it never was.
    long anewAt;

    /// Whether its place is one that the front end knew before: the request was asked for once
    /// more.
    boolean isRepeat;

    /// When its replies are asked for again.
    long askAt;

    /// How often they have been, at this place.
    int timesAsked;

    /// Whether anybody has been asked for a reply again, by whatever rule.
    boolean askedAgain;

    /// What a quorum, the slots `agreedBy`, agreed on at its place.
    @Nullable Outcome agreed;

    long agreedBy;

    PendingRequest(long ticket, RequestId id, FrontEndEvent.Called called, Since since) {
        this.ticket = ticket;
        this.id = id;
        this.operation = called.operation();
        this.newestStamp = since.newestStamp();
        this.takenAt = since.now();
        this.replies = new @Nullable Reply[since.slots()];
        this.calls = new long[] {called.call()};
    }

    /// What was true when the request was taken.
    record Since(long now, long newestStamp, int slots) {}

    ToSequencer.Request message() {
        return new ToSequencer.Request(ticket, id, newestStamp, operation);
    }

    boolean isBound() {
        return number != 0;
    }

    /// Whether it was asked to be ordered anew since it got its place.
    boolean isAskedAnew() {
        return anewAt != 0 && anewAt - boundAt >= 0;
    }

    /// Whether it has a place on which no quorum has agreed.
    boolean isUndecided() {
        return isBound() && agreed == null;
    }

    /// Whether a quorum agreed on a refusal from before it was asked for. Nothing was executed, and
    /// by now its key may find room.
    boolean isRefusedBefore() {
        return isRepeat && agreed != null && agreed.verdict() == Outcome.Verdict.KEYS_EXHAUSTED;
    }

    /// The calls that wait, in the order in which they came.
    long[] calls() {
        return calls;
    }

    void join(long call) {
        calls = Arrays.copyOf(calls, calls.length + 1);
        calls[calls.length - 1] = call;
    }

    @Nullable Reply reply(int slot) {
        return replies[slot - 1];
    }

    void put(int slot, @Nullable Reply reply) {
        replies[slot - 1] = reply;
    }

    int slots() {
        return replies.length;
    }
}
