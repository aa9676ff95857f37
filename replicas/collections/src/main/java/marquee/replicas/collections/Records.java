package marquee.replicas.collections;

import marquee.applications.StateMachine.RecordVisitor;
import marquee.applications.StateMachine.StateRecord;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.CanonicalRecord.OfBooking;
import marquee.applications.booking.CanonicalRecord.OfShow;
import marquee.applications.booking.UserId;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// Writes the state as canonical records, straight out of the maps, and reads it again.
final class Records {
    private Records() {}

    /// Shows `visitor` the records with keys greater than `after`, all if it is null.
    ///
    /// @throws IllegalStateException if a sum or the index by customer says something else
    static void scan(BoxOffice office, @Nullable Bytes after, RecordVisitor visitor) {
        var last = after == null ? null : lastSeen(after);
        RecordVisitor rest = (key, value) -> !isAfter(key, after) || visitor.visit(key, value);
        for (var screening : office.from(last == null ? null : last.show())) {
            boolean isNew = last == null || !screening.show.equals(last.show());
            if (isNew) {
                office.check(screening);
                var value = CanonicalRecord.value(screening.capacity);
                if (!rest.visit(CanonicalRecord.key(screening.show), value)) {
                    return;
                }
            }
            var seen = !isNew && last instanceof OfBooking booking ? booking.customer() : null;
            if (!scanBookings(office, screening, seen, rest)) {
                return;
            }
        }
        office.checkSizes();
    }

    private static boolean scanBookings(
            BoxOffice office, Screening screening, @Nullable UserId seen, RecordVisitor visitor) {
        var holdings = seen == null ? screening.holdings : screening.holdings.tailMap(seen, false);
        for (var entry : holdings.entrySet()) {
            var holding = entry.getValue();
            office.check(entry.getKey(), screening, holding);
            var key = CanonicalRecord.key(screening.show, entry.getKey());
            if (!visitor.visit(key, CanonicalRecord.value(holding.tickets))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAfter(Bytes key, @Nullable Bytes after) {
        return after == null || key.compareTo(after) > 0;
    }

    /// The record of the key `after`, whatever its value; null if there can be none.
    private static @Nullable CanonicalRecord lastSeen(Bytes after) {
        return CanonicalRecord.decode(new StateRecord(after, CanonicalRecord.value(1)));
    }

    /// The state that `records` describe, or null if they describe none.
    static @Nullable BoxOffice read(Iterable<StateRecord> records) {
        var office = new BoxOffice();
        @Nullable Bytes last = null;
        for (var bytes : records) {
            var read = CanonicalRecord.decode(bytes);
            if (read == null || !isAfter(bytes.key(), last) || !add(office, read)) {
                return null;
            }
            last = bytes.key();
        }
        return office;
    }

    private static boolean add(BoxOffice office, CanonicalRecord added) {
        return switch (added) {
            case OfShow(var show, int capacity) -> {
                office.open(show, capacity, (_, _, _) -> {});
                yield true;
            }
            case OfBooking(var show, var customer, int tickets) -> {
                var screening = office.screening(show);
                if (screening == null
                        || screening.left() < tickets
                        || office.holdsElsewhere(customer, show, null)) {
                    yield false;
                }
                office.give(customer, screening, tickets, (_, _, _) -> {});
                yield true;
            }
        };
    }
}
