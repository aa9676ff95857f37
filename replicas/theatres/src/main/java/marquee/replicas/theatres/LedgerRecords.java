package marquee.replicas.theatres;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Arrays;
import java.util.function.IntFunction;
import marquee.applications.StateMachine.RecordVisitor;
import marquee.applications.StateMachine.StateRecord;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.CanonicalRecord.OfBooking;
import marquee.applications.booking.CanonicalRecord.OfShow;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.UserId;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// The three theatres' books as canonical records, out and in. The order of the records is the
/// theatres', in each that of the screens, and each show is followed by its bookings.
final class LedgerRecords {
    private LedgerRecords() {}

    /// Shows `visitor` the records whose keys are greater than `after`; every key is than no bytes.
    ///
    /// @throws IllegalStateException if an [Audit] finds a fault in the books
    static void scan(ImmutableCollection<Ledger> ledgers, Bytes after, RecordVisitor visitor) {
        for (var ledger : ledgers) {
            var screens = ledger.screens();
            int next =
                    firstAfter(
                            after,
                            screens.size(),
                            i -> CanonicalRecord.key(show(ledger, screens.get(i))));
            if (next > 0) {
                // The record `after` may be one of the bookings of the show before.
                if (!scanBookings(ledger, screens.get(next - 1), after, visitor)) {
                    return;
                }
            }
            for (; next < screens.size(); next++) {
                if (!scanScreen(ledger, screens.get(next), visitor)) {
                    return;
                }
            }
        }
        ledgers.forEach(Audit::check);
    }

    private static boolean scanScreen(Ledger ledger, Screen screen, RecordVisitor visitor) {
        Audit.check(ledger, screen);
        var key = CanonicalRecord.key(show(ledger, screen));
        return visitor.visit(key, CanonicalRecord.value(screen.capacity))
                && scanBookings(ledger, screen, Bytes.EMPTY, visitor);
    }

    private static boolean scanBookings(
            Ledger ledger, Screen screen, Bytes after, RecordVisitor visitor) {
        var show = show(ledger, screen);
        var tickets = screen.tickets;
        IntFunction<Bytes> keys = i -> CanonicalRecord.key(show, UserId.atPlace(tickets.keyAt(i)));
        for (int i = firstAfter(after, tickets.size(), keys); i < tickets.size(); i++) {
            Audit.check(ledger, screen, i);
            if (!visitor.visit(keys.apply(i), CanonicalRecord.value(tickets.valueAt(i)))) {
                return false;
            }
        }
        return true;
    }

    /// The index of the first of `size` ascending keys that is greater than `after`.
    private static int firstAfter(Bytes after, int size, IntFunction<Bytes> keys) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys.apply(middle).compareTo(after) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static Show show(Ledger ledger, Screen screen) {
        return ShowTime.show(ledger.theatre(), screen.time);
    }

    /// The books that `records` describe.
    ///
    /// @return null if they are not the records of a possible state, in ascending order
    static @Nullable ImmutableMap<Theatre, Ledger> read(Iterable<StateRecord> records) {
        var ledgers = ImmutableMap.copyOf(Maps.toMap(Arrays.asList(Theatre.values()), Ledger::new));
        @Nullable Bytes last = null;
        for (var record : records) {
            var decoded = CanonicalRecord.decode(record);
            if (decoded == null
                    || (last != null && record.key().compareTo(last) <= 0)
                    || !enter(ledgers, decoded)) {
                return null;
            }
            last = record.key();
        }
        return ledgers;
    }

    private static boolean enter(ImmutableMap<Theatre, Ledger> ledgers, CanonicalRecord record) {
        var ledger = ledgers.get(record.show().id().theatre());
        int time = ShowTime.of(record.show());
        if (ledger == null) {
            return false;
        }
        switch (record) {
            case OfShow(_, int capacity) -> ledger.enter(time, capacity);
            case OfBooking(_, var customer, int tickets) -> {
                var screen = ledger.find(time);
                if (screen == null || screen.left() < tickets) {
                    return false;
                }
                for (var other : ledgers.values()) {
                    if (other.holdings(customer).get(time) > 0) {
                        return false;
                    }
                }
                ledger.enter(screen, customer, tickets);
            }
        }
        return true;
    }
}
