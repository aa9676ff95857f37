package marquee.scenarios.lockstep;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.TreeSet;
import marquee.applications.booking.BookingResult.Dropped;
import marquee.applications.booking.BookingResult.Moved;
import marquee.applications.booking.BookingResult.Removed;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.simulation.Marks;

/// Counts what becomes of the bookings of a show that is removed.
final class RemovalMarks {
    private static final int MANY = 10;

    private final Marks marks;
    private final Books books;

    RemovalMarks(Marks marks, Books books) {
        this.marks = marks;
        this.books = books;
    }

    /// The show `gone` was removed; the books are those of before.
    void look(LocalDate today, Show gone, Removed removed) {
        var destinations = new TreeSet<MovieId>();
        for (var moved : removed.moved()) {
            look(gone, moved);
            destinations.add(moved.newId());
        }
        removed.dropped().forEach(dropped -> look(gone, dropped));
        int bookings = removed.moved().size() + removed.dropped().size();
        hit(bookings == 0, "removed: nobody held it");
        hit(bookings >= MANY, "removed: many held it");
        hit(gone.id().date().equals(today), "removed: a show of today");
        hit(destinations.size() > 1, "moved: to several shows");
        hit(
                !removed.moved().isEmpty() && !removed.dropped().isEmpty(),
                "moved and dropped in one removal");
    }

    private void look(Show gone, Moved moved) {
        var customer = moved.customer();
        var to = new Show(moved.newId(), gone.movie());
        var from = gone.id().date();
        var date = to.id().date();
        hit(true, "moved");
        hit(date.equals(from), "moved: within a day");
        hit(!YearMonth.from(date).equals(YearMonth.from(from)), "moved: to another month");
        hit(date.getYear() != from.getYear(), "moved: to another year");
        hit(books.held(customer).containsKey(to), "moved: onto a show already held");
        for (var between : books.shows().subSet(gone, false, to, false)) {
            if (isNextFor(gone, between)) {
                boolean clash = books.isElsewhere(customer, between);
                hit(clash, "moved: past a clash");
                hit(!clash, "moved: past a show without enough seats");
            }
        }
        if (Books.isForeign(customer, to)) {
            var held = books.foreign(customer, date);
            hit(
                    held.size() - (held.contains(gone) ? 1 : 0) >= 3 && !held.contains(to),
                    "moved: beyond the week's limit");
        }
    }

    private void look(Show gone, Dropped dropped) {
        boolean later = false;
        for (var show : books.shows().tailSet(gone, false)) {
            if (isNextFor(gone, show)) {
                later = true;
                hit(books.isElsewhere(dropped.customer(), show), "dropped: a later show clashes");
            }
        }
        hit(later, "dropped: no later show will do");
        hit(!later, "dropped: there is no later show");
    }

    private static boolean isNextFor(Show gone, Show show) {
        return show.movie() == gone.movie() && show.id().theatre() == gone.id().theatre();
    }

    private void hit(boolean happened, String name) {
        if (happened) {
            marks.counter(name).hit();
        }
    }
}
