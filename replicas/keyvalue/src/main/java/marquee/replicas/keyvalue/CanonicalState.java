package marquee.replicas.keyvalue;

import static com.google.common.base.Preconditions.checkState;

import marquee.applications.StateMachine.RecordChanges;
import marquee.applications.StateMachine.RecordVisitor;
import marquee.applications.StateMachine.StateRecord;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.CanonicalRecord.OfBooking;
import marquee.applications.booking.CanonicalRecord.OfShow;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// The store as canonical records, out and in. The keys of its records ascend as the canonical ones
/// do, so going out is one range scan.
final class CanonicalState {
    private static final RecordChanges UNTOLD = (_, _, _) -> {};

    private CanonicalState() {}

    /// Shows `visitor` the records with keys greater than `after`, all if it is null.
    ///
    /// @throws IllegalStateException if an index says something else
    static void scan(BookingStore store, @Nullable Bytes after, RecordVisitor visitor) {
        checkState(store.isAllIndexed(), "the indexes have not as many entries as the records");
        long first = after == null ? 0 : firstAfter(store, after);
        if (first == store.records.sizeAsLong()) {
            return;
        }
        var cursor = store.records.cursor(store.records.getKey(first));
        while (cursor.hasNext()) {
            long record = cursor.next();
            int amount = cursor.getValue();
            var key = BookingStore.canonicalKey(record);
            checkState(store.isIndexed(record, amount), "an index contradicts the record %s", key);
            if (!visitor.visit(key, CanonicalRecord.value(amount))) {
                return;
            }
        }
    }

    /// How many records there are with keys up to `after`, which can be any bytes: the tree counts
    /// what is below each of its pages, so it finds the n-th key as quickly as a given one.
    private static long firstAfter(BookingStore store, Bytes after) {
        long from = 0;
        long to = store.records.sizeAsLong();
        while (from < to) {
            long middle = from + (to - from) / 2;
            var key = BookingStore.canonicalKey(store.records.getKey(middle));
            if (key.compareTo(after) > 0) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    /// Fills an empty store with `records`.
    ///
    /// @return whether they are the records of a possible state in ascending order; if not, the
    ///   store is of no use
    static boolean read(Iterable<StateRecord> records, BookingStore store) {
        var last = Bytes.EMPTY;
        for (var record : records) {
            var decoded = CanonicalRecord.decode(record);
            if (decoded == null || record.key().compareTo(last) <= 0 || !enter(store, decoded)) {
                return false;
            }
            store.settle();
            last = record.key();
        }
        return true;
    }

    private static boolean enter(BookingStore store, CanonicalRecord record) {
        int show = ShowCode.of(record.show());
        switch (record) {
            case OfShow(_, int capacity) -> store.seat(show, capacity, capacity, UNTOLD);
            case OfBooking(_, var customer, int tickets) -> {
                int left = store.left(show) - tickets;
                if (left < 0 || store.holdsElsewhere(customer, show)) {
                    return false;
                }
                store.enter(customer, show, tickets, left);
            }
        }
        return true;
    }
}
