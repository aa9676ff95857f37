package marquee.replicas.theatres;

import static marquee.replicas.theatres.Admission.given;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.CancelMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.GetBookingSchedule;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Booking;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.UserId;
import marquee.replicas.theatres.Correspondence.Asked;
import marquee.replicas.theatres.Letter.Held;
import marquee.replicas.theatres.Letter.Seats;
import marquee.replicas.theatres.Letter.Standing;
import org.jspecify.annotations.Nullable;

/// Decides the operations on tickets, at the customer's home theatre. Seats are reserved before
/// anything is judged or released, and whatever was done is undone when the operation is refused.
final class TicketDesk {
    private static final int FOREIGN_SHOWS_MAX = 3;

    private static final Admission<BookMovieTickets> BOOK =
            Admission.<BookMovieTickets>open()
                    .customer(BookMovieTickets::actor, BookMovieTickets::customer)
                    .show(BookMovieTickets::show)
                    .number(BookMovieTickets::tickets)
                    .notBeforeToday(BookMovieTickets::show);

    private static final Admission<GetBookingSchedule> SCHEDULE =
            Admission.<GetBookingSchedule>open()
                    .customer(GetBookingSchedule::actor, GetBookingSchedule::customer);

    private static final Admission<CancelMovieTickets> CANCEL =
            Admission.<CancelMovieTickets>open()
                    .customer(CancelMovieTickets::actor, CancelMovieTickets::customer)
                    .show(CancelMovieTickets::show)
                    .number(CancelMovieTickets::tickets)
                    .notBeforeToday(CancelMovieTickets::show);

    private static final Admission<ExchangeTickets> EXCHANGE =
            Admission.<ExchangeTickets>open()
                    .customer(ExchangeTickets::actor, ExchangeTickets::customer)
                    .movie(exchange -> exchange.oldShow().movie())
                    .movie(exchange -> exchange.newShow().movie())
                    .id(ExchangeTickets::oldShow)
                    .id(ExchangeTickets::newShow)
                    .number(ExchangeTickets::tickets)
                    .refuse(
                            RefusalCode.SAME_SHOW,
                            (_, exchange) -> exchange.oldShow().equals(exchange.newShow()))
                    .notBeforeToday(ExchangeTickets::oldShow)
                    .notBeforeToday(ExchangeTickets::newShow);

    private final Correspondence letters;

    TicketDesk(Correspondence letters) {
        this.letters = letters;
    }

    BookingResult book(int today, BookMovieTickets book) {
        var refusal = BOOK.refusal(today, book);
        if (refusal != null) {
            return refusal;
        }
        var customer = given(book.customer());
        int tickets = Math.toIntExact(book.tickets());
        var show = Admission.show(book.show());
        var reserve = reserve(customer, show, tickets);
        var standings = inspect(customer, show);
        var seats = letters.await(reserve);
        refusal = judge(customer, new Wish(show, tickets, seats), standings);
        if (refusal != null) {
            undo(customer, reserve);
            return refusal;
        }
        return new BookingResult.Booked(seats.held(), seats.left());
    }

    BookingResult schedule(int today, GetBookingSchedule schedule) {
        var refusal = SCHEDULE.refusal(today, schedule);
        if (refusal != null) {
            return refusal;
        }
        var customer = given(schedule.customer());
        var asked = new ArrayList<Asked<Held>>();
        for (var theatre : Theatre.values()) {
            asked.add(letters.ask(customer.home(), theatre, new Letter.Holdings(customer)));
        }
        var bookings = new ArrayList<Booking>();
        for (var one : asked) {
            bookings.addAll(letters.await(one).bookings());
        }
        bookings.sort(Comparator.comparing(Booking::show, Show.SCHEDULE_ORDER));
        return new BookingResult.Schedule(customer, ImmutableList.copyOf(bookings));
    }

    BookingResult cancel(int today, CancelMovieTickets cancel) {
        var refusal = CANCEL.refusal(today, cancel);
        if (refusal != null) {
            return refusal;
        }
        int tickets = Math.toIntExact(cancel.tickets());
        var show = Admission.show(cancel.show());
        var seats = letters.await(release(given(cancel.customer()), show, tickets));
        refusal = notReleased(seats);
        return refusal != null ? refusal : new BookingResult.Cancelled(seats.held(), seats.left());
    }

    BookingResult exchange(int today, ExchangeTickets exchange) {
        var refusal = EXCHANGE.refusal(today, exchange);
        return refusal != null
                ? refusal
                : exchange(
                        given(exchange.customer()),
                        Admission.show(exchange.oldShow()),
                        Admission.show(exchange.newShow()),
                        Math.toIntExact(exchange.tickets()));
    }

    private BookingResult exchange(UserId customer, Show from, Show to, int tickets) {
        var reserve = reserve(customer, to, tickets);
        var got = letters.await(reserve);
        var release = release(customer, from, tickets);
        var gone = letters.await(release);
        var refusal = notReleased(gone);
        if (refusal == null) {
            // Judged with the old tickets gone: an old show of which some remain still counts.
            var wish = new Wish(to, tickets, got);
            refusal = judge(customer, wish, inspect(customer, to));
        }
        if (refusal != null) {
            undo(customer, release);
            undo(customer, reserve);
            return refusal;
        }
        return new BookingResult.Exchanged(gone.held(), gone.left(), got.held(), got.left());
    }

    /// What a customer wants, and what its theatre answered.
    private record Wish(Show show, int tickets, Seats seats) {
        int heldBefore() {
            return seats.done() ? seats.held() - tickets : seats.held();
        }
    }

    /// Checks 10 and 13 to 15.
    private @Nullable Refused judge(
            UserId customer, Wish wish, ImmutableList<Asked<Standing>> inspections) {
        boolean clash = false;
        int foreignInWeek = 0;
        for (var inspection : inspections) {
            var standing = letters.await(inspection);
            clash |= standing.clash();
            foreignInWeek += standing.foreignInWeek();
        }
        boolean isForeign = wish.show().id().theatre() != customer.home();
        if (!wish.seats().wasThere()) {
            return new Refused(RefusalCode.NO_SUCH_SHOW);
        }
        if (clash) {
            return new Refused(RefusalCode.SAME_SHOW_ELSEWHERE);
        }
        if (isForeign && wish.heldBefore() == 0 && foreignInWeek >= FOREIGN_SHOWS_MAX) {
            return new Refused(RefusalCode.WEEK_LIMIT);
        }
        return wish.seats().done()
                ? null
                : new Refused(RefusalCode.NOT_ENOUGH_SEATS, wish.seats().left());
    }

    /// Checks 10 and 11.
    private static @Nullable Refused notReleased(Seats seats) {
        if (!seats.wasThere()) {
            return new Refused(RefusalCode.NO_SUCH_SHOW);
        }
        if (seats.done()) {
            return null;
        }
        return seats.held() == 0
                ? new Refused(RefusalCode.NOT_BOOKED)
                : new Refused(RefusalCode.TOO_MANY, seats.held());
    }

    private Asked<Seats> reserve(UserId customer, Show show, int tickets) {
        var reserve = new Letter.Reserve(customer, ShowTime.of(show), tickets);
        return letters.ask(customer.home(), show.id().theatre(), reserve);
    }

    private Asked<Seats> release(UserId customer, Show show, int tickets) {
        var release = new Letter.Release(customer, ShowTime.of(show), tickets);
        return letters.ask(customer.home(), show.id().theatre(), release);
    }

    private ImmutableList<Asked<Standing>> inspect(UserId customer, Show show) {
        var inspect = new Letter.Inspect(customer, show.id().theatre(), ShowTime.of(show));
        var asked = ImmutableList.<Asked<Standing>>builder();
        for (var theatre : Theatre.values()) {
            asked.add(letters.ask(customer.home(), theatre, inspect));
        }
        return asked.build();
    }

    /// Has what came of `asked` undone, if anything did.
    private void undo(UserId customer, Asked<Seats> asked) {
        if (letters.await(asked).done()) {
            var undo = new Letter.Undo(asked.step());
            letters.await(letters.ask(customer.home(), asked.to(), undo));
        }
    }
}
