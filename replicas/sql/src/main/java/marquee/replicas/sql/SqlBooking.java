package marquee.replicas.sql;

import java.sql.SQLException;
import java.time.LocalDate;
import marquee.applications.StateMachine;
import marquee.applications.StoreException;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.RefusalCode;
import marquee.protocol.wire.Bytes;
import marquee.replicas.sql.engine.Database;
import org.jspecify.annotations.Nullable;

/// Booking in two tables of a database. The whole state is in the tables; queries decide, what an
/// operation changes is one transaction, and [Schema] refuses what must not be. Used by one thread
/// at a time.
public final class SqlBooking implements StateMachine {
    private final Database database;
    private final ShowTransactions shows;
    private final TicketTransactions tickets;
    private final StateTransfer transfer;

    private SqlBooking(Database database) throws SQLException {
        this.database = database;
        var showTable = new ShowTable(database);
        var bookingTable = new BookingTable(database);
        shows = new ShowTransactions(database, showTable, bookingTable);
        tickets = new TicketTransactions(database, bookingTable);
        transfer = new StateTransfer(database, showTable, bookingTable);
    }

    /// Makes one in memory, in the start state: no shows.
    ///
    /// @throws IllegalStateException if there can be no database on this machine
    static SqlBooking inMemory() {
        try {
            return new SqlBooking(Database.create(Schema.STATEMENTS));
        } catch (SQLException e) {
            throw new IllegalStateException("no database can be made", e);
        }
    }

    /// Makes one in the new file `path`, in the start state.
    ///
    /// @throws StoreException if the file cannot be written
    /// @throws IllegalStateException if there can be no database on this machine
    static SqlBooking inFile(String path) throws StoreException {
        try {
            return new SqlBooking(Database.createIn(path, Schema.STATEMENTS));
        } catch (SQLException e) {
            throw new StoreException("SQLite cannot use " + path + ": " + e.getMessage());
        }
    }

    @Override
    public Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes) {
        int today = Math.toIntExact(businessDate.toEpochDay());
        var decoded = BookingCodec.decodeOperation(operation);
        return BookingCodec.encode(
                decoded == null
                        ? new Refused(RefusalCode.MALFORMED)
                        : database.call(() -> answer(today, decoded, changes)));
    }

    @Override
    public void scan(@Nullable Bytes after, RecordVisitor visitor) {
        var _ =
                database.call(() -> {
                    transfer.scan(after, visitor);
                    return true;
                });
    }

    @Override
    public boolean restore(Iterable<StateRecord> records) {
        return database.call(() -> transfer.restore(records));
    }

    private BookingResult answer(int today, BookingOperation operation, RecordChanges changes)
            throws SQLException {
        var wrong = Arguments.wrong(operation);
        if (wrong != null) {
            return new Refused(wrong);
        }
        return switch (operation) {
            case AddMovieSlots add -> shows.add(add, today, changes);
            case RemoveMovieSlots remove -> shows.remove(remove, today, changes);
            case ListMovieShowsAvailability list -> shows.list(list, today);
            case BookMovieTickets book -> tickets.book(book, today, changes);
            case GetBookingSchedule schedule -> tickets.schedule(schedule);
            case CancelMovieTickets cancel -> tickets.cancel(cancel, today, changes);
            case ExchangeTickets exchange -> tickets.exchange(exchange, today, changes);
        };
    }
}
