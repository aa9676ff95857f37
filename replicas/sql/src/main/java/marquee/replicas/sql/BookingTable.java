package marquee.replicas.sql;

import com.google.common.collect.ImmutableList;
import java.sql.SQLException;
import marquee.applications.booking.BookingResult.Booking;
import marquee.replicas.sql.engine.Database;
import marquee.replicas.sql.engine.Prepared;
import org.jspecify.annotations.Nullable;

/// The statements on the table of bookings. Shows are named by their numbers, customers by their
/// places among all users.
final class BookingTable {
    /// One row tells all that rules 13 to 15 ask: whatever the customer holds of that movie at that
    /// time, wherever it is, and how many foreign shows of the week, which are counted only if the
    /// show is foreign to him and he does not hold it yet.
    static final String PROSPECT =
            """
            SELECT wanted.capacity - wanted.booked, held.show, held.tickets,
                CASE WHEN held.show IS NULL AND wanted.theatre <> ?2 / 20000 THEN (
                    SELECT count(*) FROM booking AS away
                    WHERE away.customer = ?2
                        AND (away.show / 9 % 36525 + 5) / 7 = (wanted.day - 10952) / 7
                        AND away.show / 328725 <> away.customer / 20000
                ) END
            FROM show AS wanted
            LEFT JOIN booking AS held ON held.customer = ?2
                AND held.show % 328725 = ?1 % 328725
            WHERE wanted.number = ?1
            """;

    static final String SCHEDULE =
            """
            SELECT show.number, booking.tickets
            FROM booking CROSS JOIN show ON show.number = booking.show
            WHERE booking.customer = ?1
            ORDER BY show.day, show.slot, show.theatre, show.movie
            """;

    private final Prepared prospect;
    private final Prepared schedule;
    private final Prepared ofShow;
    private final Prepared insert;
    private final Prepared update;
    private final Prepared delete;
    private final Prepared deleteOfShow;
    private final Prepared deleteAll;

    BookingTable(Database database) throws SQLException {
        prospect = database.prepare(PROSPECT);
        schedule = database.prepare(SCHEDULE);
        ofShow =
                database.prepare(
                        "SELECT customer, tickets FROM booking WHERE show = ?1 ORDER BY customer");
        insert = database.prepare("INSERT INTO booking VALUES (?1, ?2, ?3)");
        update =
                database.prepare(
                        "UPDATE booking SET tickets = ?3 WHERE show = ?1 AND customer = ?2");
        delete = database.prepare("DELETE FROM booking WHERE show = ?1 AND customer = ?2");
        deleteOfShow = database.prepare("DELETE FROM booking WHERE show = ?1");
        deleteAll = database.prepare("DELETE FROM booking");
    }

    /// A customer before a show.
    ///
    /// @param left the seats that are left
    /// @param held his tickets of the show
    /// @param isElsewhere whether he holds the same movie, date and slot at another theatre
    /// @param foreignShows how many foreign shows of that week he holds, if this would be one more
    record Prospect(int left, int held, boolean isElsewhere, int foreignShows) {}

    /// Tickets of a customer.
    record Holding(int customer, int tickets) {}

    /// Where `customer` stands with `show`; null if there is no such show.
    @Nullable Prospect prospect(int show, int customer) throws SQLException {
        try (var row = prospect.query(show, customer)) {
            if (!row.next()) {
                return null;
            }
            int left = row.getInt(1);
            int heldShow = row.getInt(2);
            if (row.wasNull()) {
                return new Prospect(left, 0, false, row.getInt(4));
            }
            return heldShow == show
                    ? new Prospect(left, row.getInt(3), false, 0)
                    : new Prospect(left, 0, true, 0);
        }
    }

    /// What `customer` holds, by date, slot, theatre and movie name.
    ImmutableList<Booking> schedule(int customer) throws SQLException {
        var bookings = ImmutableList.<Booking>builder();
        try (var row = schedule.query(customer)) {
            while (row.next()) {
                bookings.add(new Booking(ShowNumber.show(row.getInt(1)), row.getInt(2)));
            }
        }
        return bookings.build();
    }

    /// The bookings on `show`, by customer.
    ImmutableList<Holding> ofShow(int show) throws SQLException {
        var holdings = ImmutableList.<Holding>builder();
        try (var row = ofShow.query(show)) {
            while (row.next()) {
                holdings.add(new Holding(row.getInt(1), row.getInt(2)));
            }
        }
        return holdings.build();
    }

    /// Lets `customer` hold `now` tickets of `show`, who held `before`; 0 is no booking.
    void set(int show, int customer, int before, int now) throws SQLException {
        if (before == 0) {
            insert.runOnOne(show, customer, now);
        } else if (now == 0) {
            delete.runOnOne(show, customer);
        } else {
            update.runOnOne(show, customer, now);
        }
    }

    void deleteOfShow(int show) throws SQLException {
        deleteOfShow.run(show);
    }

    void deleteAll() throws SQLException {
        deleteAll.run();
    }
}
