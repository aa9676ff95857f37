package marquee.replicas.host.state;

import org.jspecify.annotations.Nullable;

/// A place in a [Recency] list that somebody reads a part at a time. It stays where it is while
/// replies leave the list before and behind it, and while others join it at its newest end.
final class ReplyCursor {
    private long passedNumber;

    /// The newest reply in the list that has been passed.
    private @Nullable KeptReply passed;

    /// Whether the place of `reply`, which is of this list, has been passed.
    boolean hasPassed(KeptReply reply) {
        return reply.lastNumber <= passedNumber;
    }

    /// The oldest reply in `list` that has not been passed.
    @Nullable KeptReply next(Recency list) {
        if (passedNumber == Long.MAX_VALUE) {
            return null;
        }
        return passed == null ? list.oldest() : passed.newer;
    }

    /// Passes `reply`, which is the next one in the list.
    void pass(KeptReply reply) {
        passed = reply;
        passedNumber = reply.lastNumber;
    }

    /// Passes the place `number`, which no reply in the list has any more.
    void pass(long number) {
        passedNumber = number;
    }

    /// Passes whatever the list has and will have.
    void passAll() {
        passedNumber = Long.MAX_VALUE;
    }

    /// Steps back from `reply`, which is about to leave its list.
    void leave(KeptReply reply) {
        if (reply == passed) {
            passed = reply.older;
        }
    }

    /// Goes back to the oldest end.
    void restart() {
        passedNumber = 0;
        passed = null;
    }
}
