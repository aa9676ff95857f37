package marquee.launcher.simulated;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import marquee.applications.StateMachine;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.CanonicalRecord.OfBooking;
import marquee.applications.booking.CanonicalRecord.OfShow;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.UserId;
import marquee.protocol.wire.Bytes;
import marquee.simulation.Violation;
import org.jspecify.annotations.Nullable;

/// Executes what it is given, and keeps books on what that changes.
///
/// Invariant I7, domain: after each operation no show has more tickets booked than it has seats,
/// none that is gone has bookings, nobody holds the same movie, date and slot at two theatres, and
/// an exchange changes how many tickets a customer holds of which show, never how many in all.
final class DomainAudit implements StateMachine {
    private final StateMachine application;
    private final Map<Show, Integer> capacities = new HashMap<>();
    private final Map<Show, Integer> booked = new HashMap<>();
    private final Map<Holding, Integer> held = new HashMap<>();
    private final List<CanonicalRecord> touched = new ArrayList<>();
    private long tickets;

    private record Holding(UserId customer, Show show) {}

    DomainAudit(StateMachine application) {
        this.application = application;
    }

    @Override
    public Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes) {
        long before = tickets;
        touched.clear();
        var result =
                application.execute(
                        businessDate,
                        operation,
                        (key, old, now) -> {
                            changed(key, old, -1);
                            changed(key, now, 1);
                            changes.changed(key, old, now);
                        });
        touched.forEach(this::check);
        if (tickets != before
                && BookingCodec.decodeOperation(operation)
                        instanceof BookingOperation.ExchangeTickets exchange) {
            throw new Violation("I7", before + " tickets became " + tickets + " by " + exchange);
        }
        return result;
    }

    private void changed(Bytes key, @Nullable Bytes value, int sign) {
        if (value == null) {
            return;
        }
        var changed = CanonicalRecord.decode(new StateRecord(key, value));
        if (changed == null) {
            throw new Violation("I7", "no record of the domain: " + key + " " + value);
        }
        touched.add(changed);
        switch (changed) {
            case OfShow(var show, int capacity) ->
                    capacities.merge(show, sign * capacity, Integer::sum);
            case OfBooking(var show, var customer, int amount) -> {
                booked.merge(show, sign * amount, Integer::sum);
                held.merge(new Holding(customer, show), sign * amount, Integer::sum);
                tickets += (long) sign * amount;
            }
        }
    }

    private void check(CanonicalRecord changed) {
        var show = changed.show();
        int left = capacities.getOrDefault(show, 0) - booked.getOrDefault(show, 0);
        if (left < 0) {
            throw new Violation("I7", show + " is overbooked by " + -left);
        }
        if (changed instanceof OfBooking(var where, var customer, int amount)) {
            int holds = held.getOrDefault(new Holding(customer, show), 0);
            if (holds < 0 || (holds > 0 && holdsElsewhere(customer, show))) {
                throw new Violation("I7", customer + " must not hold " + holds + " of " + where);
            }
        }
    }

    private boolean holdsElsewhere(UserId customer, Show show) {
        for (var theatre : Theatre.values()) {
            var id = new MovieId(theatre, show.id().date(), show.id().slot());
            var same = new Holding(customer, new Show(id, show.movie()));
            if (theatre != show.id().theatre() && held.getOrDefault(same, 0) > 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void scan(@Nullable Bytes after, RecordVisitor visitor) {
        application.scan(after, visitor);
    }

    @Override
    public boolean restore(Iterable<StateRecord> records) {
        capacities.clear();
        booked.clear();
        held.clear();
        touched.clear();
        tickets = 0;
        if (!application.restore(records)) {
            return false;
        }
        application.scan(
                null,
                (key, value) -> {
                    changed(key, value, 1);
                    return true;
                });
        touched.forEach(this::check);
        return true;
    }
}
