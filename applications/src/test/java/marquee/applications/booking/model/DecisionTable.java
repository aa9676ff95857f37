package marquee.applications.booking.model;

import com.google.common.base.Splitter;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;

/// Which checks each operation makes, in which order (docs/domain.md, the decision table).
final class DecisionTable {
    private DecisionTable() {}

    /// The numbers of the checks, those of the old and the new show of an exchange apart.
    static Iterable<String> checks(BookingOperation operation) {
        return Splitter.on(' ')
                .split(
                        switch (operation) {
                            case AddMovieSlots _ -> "1 2 3 4 5 6 8 9 12";
                            case RemoveMovieSlots _ -> "1 2 3 4 6 8 10";
                            case ListMovieShowsAvailability _ -> "1 3";
                            case BookMovieTickets _ -> "1 2 3 4 5 8 10 13 14 15";
                            case GetBookingSchedule _ -> "1 2";
                            case CancelMovieTickets _ -> "1 2 3 4 5 8 10 11";
                            case ExchangeTickets _ ->
                                    "1 2 3old 3new 4old 4new 5 7 8old 8new"
                                            + " 10old 11 10new 13 14 15";
                        });
    }
}
