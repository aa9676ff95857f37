package marquee.replicas.sql;

import java.sql.SQLException;
import java.util.Arrays;
import marquee.replicas.sql.engine.Database;
import marquee.replicas.sql.engine.Prepared;

/// Bookings on their way into an empty table, many in one statement: a call of the engine takes
/// several times as long as a row.
final class NewBookings {
    /// How many bookings a statement inserts.
    static final int ROWS = 100;

    private static final int COLUMNS = 3;
    private static final String ROW = "(?, ?, ?)";

    private final Prepared insertOne;
    private final Prepared insertMany;
    private final int[] waiting = new int[ROWS * COLUMNS];
    private int length;

    NewBookings(Database database) throws SQLException {
        insertOne = database.prepare("INSERT INTO booking VALUES " + ROW);
        insertMany =
                database.prepare(
                        "INSERT INTO booking VALUES " + (ROW + ", ").repeat(ROWS - 1) + ROW);
    }

    /// Forgets those that wait.
    void begin() {
        length = 0;
    }

    /// Adds a booking of `customer`, who holds none of `show`.
    ///
    /// @throws SQLException if the schema refuses it, or one of those before it
    void add(int show, int customer, int tickets) throws SQLException {
        waiting[length++] = show;
        waiting[length++] = customer;
        waiting[length++] = tickets;
        if (length == waiting.length) {
            insertMany.run(waiting);
            length = 0;
        }
    }

    /// Inserts those that wait.
    ///
    /// @throws SQLException if the schema refuses one
    void end() throws SQLException {
        for (int from = 0; from < length; from += COLUMNS) {
            insertOne.run(Arrays.copyOfRange(waiting, from, from + COLUMNS));
        }
        length = 0;
    }
}
