package marquee.frontend;

import marquee.frontend.FrontEndStatus.Count;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Reply;

/// Keeps each slot's vote with the pending request it is for, within a budget of bytes a slot: a
/// slot that floods loses its own votes and nobody else's.
final class HeldReplies {
    private final long bytesMax;
    private final Tally tally;
    private final long[] bytes;

    HeldReplies(int slots, long bytesMax, Tally tally) {
        this.bytesMax = bytesMax;
        this.tally = tally;
        this.bytes = new long[slots];
    }

    /// What became of a reply.
    enum Fate {
        /// It is its slot's vote.
        HELD,
        /// It is dropped and counted.
        DROPPED,
        /// Its slot has given another one before (rule P8).
        CONTRADICTS
    }

    Fate hold(PendingRequest request, Reply reply) {
        int slot = reply.from().slot();
        var earlier = request.reply(slot);
        if (earlier != null && earlier.equals(reply)) {
            tally.add(Count.DUPLICATE_REPLIES);
            return Fate.DROPPED;
        }
        if (earlier != null && !isSuperseded(earlier, reply, request)) {
            return isSamePlace(earlier, reply) ? Fate.CONTRADICTS : stray();
        }
        drop(request, slot);
        int length = reply.outcome().result().length();
        if (bytes[slot - 1] + length > bytesMax) {
            tally.add(Count.REPLIES_OVER_BUDGET);
            return Fate.DROPPED;
        }
        bytes[slot - 1] += length;
        request.put(slot, reply);
        return Fate.HELD;
    }

    void drop(PendingRequest request, int slot) {
        var reply = request.reply(slot);
        if (reply != null) {
            bytes[slot - 1] -= reply.outcome().result().length();
            request.put(slot, null);
        }
    }

    /// The slots whose vote is `outcome`, as the bits of a [SlotSet].
    static long alike(PendingRequest request, Outcome outcome) {
        long alike = 0;
        for (int slot = 1; slot <= request.slots(); slot++) {
            var reply = request.reply(slot);
            if (reply != null && reply.outcome().equals(outcome)) {
                alike |= SlotSet.bit(slot);
            }
        }
        return alike;
    }

    /// A request that was given up and taken again under its id may have been ordered twice, and a
    /// slot may have been replaced; until the binding nobody knows which reply will count.
    private static boolean isSuperseded(Reply earlier, Reply later, PendingRequest request) {
        return !request.isBound()
                && (later.outcome().number() > earlier.outcome().number()
                        || later.from().incarnation() > earlier.from().incarnation());
    }

    /// Only about one place can a replica say one thing and then another.
    private static boolean isSamePlace(Reply earlier, Reply later) {
        return earlier.outcome().number() == later.outcome().number()
                && earlier.from().equals(later.from());
    }

    private Fate stray() {
        tally.add(Count.STRAY_REPLIES);
        return Fate.DROPPED;
    }
}
