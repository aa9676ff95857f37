package marquee.sequencer;

import com.google.common.base.Preconditions;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.MembershipChange;
import org.jspecify.annotations.Nullable;

/// The newest entries of the order, within limits of number and bytes.
final class HistoryTail {
    /// What an entry takes in memory and on the wire beside its operation, about.
    private static final int BYTES_BESIDE = 160;

    private final @Nullable Entry[] ring;
    private final long bytesMax;
    private long first = 1;
    private long head;
    private long bytes;

    HistoryTail(int entriesMax, long bytesMax) {
        this.ring = new @Nullable Entry[entriesMax];
        this.bytesMax = bytesMax;
    }

    /// About how many bytes `entry` takes.
    static int bytes(Entry entry) {
        return switch (entry.content()) {
            case Entry.Request request -> BYTES_BESIDE + request.operation().length();
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

    /// Takes the next entry, and forgets old ones beyond the limits. The very first one may have
    /// any number.
    void add(Entry entry) {
        if (head == 0) {
            first = entry.number();
            head = first - 1;
        }
        Preconditions.checkArgument(
                entry.number() == head + 1, "entry %s after %s", entry.number(), head);
        if (head + 1 - first == ring.length) {
            forgetFirst();
        }
        head = entry.number();
        ring[index(head)] = entry;
        bytes += bytes(entry);
        while (bytes > bytesMax && first < head) {
            forgetFirst();
        }
    }

    /// The entry at `number`, which must be here.
    Entry at(long number) {
        var entry = number - first >= 0 ? ring[index(number)] : null;
        Preconditions.checkArgument(
                entry != null && entry.number() == number, "entry %s is not in memory", number);
        return entry;
    }

    private void forgetFirst() {
        bytes -= bytes(at(first));
        ring[index(first)] = null;
        first++;
    }

    private int index(long number) {
        return (int) (number % ring.length);
    }
}
