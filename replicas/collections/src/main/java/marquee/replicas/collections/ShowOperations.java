package marquee.replicas.collections;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import marquee.applications.StateMachine.RecordChanges;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Added;
import marquee.applications.booking.BookingResult.Availability;
import marquee.applications.booking.BookingResult.Dropped;
import marquee.applications.booking.BookingResult.Listed;
import marquee.applications.booking.BookingResult.Moved;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.BookingResult.Removed;
import marquee.applications.booking.BookingResult.Updated;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;
import marquee.applications.booking.UserId;
import org.jspecify.annotations.Nullable;

/// The operations on shows: add, remove and list (docs/domain.md, 1 to 3). Each makes all its
/// checks before its first change.
final class ShowOperations {
    private static final int WINDOW_DAYS = 7;

    private final BoxOffice office;

    ShowOperations(BoxOffice office) {
        this.office = office;
    }

    BookingResult add(LocalDate today, AddMovieSlots add, RecordChanges changes) {
        var checks = new ArgumentChecks();
        var admin = checks.admin(add.actor());
        var show = checks.show(add.show());
        int capacity = checks.number(add.capacity());
        var refused = checks.refused();
        if (refused != null) {
            return refused;
        }
        var date = show.id().date();
        if (show.id().theatre() != admin.home()) {
            return new Refused(RefusalCode.NOT_YOUR_THEATRE);
        }
        if (date.isBefore(today)) {
            return new Refused(RefusalCode.PAST_DATE);
        }
        if (date.toEpochDay() - today.toEpochDay() > WINDOW_DAYS) {
            return new Refused(RefusalCode.TOO_FAR);
        }
        var screening = office.screening(show);
        if (screening == null) {
            int left = office.open(show, capacity, changes).left();
            return new Added(capacity, 0, left);
        }
        if (capacity < screening.booked) {
            return new Refused(RefusalCode.BELOW_BOOKED, screening.booked);
        }
        office.resize(screening, capacity, changes);
        return new Updated(capacity, screening.booked, screening.left());
    }

    BookingResult remove(LocalDate today, RemoveMovieSlots remove, RecordChanges changes) {
        var checks = new ArgumentChecks();
        var admin = checks.admin(remove.actor());
        var show = checks.show(remove.show());
        var refused = checks.refused();
        if (refused != null) {
            return refused;
        }
        if (show.id().theatre() != admin.home()) {
            return new Refused(RefusalCode.NOT_YOUR_THEATRE);
        }
        if (show.id().date().isBefore(today)) {
            return new Refused(RefusalCode.PAST_DATE);
        }
        var screening = office.screening(show);
        return screening == null
                ? new Refused(RefusalCode.NO_SUCH_SHOW)
                : moveOn(screening, changes);
    }

    private Removed moveOn(Screening gone, RecordChanges changes) {
        var later = laterShows(gone.show);
        var moved = ImmutableList.<Moved>builder();
        var dropped = ImmutableList.<Dropped>builder();
        for (var customer : ImmutableList.copyOf(gone.holdings.keySet())) {
            int tickets = office.held(customer, gone.show);
            office.give(customer, gone, -tickets, changes);
            var next = firstFit(later, customer, tickets);
            if (next == null) {
                dropped.add(new Dropped(customer, tickets));
            } else {
                office.give(customer, next, tickets, changes);
                moved.add(new Moved(customer, tickets, next.show.id()));
            }
        }
        office.close(gone, changes);
        return new Removed(moved.build(), dropped.build());
    }

    /// The screenings of the same movie at the same theatre after `show`, the earliest first.
    private ImmutableList<Screening> laterShows(Show show) {
        return office.atTheatreFrom(show.id()).stream()
                .filter(other -> other.show.movie() == show.movie())
                .filter(other -> !other.show.equals(show))
                .collect(ImmutableList.toImmutableList());
    }

    private @Nullable Screening firstFit(
            ImmutableList<Screening> later, UserId customer, int tickets) {
        for (var screening : later) {
            if (screening.left() >= tickets
                    && !office.holdsElsewhere(customer, screening.show, null)) {
                return screening;
            }
        }
        return null;
    }

    BookingResult list(LocalDate today, ListMovieShowsAvailability list) {
        var checks = new ArgumentChecks();
        var _ = checks.user(list.actor());
        var movie = checks.movie(list.movie());
        var refused = checks.refused();
        if (refused != null) {
            return refused;
        }
        var shows = ImmutableList.<Availability>builder();
        if (!today.isAfter(MovieId.LAST_DATE)) {
            var from = today.isBefore(MovieId.FIRST_DATE) ? MovieId.FIRST_DATE : today;
            for (var theatre : Theatre.values()) {
                var first = new MovieId(theatre, from, TimeSlot.MORNING);
                for (var screening : office.atTheatreFrom(first)) {
                    if (screening.show.movie() == movie) {
                        shows.add(new Availability(screening.show.id(), screening.left()));
                    }
                }
            }
        }
        return new Listed(movie, shows.build());
    }
}
