package marquee.replicas.host.state;

import marquee.applications.StateMachine;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// Reads the whole state again, a bounded number of records and bytes at a time, and adds up what
/// is really there: first the application's records by their keys, then the replies to keyed
/// requests and then those to front ends' own, each in the order of the entries that last named
/// them. Whatever changes meanwhile in the part already passed is kept up to date by [StateDigest],
/// so that the sums are those of one state when the end is reached.
final class Scrub {
    /// How many bytes of records are read at a time; the record that goes beyond them is read
    /// whole. They do for the records of most states, and end a part that meets long replies.
    static final int BYTES_MAX = 256 * 1024;

    private final RecordHash hash;
    private final BucketSums sums = new BucketSums();
    private final ReplyCursor keyed = new ReplyCursor();
    private final ReplyCursor own = new ReplyCursor();
    private @Nullable Bytes passedKey;
    private boolean applicationPassed;
    private int recordsLeft;
    private int bytesLeft;

    Scrub(RecordHash hash) {
        this.hash = hash;
    }

    /// What was found in the part already passed.
    BucketSums sums() {
        return sums;
    }

    /// Whether the place of the application's record `key` has been passed.
    boolean hasPassed(Bytes key) {
        return applicationPassed || (passedKey != null && key.compareTo(passedKey) <= 0);
    }

    /// Whether the place of `reply` has been passed.
    boolean hasPassed(KeptReply reply) {
        return cursor(reply).hasPassed(reply);
    }

    /// Steps back from `reply`, which is about to leave its list.
    void leave(KeptReply reply) {
        cursor(reply).leave(reply);
    }

    /// Reads `records` further records, fewer if they have [#BYTES_MAX] bytes.
    ///
    /// @return whether the end is reached
    boolean advance(StateMachine application, ReplyTable table, int records) {
        recordsLeft = records;
        bytesLeft = BYTES_MAX;
        if (!applicationPassed) {
            application.scan(passedKey, this::visit);
            applicationPassed = goesOn();
        }
        return applicationPassed
                && advance(keyed, table.replies(false))
                && advance(own, table.replies(true));
    }

    /// Starts from the beginning.
    void restart() {
        sums.clear();
        passedKey = null;
        applicationPassed = false;
        keyed.restart();
        own.restart();
    }

    private boolean visit(Bytes key, Bytes value) {
        sums.add(BucketSums.bucket(key), hash.application(key, value));
        passedKey = key;
        count(key.length() + value.length());
        return goesOn();
    }

    private boolean advance(ReplyCursor cursor, Recency list) {
        var next = cursor.next(list);
        while (next != null && goesOn()) {
            sums.add(BucketSums.bucket(next), hash.reply(next));
            cursor.pass(next);
            count(next.length());
            next = cursor.next(list);
        }
        if (goesOn()) {
            cursor.passAll();
        }
        return goesOn();
    }

    private void count(int bytes) {
        recordsLeft--;
        bytesLeft -= bytes;
    }

    private boolean goesOn() {
        return recordsLeft > 0 && bytesLeft > 0;
    }

    private ReplyCursor cursor(KeptReply reply) {
        return reply.isOwnSession() ? own : keyed;
    }
}
