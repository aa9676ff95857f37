package marquee.replicas.host.state;

import org.jspecify.annotations.Nullable;

/// Replies in the order of the entries that last named them: a doubly linked list through the
/// replies themselves, so that naming one again costs the same however many there are.
final class Recency {
    private @Nullable KeptReply oldest;
    private @Nullable KeptReply newest;
    private int size;

    @Nullable KeptReply oldest() {
        return oldest;
    }

    @Nullable KeptReply newest() {
        return newest;
    }

    int size() {
        return size;
    }

    /// The reply to the request that the entry `number` named, from the newest on as far as one can
    /// have been named by it.
    @Nullable KeptReply find(long number) {
        var reply = newest;
        while (reply != null && reply.lastNumber >= number && !reply.isOf(number)) {
            reply = reply.older;
        }
        return reply != null && reply.isOf(number) ? reply : null;
    }

    /// Puts `reply`, which is in no list, at the newest end.
    void append(KeptReply reply) {
        reply.older = newest;
        if (newest == null) {
            oldest = reply;
        } else {
            newest.newer = reply;
        }
        newest = reply;
        size++;
    }

    /// Takes `reply`, which is in this list, out of it.
    void remove(KeptReply reply) {
        var before = reply.older;
        var after = reply.newer;
        if (before == null) {
            oldest = after;
        } else {
            before.newer = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.older = before;
        }
        reply.older = null;
        reply.newer = null;
        size--;
    }
}
