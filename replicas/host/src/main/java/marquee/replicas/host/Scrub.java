package marquee.replicas.host;

import marquee.applications.StateMachine;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// Reads the whole state again, a bounded number of records at a time, and adds up what is really
/// there: first the application's records by their keys, then the replies to keyed requests and
/// then those to front ends' own, each in the order of the entries that last named them. Whatever
/// changes meanwhile in the part already passed is kept up to date by [StateDigest], so that the
/// sums are those of one state when the end is reached.
final class Scrub {
    /// How far the scrub has come; what comes later has not been passed.
    private enum Part {
        APPLICATION,
        KEYED,
        OWN
    }

    private final RecordHash hash;
    private final BucketSums sums = new BucketSums();
    private Part part = Part.APPLICATION;
    private @Nullable Bytes passedKey;
    private long passedNumber;
    private @Nullable KeptReply passedReply;
    private int budget;

    Scrub(RecordHash hash) {
        this.hash = hash;
    }

    /// What was found in the part already passed.
    BucketSums sums() {
        return sums;
    }

    /// Whether the place of the application's record `key` has been passed.
    boolean hasPassed(Bytes key) {
        return part != Part.APPLICATION || (passedKey != null && key.compareTo(passedKey) <= 0);
    }

    /// Whether the place of `reply` has been passed.
    boolean hasPassed(KeptReply reply) {
        var its = part(reply);
        return its == part ? reply.lastNumber <= passedNumber : its.compareTo(part) < 0;
    }

    /// Steps back from `reply`, which is about to leave its list.
    void leave(KeptReply reply) {
        if (reply == passedReply) {
            passedReply = reply.older;
        }
    }

    /// Reads `records` further records.
    ///
    /// @return whether the end is reached
    boolean advance(StateMachine application, ReplyTable table, int records) {
        budget = records;
        if (part == Part.APPLICATION) {
            application.scan(passedKey, this::visit);
            if (budget > 0) {
                enter(Part.KEYED);
            }
        }
        if (part == Part.KEYED) {
            readReplies(table.replies(false));
            if (budget > 0) {
                enter(Part.OWN);
            }
        }
        if (part == Part.OWN) {
            readReplies(table.replies(true));
        }
        return budget > 0;
    }

    /// Starts from the beginning.
    void restart() {
        sums.clear();
        passedKey = null;
        enter(Part.APPLICATION);
    }

    private boolean visit(Bytes key, Bytes value) {
        sums.add(BucketSums.bucket(key), hash.application(key, value));
        passedKey = key;
        budget--;
        return budget > 0;
    }

    private void readReplies(Recency replies) {
        var next = passedReply == null ? replies.oldest() : passedReply.newer;
        while (next != null && budget > 0) {
            sums.add(BucketSums.bucket(next), hash.reply(next));
            passedReply = next;
            passedNumber = next.lastNumber;
            budget--;
            next = next.newer;
        }
    }

    private void enter(Part next) {
        part = next;
        passedNumber = 0;
        passedReply = null;
    }

    private static Part part(KeptReply reply) {
        return reply.id.isOwnSession() ? Part.OWN : Part.KEYED;
    }
}
