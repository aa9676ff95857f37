package marquee.replicas.sql;

import com.google.common.collect.ImmutableList;
import java.sql.SQLException;
import marquee.applications.StateMachine.RecordChanges;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Added;
import marquee.applications.booking.BookingResult.Dropped;
import marquee.applications.booking.BookingResult.Listed;
import marquee.applications.booking.BookingResult.Moved;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.BookingResult.Removed;
import marquee.applications.booking.BookingResult.Updated;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;
import marquee.replicas.sql.engine.Database;

/// The operations on shows: add, remove and list (docs/domain.md, the operations).
final class ShowTransactions {
    private static final int DAYS_AHEAD = 7;

    private final Database database;
    private final ShowTable shows;
    private final BookingTable bookings;

    ShowTransactions(Database database, ShowTable shows, BookingTable bookings) {
        this.database = database;
        this.shows = shows;
        this.bookings = bookings;
    }

    BookingResult add(AddMovieSlots add, int today, RecordChanges changes) throws SQLException {
        var show = Arguments.show(add.show());
        int capacity = (int) add.capacity();
        long day = show.id().date().toEpochDay();
        if (Arguments.value(add.actor()).home() != show.id().theatre()) {
            return new Refused(RefusalCode.NOT_YOUR_THEATRE);
        } else if (day < today) {
            return new Refused(RefusalCode.PAST_DATE);
        } else if (day - today > DAYS_AHEAD) {
            return new Refused(RefusalCode.TOO_FAR);
        }
        int number = ShowNumber.of(show);
        var seats = shows.find(number);
        if (seats == null) {
            shows.insert(show, capacity);
            Changed.show(changes, show, 0, capacity);
            return new Added(capacity, 0, capacity);
        } else if (capacity < seats.booked()) {
            return new Refused(RefusalCode.BELOW_BOOKED, seats.booked());
        } else if (capacity != seats.capacity()) {
            shows.resize(number, capacity);
            Changed.show(changes, show, seats.capacity(), capacity);
        }
        return new Updated(capacity, seats.booked(), capacity - seats.booked());
    }

    BookingResult remove(RemoveMovieSlots remove, int today, RecordChanges changes)
            throws SQLException {
        var show = Arguments.show(remove.show());
        if (Arguments.value(remove.actor()).home() != show.id().theatre()) {
            return new Refused(RefusalCode.NOT_YOUR_THEATRE);
        } else if (show.id().date().toEpochDay() < today) {
            return new Refused(RefusalCode.PAST_DATE);
        }
        int number = ShowNumber.of(show);
        var seats = shows.find(number);
        if (seats == null) {
            return new Refused(RefusalCode.NO_SUCH_SHOW);
        }
        database.begin();
        var removed = moveOn(show, number, changes);
        bookings.deleteOfShow(number);
        shows.delete(number);
        database.commit();
        Changed.show(changes, show, seats.capacity(), 0);
        return removed;
    }

    /// Gives each customer of `show` as many tickets of the next show that has room for them.
    private Removed moveOn(Show show, int number, RecordChanges changes) throws SQLException {
        var moved = ImmutableList.<Moved>builder();
        var dropped = ImmutableList.<Dropped>builder();
        for (var holding : bookings.ofShow(number)) {
            int tickets = holding.tickets();
            var customer = UserId.atPlace(holding.customer());
            var room = shows.next(number, holding.customer(), tickets);
            if (room == null) {
                dropped.add(new Dropped(customer, tickets));
            } else {
                int now = room.held() + tickets;
                bookings.set(room.show(), holding.customer(), room.held(), now);
                var next = ShowNumber.show(room.show());
                Changed.booking(changes, next, customer, room.held(), now);
                moved.add(new Moved(customer, tickets, next.id()));
            }
            Changed.booking(changes, show, customer, tickets, 0);
        }
        return new Removed(moved.build(), dropped.build());
    }

    BookingResult list(ListMovieShowsAvailability list, int today) throws SQLException {
        var movie = Arguments.value(list.movie());
        return new Listed(movie, shows.list(movie, today));
    }
}
