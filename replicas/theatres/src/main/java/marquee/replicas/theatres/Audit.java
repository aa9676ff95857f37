package marquee.replicas.theatres;

import static com.google.common.base.Preconditions.checkState;

import marquee.applications.booking.UserId;

/// Looks whether one theatre's books agree with each other: each booking stands in them twice, by
/// screen and by customer, and is counted in the seats sold. Books with a fault are used no further
/// (rule P49).
final class Audit {
    private Audit() {}

    /// Checks that `screen` is found where it should be, and has sold what its tickets add up to.
    static void check(Ledger ledger, Screen screen) {
        int sold = 0;
        for (int i = 0; i < screen.tickets.size(); i++) {
            sold += screen.tickets.valueAt(i);
        }
        checkState(ledger.find(screen.time) == screen, "%s is out of its place", screen.time);
        checkState(
                sold == screen.sold && screen.left() >= 0,
                "%s tickets for %s, but %s of %s sold",
                sold,
                screen.time,
                screen.sold,
                screen.capacity);
    }

    /// Checks that the customer of the booking at `index` has the same number of tickets.
    static void check(Ledger ledger, Screen screen, int index) {
        var customer = UserId.atPlace(screen.tickets.keyAt(index));
        int held = ledger.holdings(customer).get(screen.time);
        checkState(
                held == screen.tickets.valueAt(index),
                "%s holds %s tickets in one book and not in the other",
                customer,
                held);
    }

    /// Checks that customers hold nothing that no screen knows of.
    static void check(Ledger ledger) {
        int bookings = 0;
        for (var screen : ledger.screens()) {
            bookings += screen.tickets.size();
        }
        int held = ledger.countHoldings();
        checkState(bookings == held, "%s bookings, but customers hold %s", bookings, held);
    }
}
