package marquee.sequencer;

import com.google.common.base.Preconditions;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.MembershipChange;
import marquee.sequencer.log.KeptSnapshot;
import org.jspecify.annotations.Nullable;

/// What of the order is at hand: the newest entries, within limits of number and bytes, in memory;
/// those from [#oldest] on in the log; what was before that as a snapshot.
final class HistoryTail {
    /// What an entry takes on the wire beside its operation, about.
    private static final int BYTES_BESIDE = 160;

    private static final int BYTES_A_JUDGEMENT = 8;

    private final EntryRing ring;
    private final long bytesMax;
    private @Nullable KeptSnapshot snapshot;
    private long oldest = 1;
    private long first = 1;
    private long head;

    HistoryTail(int entriesMax, long bytesMax) {
        this.ring = new EntryRing(entriesMax);
        this.bytesMax = bytesMax;
    }

    /// About how many bytes `entry` takes on the wire.
    static int bytes(Entry entry) {
        return switch (entry.content()) {
            case Entry.Request request -> BYTES_BESIDE + request.operation().length();
            case MembershipChange.Judged(_, var judgements) ->
                    BYTES_BESIDE + BYTES_A_JUDGEMENT * judgements.size();
            case Entry.Mark _, MembershipChange _ -> BYTES_BESIDE;
        };
    }

    /// The newest entry's number; 0 if there never was one.
    long head() {
        return head;
    }

    /// The oldest entry's number here, one more than [#head] if there is none.
    long first() {
        return first;
    }

    /// The oldest entry's number in the log.
    long oldest() {
        return oldest;
    }

    /// The newest snapshot; null if there is none.
    @Nullable KeptSnapshot snapshot() {
        return snapshot;
    }

    /// There is a snapshot, newer than any before it.
    void archived(KeptSnapshot newest) {
        snapshot = newest;
    }

    /// Entries before `number` are cut off the log.
    void cut(long number) {
        oldest = number;
    }

    /// Whether the entry `number` is neither in memory nor in the log any more.
    boolean isGone(long number) {
        return number < first && number < oldest;
    }

    /// Takes the next entry, and forgets old ones beyond the limits. The very first one may have
    /// any number.
    void add(Entry entry) {
        if (head == 0) {
            first = entry.number();
            oldest = first;
            head = first - 1;
        }
        Preconditions.checkArgument(
                entry.number() == head + 1, "entry %s after %s", entry.number(), head);
        if (head + 1 - first == ring.max()) {
            forgetFirst();
        }
        head = entry.number();
        ring.add(entry);
        while (ring.bytes() > bytesMax && first < head) {
            forgetFirst();
        }
    }

    /// The entry at `number`, which must be here.
    Entry at(long number) {
        return ring.at(number);
    }

    private void forgetFirst() {
        ring.forget(first);
        first++;
    }
}
