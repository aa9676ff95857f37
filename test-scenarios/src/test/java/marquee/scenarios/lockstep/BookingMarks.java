package marquee.scenarios.lockstep;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.TreeSet;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Booked;
import marquee.applications.booking.BookingResult.Exchanged;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;
import marquee.simulation.Marks;
import org.jspecify.annotations.Nullable;

/// Counts what bookings and exchanges had to do with rules 13 and 14, the week's limit and the same
/// show elsewhere.
final class BookingMarks {
    private static final int LIMIT = 3;

    private final Marks marks;
    private final Books books;

    BookingMarks(Marks marks, Books books) {
        this.marks = marks;
        this.books = books;
    }

    /// `customer` asked for tickets of `wanted`, in exchange for some of `old` if that is not null;
    /// the books are those of before.
    void look(
            @Nullable UserId customer,
            @Nullable Show old,
            @Nullable Show wanted,
            BookingResult result) {
        if (customer == null || wanted == null) {
            return;
        }
        switch (result) {
            case Refused(var reason, _) when reason == RefusalCode.WEEK_LIMIT ->
                    full(customer, old, wanted);
            case Refused(var reason, _) when reason == RefusalCode.SAME_SHOW_ELSEWHERE ->
                    hit(
                            old != null && Books.clash(old, wanted),
                            "clash: with what is left of the old show");
            case Booked _ -> booked(customer, wanted);
            case Exchanged(int held, _, _, _) when old != null -> {
                booked(customer, wanted);
                exchanged(customer, old, wanted, held);
            }
            default -> {}
        }
    }

    /// The week was full.
    private void full(UserId customer, @Nullable Show old, Show wanted) {
        var held = books.foreign(customer, date(wanted));
        hit(held.size() > LIMIT, "full week: more than three held");
        hit(held.contains(old), "full week: the old show still counts");
        var dates = new TreeSet<LocalDate>();
        dates.add(date(wanted));
        held.forEach(show -> dates.add(date(show)));
        var first = dates.getFirst();
        var last = dates.getLast();
        hit(!YearMonth.from(first).equals(YearMonth.from(last)), "full week: in two months");
        hit(first.getYear() != last.getYear(), "full week: in two years");
        hit(isLeapDayBetween(first, last), "full week: around a leap day");
        hit(
                first.getDayOfWeek() == DayOfWeek.MONDAY && last.getDayOfWeek() == DayOfWeek.SUNDAY,
                "full week: from Monday to Sunday");
    }

    private static boolean isLeapDayBetween(LocalDate first, LocalDate last) {
        var lastOfFebruary = YearMonth.of(first.getYear(), Month.FEBRUARY).atEndOfMonth();
        return first.isLeapYear() && !first.isAfter(lastOfFebruary) && last.isAfter(lastOfFebruary);
    }

    /// Tickets of `wanted` were got.
    private void booked(UserId customer, Show wanted) {
        var held = books.foreign(customer, date(wanted));
        boolean isHeld = books.held(customer).containsKey(wanted);
        boolean isForeign = Books.isForeign(customer, wanted);
        hit(isHeld, "more tickets of a show already held");
        hit(isHeld && isForeign && held.size() >= LIMIT, "more tickets in a full week");
        hit(!isForeign && held.size() >= LIMIT, "a home show in a full week");
        if (!isHeld && isForeign) {
            hit(held.size() == LIMIT - 1, "the third foreign show of a week");
            hit(isFull(customer, date(wanted).minusWeeks(1)), "a foreign show after a full week");
            hit(isFull(customer, date(wanted).plusWeeks(1)), "a foreign show before a full week");
        }
        hit(
                books.held(customer).keySet().stream()
                        .anyMatch(other -> isOtherMovieElsewhere(other, wanted)),
                "two movies at two theatres at once");
    }

    private static boolean isOtherMovieElsewhere(Show one, Show other) {
        return one.movie() != other.movie()
                && Books.clash(new Show(one.id(), other.movie()), other);
    }

    private boolean isFull(UserId customer, LocalDate date) {
        return books.foreign(customer, date).size() >= LIMIT;
    }

    private void exchanged(UserId customer, Show old, Show wanted, int oldHeld) {
        hit(oldHeld > 0, "exchanged: some tickets");
        hit(oldHeld == 0, "exchanged: all tickets");
        hit(old.id().theatre() != wanted.id().theatre(), "exchanged: between theatres");
        hit(old.movie() != wanted.movie(), "exchanged: between movies");
        hit(Books.clash(old, wanted), "exchanged: to the same show elsewhere");
        var held = books.foreign(customer, date(wanted));
        boolean isNew = Books.isForeign(customer, wanted) && !held.contains(wanted);
        hit(isNew && held.size() == LIMIT && held.contains(old), "exchanged: within a full week");
    }

    private static LocalDate date(Show show) {
        return show.id().date();
    }

    private void hit(boolean happened, String name) {
        if (happened) {
            marks.counter(name).hit();
        }
    }
}
