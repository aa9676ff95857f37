package marquee.replicas.theatres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import marquee.applications.StateMachine.RecordChanges;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.UserId;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// One theatre's books: its screens in the order of their times, and for each customer what is held
/// here. It remembers what every record was before the operation, so that it can tell at the end
/// what has really become another one, whatever was done and undone between.
final class Ledger {
    /// In the place of a customer: the record is the show's own.
    private static final int OF_SHOW = -1;

    private final Theatre theatre;
    private final List<Screen> screens = new ArrayList<>();

    /// Tickets by the times of their shows, by the places of the customers' ids.
    private final @Nullable IntTable[] customers = new IntTable[UserId.PLACES];

    private Map<Entry, Integer> before = new LinkedHashMap<>();

    Ledger(Theatre theatre) {
        this.theatre = theatre;
    }

    private record Entry(int time, int customer) {}

    Theatre theatre() {
        return theatre;
    }

    /// All screens, in the order of their times.
    List<Screen> screens() {
        return screens;
    }

    /// The index of the first screen whose time is at least `time`; their number if none is.
    int indexFrom(int time) {
        int low = 0;
        int high = screens.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (screens.get(middle).time < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The screen at `time`, if there is one.
    @Nullable Screen find(int time) {
        int index = indexFrom(time);
        return index < screens.size() && screens.get(index).time == time
                ? screens.get(index)
                : null;
    }

    /// What `customer` holds here: tickets by the times of their shows.
    IntTable holdings(UserId customer) {
        var holdings = customers[customer.place()];
        if (holdings == null) {
            holdings = new IntTable();
            customers[customer.place()] = holdings;
        }
        return holdings;
    }

    /// How many holdings all customers have here together.
    int countHoldings() {
        int count = 0;
        for (var holdings : customers) {
            count += holdings == null ? 0 : holdings.size();
        }
        return count;
    }

    /// Adds a screen at `time`, where none is.
    void open(int time, int capacity) {
        before.putIfAbsent(new Entry(time, OF_SHOW), 0);
        enter(time, capacity);
    }

    /// Adds a screen of which nobody is to be told.
    void enter(int time, int capacity) {
        screens.add(indexFrom(time), new Screen(time, capacity));
    }

    /// Gives `screen` another number of seats.
    void resize(Screen screen, int capacity) {
        before.putIfAbsent(new Entry(screen.time, OF_SHOW), screen.capacity);
        screen.capacity = capacity;
    }

    /// Takes `screen` and all bookings on it away.
    void close(Screen screen) {
        while (screen.tickets.size() > 0) {
            int last = screen.tickets.size() - 1;
            hold(screen, UserId.atPlace(screen.tickets.keyAt(last)), 0);
        }
        before.putIfAbsent(new Entry(screen.time, OF_SHOW), screen.capacity);
        screens.remove(indexFrom(screen.time));
    }

    /// Makes `customer` hold `tickets` of `screen`.
    void hold(Screen screen, UserId customer, int tickets) {
        before.putIfAbsent(new Entry(screen.time, customer.place()), screen.held(customer));
        enter(screen, customer, tickets);
    }

    /// Makes him hold them without anybody being told.
    void enter(Screen screen, UserId customer, int tickets) {
        screen.sold += tickets - screen.held(customer);
        screen.tickets.put(customer.place(), tickets);
        holdings(customer).put(screen.time, tickets);
    }

    /// Tells `changes` of each record that is another one than before the operation, and forgets
    /// the operation.
    void settle(RecordChanges changes) {
        if (!before.isEmpty()) {
            before.forEach((entry, old) -> tell(changes, entry, old));
            // Once a map is large, to clear it takes long for ever after.
            before = new LinkedHashMap<>();
        }
    }

    private void tell(RecordChanges changes, Entry entry, int old) {
        var screen = find(entry.time());
        int now = 0;
        if (screen != null) {
            now =
                    entry.customer() == OF_SHOW
                            ? screen.capacity
                            : screen.tickets.get(entry.customer());
        }
        if (now != old) {
            var show = ShowTime.show(theatre, entry.time());
            var key =
                    entry.customer() == OF_SHOW
                            ? CanonicalRecord.key(show)
                            : CanonicalRecord.key(show, UserId.atPlace(entry.customer()));
            changes.changed(key, value(old), value(now));
        }
    }

    private static @Nullable Bytes value(int amount) {
        return amount == 0 ? null : CanonicalRecord.value(amount);
    }
}
