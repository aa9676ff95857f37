package marquee.replicas.sql;

import com.google.common.collect.ImmutableList;
import java.sql.SQLException;
import marquee.applications.booking.BookingResult.Availability;
import marquee.applications.booking.Movie;
import marquee.applications.booking.Show;
import marquee.replicas.sql.engine.Database;
import marquee.replicas.sql.engine.Prepared;
import org.jspecify.annotations.Nullable;

/// The statements on the table of shows. Shows are named by their numbers.
@SuppressWarnings("EnumOrdinal") // The columns hold places in the canonical orders.
final class ShowTable {
    static final String NEXT =
            """
            SELECT later.number, held.tickets
            FROM show AS gone
            CROSS JOIN show AS later ON later.movie = gone.movie AND later.theatre = gone.theatre
                AND (later.day, later.slot) > (gone.day, gone.slot)
            LEFT JOIN booking AS held ON held.customer = ?2
                AND held.show % 328725 = later.number % 328725
            WHERE gone.number = ?1
                AND later.capacity - later.booked >= ?3
                AND (held.show IS NULL OR held.show = later.number)
            ORDER BY later.day, later.slot
            LIMIT 1
            """;

    static final String LIST =
            """
            SELECT number, capacity - booked FROM show
            WHERE movie = ?1 AND theatre IN (0, 1, 2) AND day >= ?2
            ORDER BY theatre, day, slot
            """;

    private final Prepared find;
    private final Prepared insert;
    private final Prepared resize;
    private final Prepared delete;
    private final Prepared deleteAll;
    private final Prepared next;
    private final Prepared list;

    ShowTable(Database database) throws SQLException {
        find = database.prepare("SELECT capacity, booked FROM show WHERE number = ?1");
        insert = database.prepare("INSERT INTO show VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)");
        resize = database.prepare("UPDATE show SET capacity = ?2 WHERE number = ?1");
        delete = database.prepare("DELETE FROM show WHERE number = ?1");
        deleteAll = database.prepare("DELETE FROM show");
        next = database.prepare(NEXT);
        list = database.prepare(LIST);
    }

    /// The seats of a show, all and those booked.
    record Seats(int capacity, int booked) {}

    /// A show on which a booking finds room, and what its customer holds there already.
    record Room(int show, int held) {}

    @Nullable Seats find(int show) throws SQLException {
        try (var row = find.query(show)) {
            return row.next() ? new Seats(row.getInt(1), row.getInt(2)) : null;
        }
    }

    void insert(Show show, int capacity) throws SQLException {
        insert.runOnOne(
                ShowNumber.of(show),
                show.id().theatre().ordinal(),
                (int) show.id().date().toEpochDay(),
                show.id().slot().ordinal(),
                show.movie().ordinal(),
                capacity);
    }

    void resize(int show, int capacity) throws SQLException {
        resize.runOnOne(show, capacity);
    }

    /// Deletes a show without bookings.
    void delete(int show) throws SQLException {
        delete.runOnOne(show);
    }

    void deleteAll() throws SQLException {
        deleteAll.run();
    }

    /// The first show after `show`, of the same movie and at the same theatre, that has seats for
    /// all `tickets` and at whose time `customer` does not hold that movie elsewhere.
    @Nullable Room next(int show, int customer, int tickets) throws SQLException {
        try (var row = next.query(show, customer, tickets)) {
            return row.next() ? new Room(row.getInt(1), row.getInt(2)) : null;
        }
    }

    /// The shows of `movie` from `day` on, by theatre, date and slot.
    ImmutableList<Availability> list(Movie movie, int day) throws SQLException {
        var shows = ImmutableList.<Availability>builder();
        try (var row = list.query(movie.ordinal(), day)) {
            while (row.next()) {
                shows.add(new Availability(ShowNumber.show(row.getInt(1)).id(), row.getInt(2)));
            }
        }
        return shows.build();
    }
}
