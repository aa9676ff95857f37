package marquee.replicas.collections;

import java.time.LocalDate;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;
import marquee.applications.booking.UserId;
import org.jspecify.annotations.Nullable;

/// What stands in the way of one more booking: checks 13 to 15 of docs/domain.md, in this order.
final class TicketLimits {
    private static final int FOREIGN_SHOWS_MAX = 3;
    private static final int DAYS_OF_WEEK = 7;

    /// How many days of its week came before day 0 of the epoch, a Thursday.
    private static final int DAYS_BEFORE_EPOCH = 3;

    private TicketLimits() {}

    /// Why `customer` cannot have `tickets` more of `screening`, or null if he can, judged as if he
    /// held nothing of the show `givenUp`.
    static @Nullable Refused refusal(
            BoxOffice office,
            UserId customer,
            Screening screening,
            int tickets,
            @Nullable Show givenUp) {
        var show = screening.show;
        if (office.holdsElsewhere(customer, show, givenUp)) {
            return new Refused(RefusalCode.SAME_SHOW_ELSEWHERE);
        }
        boolean oneMore = isForeign(customer, show) && office.held(customer, show) == 0;
        if (oneMore && foreignInWeekOf(office, customer, show, givenUp) >= FOREIGN_SHOWS_MAX) {
            return new Refused(RefusalCode.WEEK_LIMIT);
        }
        return screening.left() < tickets
                ? new Refused(RefusalCode.NOT_ENOUGH_SEATS, screening.left())
                : null;
    }

    private static int foreignInWeekOf(
            BoxOffice office, UserId customer, Show show, @Nullable Show givenUp) {
        long week = week(show.id().date());
        int count = 0;
        for (var held : office.heldBy(customer).tailMap(firstOfWeek(show.id().date())).keySet()) {
            if (week(held.id().date()) != week) {
                break;
            }
            if (isForeign(customer, held) && !held.equals(givenUp)) {
                count++;
            }
        }
        return count;
    }

    /// The number of the week in which `date` lies, counted from Monday to Sunday since that of 1
    /// January 1970.
    private static long week(LocalDate date) {
        return Math.floorDiv(date.toEpochDay() + DAYS_BEFORE_EPOCH, DAYS_OF_WEEK);
    }

    /// Where in a schedule the week of `date` begins.
    private static Show firstOfWeek(LocalDate date) {
        long monday = week(date) * DAYS_OF_WEEK - DAYS_BEFORE_EPOCH;
        long first = Math.max(monday, MovieId.FIRST_DATE.toEpochDay());
        var id = new MovieId(Theatre.ATW, LocalDate.ofEpochDay(first), TimeSlot.MORNING);
        return new Show(id, Movie.AVATAR);
    }

    private static boolean isForeign(UserId customer, Show show) {
        return show.id().theatre() != customer.home();
    }
}
