package marquee.benchmarks.cost;

import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.RemoveMovieSlots;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.Movie;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.UserId;
import marquee.protocol.wire.Bytes;

/// Operations in the form in which a replica gets them. Customers act for themselves.
final class Requests {
    private Requests() {}

    static Bytes book(UserId customer, Show show, int tickets) {
        return BookingCodec.encode(
                new BookMovieTickets(
                        Argument.of(customer),
                        Argument.of(customer),
                        ShowArguments.of(show),
                        tickets));
    }

    static Bytes cancel(UserId customer, Show show, int tickets) {
        return BookingCodec.encode(
                new CancelMovieTickets(
                        Argument.of(customer),
                        Argument.of(customer),
                        ShowArguments.of(show),
                        tickets));
    }

    static Bytes exchange(UserId customer, Show from, Show to, int tickets) {
        return BookingCodec.encode(
                new ExchangeTickets(
                        Argument.of(customer),
                        Argument.of(customer),
                        ShowArguments.of(from),
                        ShowArguments.of(to),
                        tickets));
    }

    static Bytes schedule(UserId customer) {
        return BookingCodec.encode(
                new GetBookingSchedule(Argument.of(customer), Argument.of(customer)));
    }

    static Bytes list(Movie movie) {
        return BookingCodec.encode(
                new ListMovieShowsAvailability(
                        Argument.of(admin(Theatre.ATW)), Argument.of(movie)));
    }

    static Bytes add(Show show, int capacity) {
        return BookingCodec.encode(
                new AddMovieSlots(
                        Argument.of(admin(show.id().theatre())), ShowArguments.of(show), capacity));
    }

    static Bytes remove(Show show) {
        return BookingCodec.encode(
                new RemoveMovieSlots(
                        Argument.of(admin(show.id().theatre())), ShowArguments.of(show)));
    }

    private static UserId admin(Theatre theatre) {
        return new UserId(theatre, UserId.Kind.ADMIN, 1);
    }
}
