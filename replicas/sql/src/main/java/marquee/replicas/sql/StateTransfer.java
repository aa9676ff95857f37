package marquee.replicas.sql;

import static com.google.common.base.Preconditions.checkState;

import java.sql.SQLException;
import marquee.applications.StateMachine.RecordVisitor;
import marquee.applications.StateMachine.StateRecord;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.CanonicalRecord.OfBooking;
import marquee.applications.booking.CanonicalRecord.OfShow;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;
import marquee.protocol.wire.Bytes;
import marquee.replicas.sql.engine.Database;
import marquee.replicas.sql.engine.Prepared;
import org.jspecify.annotations.Nullable;

/// The rows as canonical records, and back (docs/domain.md, the canonical state).
final class StateTransfer {
    /// In the place of a customer: the row is the show's own. Less than every customer.
    private static final int NOBODY = -1;

    /// Both arms come out of their keys in order and are merged; no row is read that is not shown.
    /// The last column is whether what is kept beside a row agrees with it: the programme has the
    /// show, whose `booked` is the sum of its tickets, and the weeks of the customer the booking.
    static final String SCAN =
            """
            SELECT number, customer, amount, CASE customer
                WHEN -1 THEN (
                    SELECT booked FROM show INDEXED BY programme
                    WHERE movie = record.number % 3 AND theatre = record.number / 328725
                        AND day = record.number / 9 % 36525 + 10957
                        AND slot = record.number / 3 % 3 AND number = record.number
                ) = (SELECT ifnull(sum(tickets), 0) FROM booking WHERE show = record.number)
                ELSE EXISTS (
                    SELECT 1 FROM booking AS his INDEXED BY weeks
                    WHERE his.customer = record.customer
                        AND (his.show / 9 % 36525 + 5) / 7 = (record.number / 9 % 36525 + 5) / 7
                        AND his.show = record.number
                ) END
            FROM (
                SELECT number, -1 AS customer, capacity AS amount FROM show WHERE number > ?1
                UNION ALL
                SELECT show, customer, tickets FROM booking WHERE (show, customer) > (?1, ?2)
                ORDER BY 1, 2
            ) AS record
            """;

    private final Database database;
    private final ShowTable shows;
    private final BookingTable bookings;
    private final Prepared scan;
    private final NewBookings newBookings;

    StateTransfer(Database database, ShowTable shows, BookingTable bookings) throws SQLException {
        this.database = database;
        this.shows = shows;
        this.bookings = bookings;
        scan = database.prepare(SCAN);
        newBookings = new NewBookings(database);
    }

    /// Shows `visitor` the records with keys greater than `after`, all if it is null.
    ///
    /// @throws IllegalStateException if the tables contradict each other there
    void scan(@Nullable Bytes after, RecordVisitor visitor) throws SQLException {
        var last = after == null ? null : keyed(after);
        int number = last == null ? ShowNumber.BEFORE_ALL : ShowNumber.of(last.show());
        int customer = last instanceof OfBooking booking ? booking.customer().place() : NOBODY;
        try (var row = scan.query(number, customer)) {
            @Nullable Show show = null;
            boolean more = true;
            while (more && row.next()) {
                if (show == null || row.getInt(1) != number) {
                    number = row.getInt(1);
                    show = ShowNumber.show(number);
                }
                var key = key(show, row.getInt(2));
                checkState(row.getBoolean(4), "the tables contradict each other at %s", key);
                more =
                        isUpTo(key, after)
                                || visitor.visit(key, CanonicalRecord.value(row.getInt(3)));
            }
        }
    }

    /// A record with that key; null if no record can have it, so that one has to look at all.
    private static @Nullable CanonicalRecord keyed(Bytes key) {
        return CanonicalRecord.decode(new StateRecord(key, CanonicalRecord.value(1)));
    }

    private static Bytes key(Show show, int customer) {
        return customer == NOBODY
                ? CanonicalRecord.key(show)
                : CanonicalRecord.key(show, UserId.atPlace(customer));
    }

    private static boolean isUpTo(Bytes key, @Nullable Bytes last) {
        return last != null && key.compareTo(last) <= 0;
    }

    /// Puts the state of `records` in the place of the present one, in one transaction.
    ///
    /// @return whether that was done; else nothing is changed
    /// @throws SQLException if the database fails, which may have ended the transaction by itself:
    ///   its user must stop (rule P49)
    boolean restore(Iterable<StateRecord> records) throws SQLException {
        boolean done = false;
        database.begin();
        try {
            done = replace(records);
        } catch (SQLException e) {
            if (!Database.isViolation(e)) {
                throw e;
            }
        }
        if (done) {
            database.commit();
        } else {
            database.rollback();
        }
        return done;
    }

    /// Whether all of `records` are in the tables now: each is one, they ascend, and the schema
    /// finds nothing in them that cannot be. Bookings go in by the hundred, and their tickets are
    /// summed up in the end; should anything be wrong, the trigger comes back with all the rest.
    private boolean replace(Iterable<StateRecord> records) throws SQLException {
        bookings.deleteAll();
        shows.deleteAll();
        database.runOnce(Schema.NO_BOOKING_ADDED);
        newBookings.begin();
        @Nullable Bytes last = null;
        for (var bytes : records) {
            var read = CanonicalRecord.decode(bytes);
            if (read == null || isUpTo(bytes.key(), last)) {
                return false;
            }
            insert(read);
            last = bytes.key();
        }
        newBookings.end();
        database.runOnce(Schema.TALLY);
        database.runOnce(Schema.BOOKING_ADDED);
        return true;
    }

    private void insert(CanonicalRecord read) throws SQLException {
        switch (read) {
            case OfShow(var show, int capacity) -> shows.insert(show, capacity);
            case OfBooking(var show, var customer, int tickets) ->
                    newBookings.add(ShowNumber.of(show), customer.place(), tickets);
        }
    }
}
