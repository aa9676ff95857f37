package marquee.applications.booking.model;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;

/// Which checks each operation makes, in which order: a row is an operation, and the numbers are
/// those of the checks in docs/domain.md, whose table this is. Of an exchange, the checks of the
/// old and of the new show are told apart.
public enum DecisionTable {
    ADD("1 2 3 4 5 6 8 9 12"),
    REMOVE("1 2 3 4 6 8 10"),
    LIST("1 3"),
    BOOK("1 2 3 4 5 8 10 13 14 15"),
    SCHEDULE("1 2"),
    CANCEL("1 2 3 4 5 8 10 11"),
    EXCHANGE("1 2 3old 3new 4old 4new 5 7 8old 8new 10old 11 10new 13 14 15");

    private final ImmutableList<String> checks;

    DecisionTable(String checks) {
        this.checks = ImmutableList.copyOf(Splitter.on(' ').split(checks));
    }

    /// The row of `operation`.
    public static DecisionTable of(BookingOperation operation) {
        return switch (operation) {
            case AddMovieSlots _ -> ADD;
            case RemoveMovieSlots _ -> REMOVE;
            case ListMovieShowsAvailability _ -> LIST;
            case BookMovieTickets _ -> BOOK;
            case GetBookingSchedule _ -> SCHEDULE;
            case CancelMovieTickets _ -> CANCEL;
            case ExchangeTickets _ -> EXCHANGE;
        };
    }

    /// The row's checks, in order.
    public ImmutableList<String> checks() {
        return checks;
    }

    /// The number of a check, without the show that it is of.
    public static int number(String check) {
        return Integer.parseInt(check.replaceAll("[a-z]", ""));
    }

    /// The name in docs/domain.md, such as `add`.
    @Override
    public String toString() {
        return Ascii.toLowerCase(name());
    }
}
