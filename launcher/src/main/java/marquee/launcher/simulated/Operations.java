package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;
import marquee.applications.booking.UserId;
import marquee.applications.booking.model.OperationGenerator;
import marquee.protocol.Chance;
import marquee.protocol.wire.Bytes;

/// The operations that clients call in a run: in part those that the domain is tested with, most of
/// which are refused, and in part what mostly succeeds.
final class Operations {
    private static final int HARD_PER_MILLE = 350;
    private static final ImmutableList<Theatre> THEATRES = ImmutableList.copyOf(Theatre.values());
    private static final int SEATS = 400;
    private static final int LOCALS = 12;

    /// Still to come when the date changes in the middle of a run.
    private static final LocalDate SHOW_DATE = Cluster.FIRST_DAY.plusDays(3);

    private final OperationGenerator hard;
    private final Chance chance;
    private int shows;

    Operations(Chance chance) {
        this.hard = new OperationGenerator(chance.split());
        this.chance = chance;
    }

    /// The next operation, asked for on `today`.
    Bytes next(LocalDate today) {
        return chance.happens(HARD_PER_MILLE) ? hard.next(today) : BookingCodec.encode(easy());
    }

    /// An operation that succeeds unless a hard one came in between: customers book at home, and
    /// there are seats enough.
    private BookingOperation easy() {
        if (shows < THEATRES.size()) {
            var show = show(THEATRES.get(shows++));
            var admin = new UserId(show.id().theatre(), UserId.Kind.ADMIN, 1);
            return new AddMovieSlots(Argument.of(admin), ShowArguments.of(show), SEATS);
        }
        var home = THEATRES.get(chance.below(shows));
        var who = Argument.of(new UserId(home, UserId.Kind.CUSTOMER, 1 + chance.below(LOCALS)));
        var show = ShowArguments.of(show(home));
        return switch (chance.below(8)) {
            case 0 -> new GetBookingSchedule(who, who);
            case 1, 2 -> new ListMovieShowsAvailability(who, Argument.of(Movie.TITANIC));
            case 3 -> new CancelMovieTickets(who, who, show, 1);
            default -> new BookMovieTickets(who, who, show, 1);
        };
    }

    private static Show show(Theatre theatre) {
        return new Show(new MovieId(theatre, SHOW_DATE, TimeSlot.EVENING), Movie.TITANIC);
    }
}
