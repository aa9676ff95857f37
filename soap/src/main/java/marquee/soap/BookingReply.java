package marquee.soap;

import com.google.common.collect.ImmutableList;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import java.util.function.Function;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Added;
import marquee.applications.booking.BookingResult.Availability;
import marquee.applications.booking.BookingResult.Booked;
import marquee.applications.booking.BookingResult.Booking;
import marquee.applications.booking.BookingResult.Cancelled;
import marquee.applications.booking.BookingResult.Dropped;
import marquee.applications.booking.BookingResult.Exchanged;
import marquee.applications.booking.BookingResult.Listed;
import marquee.applications.booking.BookingResult.Moved;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.BookingResult.Removed;
import marquee.applications.booking.BookingResult.Schedule;
import marquee.applications.booking.BookingResult.Updated;
import org.jspecify.annotations.Nullable;

/// A reply, success or refusal: status, code, and the fields that the code comes with. Its elements
/// are those of the JSON of REST; the ones that are not there are left out.
@XmlAccessorType(XmlAccessType.FIELD)
@XmlType(
        name = "reply",
        propOrder = {
            "status",
            "code",
            "capacity",
            "booked",
            "held",
            "left",
            "newHeld",
            "newLeft",
            "movieName",
            "shows",
            "customerID",
            "bookings",
            "moved",
            "dropped"
        })
@SuppressWarnings("unused") // JAXB reads the fields.
public final class BookingReply {
    @XmlElement(required = true)
    private String status = "OK";

    @XmlElement(required = true)
    private String code = "";

    private @Nullable Integer capacity;
    private @Nullable Integer booked;
    private @Nullable Integer held;
    private @Nullable Integer left;
    private @Nullable Integer newHeld;
    private @Nullable Integer newLeft;
    private @Nullable String movieName;
    @XmlElement private List<Show> shows = ImmutableList.of();
    private @Nullable String customerID;
    @XmlElement private List<Held> bookings = ImmutableList.of();
    @XmlElement private List<Move> moved = ImmutableList.of();
    @XmlElement private List<Drop> dropped = ImmutableList.of();

    /// The reply that says `result`.
    static BookingReply of(BookingResult result) {
        var reply = new BookingReply();
        reply.code = result.code();
        switch (result) {
            case Added(var capacity, var booked, var left) ->
                    reply.showCapacity(capacity, booked, left);
            case Updated(var capacity, var booked, var left) ->
                    reply.showCapacity(capacity, booked, left);
            case Removed(var moved, var dropped) -> {
                reply.moved = each(moved, Move::of);
                reply.dropped = each(dropped, Drop::of);
            }
            case Listed(var movie, var shows) -> {
                reply.movieName = movie.title();
                reply.shows = each(shows, Show::of);
            }
            case Booked(var held, var left) -> reply.showTickets(held, left);
            case Schedule(var customer, var bookings) -> {
                reply.customerID = customer.toString();
                reply.bookings = each(bookings, Held::of);
            }
            case Cancelled(var held, var left) -> reply.showTickets(held, left);
            case Exchanged(var held, var left, var newHeld, var newLeft) -> {
                reply.showTickets(held, left);
                reply.newHeld = newHeld;
                reply.newLeft = newLeft;
            }
            case Refused refused -> reply.showRefusal(refused);
        }
        return reply;
    }

    private void showCapacity(int seats, int taken, int free) {
        capacity = seats;
        booked = taken;
        left = free;
    }

    private void showTickets(int own, int free) {
        held = own;
        left = free;
    }

    private void showRefusal(Refused refused) {
        status = "REFUSED";
        switch (refused.reason().field()) {
            case "held" -> held = refused.amount();
            case "booked" -> booked = refused.amount();
            case "left" -> left = refused.amount();
            case "" -> {}
            default -> throw new IllegalStateException("no element for " + refused);
        }
    }

    private static <T, X> ImmutableList<X> each(ImmutableList<T> things, Function<T, X> form) {
        return things.stream().map(form).collect(ImmutableList.toImmutableList());
    }

    /// A show and its seats.
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(
            name = "show",
            propOrder = {"movieID", "left"})
    static final class Show {
        @XmlElement(required = true)
        private String movieID = "";

        private int left;

        static Show of(Availability show) {
            var form = new Show();
            form.movieID = show.id().toString();
            form.left = show.left();
            return form;
        }
    }

    /// Tickets that a customer holds.
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(
            name = "booking",
            propOrder = {"movieID", "movieName", "tickets"})
    static final class Held {
        @XmlElement(required = true)
        private String movieID = "";

        @XmlElement(required = true)
        private String movieName = "";

        private int tickets;

        static Held of(Booking booking) {
            var form = new Held();
            form.movieID = booking.show().id().toString();
            form.movieName = booking.show().movie().title();
            form.tickets = booking.tickets();
            return form;
        }
    }

    /// A booking that moved on.
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(
            name = "move",
            propOrder = {"customerID", "tickets", "newMovieID"})
    static final class Move {
        @XmlElement(required = true)
        private String customerID = "";

        private int tickets;

        @XmlElement(required = true)
        private String newMovieID = "";

        static Move of(Moved moved) {
            var form = new Move();
            form.customerID = moved.customer().toString();
            form.tickets = moved.tickets();
            form.newMovieID = moved.newId().toString();
            return form;
        }
    }

    /// A booking that fitted nowhere.
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(
            name = "drop",
            propOrder = {"customerID", "tickets"})
    static final class Drop {
        @XmlElement(required = true)
        private String customerID = "";

        private int tickets;

        static Drop of(Dropped dropped) {
            var form = new Drop();
            form.customerID = dropped.customer().toString();
            form.tickets = dropped.tickets();
            return form;
        }
    }
}
